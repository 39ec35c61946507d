import type { ControlDatabase } from '../environments/public.ts'

export interface WaitingCopy {
  backupId: string
  name: string
  bytes: number
  sha256: string
  manifest: string
  /** Where it stands. */
  stores: string[]
}

/** What a store has not got yet, oldest first; what failed is tried again after a minute, and after longer the more often it did. */
export async function findWaiting(db: ControlDatabase, store: string): Promise<WaitingCopy[]> {
  const { rows } = await db.query(
    `select b.id as "backupId", b.name, b.bytes, b.sha256, b.manifest,
       array(select k.store from backup_copy k where k.backup_id = b.id and k.state = 'kept') as stores
     from backup_copy c join backup b on b.id = c.backup_id
     where c.store = $1 and c.state = 'waiting'
       and coalesce(c.tried_at, '-infinity') < now() - make_interval(mins => least(60, c.tries))
       and exists (select from backup_copy k where k.backup_id = b.id and k.state = 'kept')
     order by b.started_at limit 500`,
    [store],
  )
  return rows as WaitingCopy[]
}

export const keepCopy = (db: ControlDatabase, backupId: string, store: string) =>
  db.query(
    `update backup_copy set state = 'kept', kept_at = now(), tried_at = now(), problem = null
     where backup_id = $1 and store = $2 and state = 'waiting'`,
    [backupId, store],
  )

export const failCopy = (db: ControlDatabase, backupId: string, store: string, problem: string) =>
  db.query(
    'update backup_copy set tried_at = now(), tries = tries + 1, problem = $3 where backup_id = $1 and store = $2',
    [backupId, store, problem],
  )

/** A store that was added to the configuration gets what is there: the newest of each environment, and all that come. */
export const expectStore = (db: ControlDatabase, store: string) =>
  db.query(
    `insert into backup_copy (backup_id, store, state)
     select distinct on (b.environment_id) b.id, $1, 'waiting' from backup b
     where b.state = 'made' and exists (select from backup_copy k where k.backup_id = b.id and k.state = 'kept')
     order by b.environment_id, b.started_at desc
     on conflict do nothing`,
    [store],
  )

export interface KeptBackup {
  id: string
  startedAt: Date
  name: string
  isHeld: boolean
  stores: string[]
}

/** Everything of an environment that stands in some store. */
export async function findKept(db: ControlDatabase, environmentId: string): Promise<KeptBackup[]> {
  const { rows } = await db.query(
    `select b.id, b.started_at as "startedAt", b.name, b.held_at is not null as "isHeld",
       array_agg(c.store) as stores
     from backup b join backup_copy c on c.backup_id = b.id and c.state = 'kept'
     where b.environment_id = $1 and b.state = 'made' group by b.id`,
    [environmentId],
  )
  return rows as KeptBackup[]
}

/** Waits no longer for the other stores either. */
export const removedFrom = (db: ControlDatabase, backupId: string, store: string) =>
  db.query(
    `update backup_copy set state = 'removed', removed_at = now(), problem = null
     where backup_id = $1 and (store = $2 or state = 'waiting')`,
    [backupId, store],
  )
