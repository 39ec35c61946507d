import type { ControlDatabase } from '../environments/public.ts'

export type BackupReason = 'schedule' | 'asked' | 'before-restore'

/** A backup as the control database knows it. */
export interface BackupRow {
  id: string
  environmentId: string
  environment: string
  name: string | null
  reason: BackupReason
  state: 'asked' | 'running' | 'made' | 'failed'
  askedAt: Date
  askedBy: string | null
  startedAt: Date | null
  endedAt: Date | null
  doneBytes: number
  expectedBytes: number | null
  problem: string | null
  bytes: number | null
  sha256: string | null
  rows: number | null
  manifest: string | null
  heldAt: Date | null
  heldBy: string | null
  heldBecause: string | null
  copies: CopyState[]
  proof: ProofState | null
}

export interface CopyState {
  store: string
  state: 'waiting' | 'kept' | 'removed'
  keptAt: string | null
  problem: string | null
}

export interface ProofState {
  endedAt: string
  startedAt: string
  outcome: 'good' | 'wrong' | 'unproven'
  differences: number
  problem: string | null
}

export const columns = `select b.id, b.environment_id as "environmentId", e.key as environment, b.name, b.reason, b.state,
    b.asked_at as "askedAt", b.asked_by as "askedBy", b.started_at as "startedAt", b.ended_at as "endedAt", b.done_bytes as "doneBytes", b.expected_bytes as "expectedBytes",
    b.problem, b.bytes, b.sha256, b.rows, b.manifest, b.held_at as "heldAt", b.held_by as "heldBy", b.held_because as "heldBecause",
    (select coalesce(json_agg(json_build_object('store', c.store, 'state', c.state, 'keptAt', c.kept_at, 'problem', c.problem)
      order by c.store), '[]') from backup_copy c where c.backup_id = b.id) as copies,
    (select json_build_object('startedAt', p.started_at, 'endedAt', p.ended_at, 'outcome', p.outcome,
      'differences', p.differences, 'problem', p.problem)
      from backup_proof p where p.backup_id = b.id order by p.ended_at desc limit 1) as proof
  from backup b join environment e on e.id = b.environment_id`

export async function findBackup(db: ControlDatabase, id: string): Promise<BackupRow | undefined> {
  return (await db.query(`${columns} where b.id = $1`, [id])).rows[0] as BackupRow | undefined
}

/** Newest first; of one environment or of all. */
export async function listBackups(
  db: ControlDatabase,
  { environmentId, limit }: { environmentId?: string | undefined; limit: number },
): Promise<BackupRow[]> {
  const { rows } = await db.query(
    `${columns} where ($1::uuid is null or b.environment_id = $1)
     order by coalesce(b.started_at, b.asked_at) desc, b.id desc limit $2`,
    [environmentId ?? null, limit],
  )
  return rows as BackupRow[]
}

/** The newest that was made and stands somewhere. */
export async function newestBackup(db: ControlDatabase, environmentId: string): Promise<BackupRow | undefined> {
  const { rows } = await db.query(
    `${columns} where b.environment_id = $1 and b.state = 'made'
       and exists (select from backup_copy c where c.backup_id = b.id and c.state = 'kept')
     order by b.started_at desc limit 1`,
    [environmentId],
  )
  return rows[0] as BackupRow | undefined
}

/** Takes the lock on making backups of an environment for as long as this connection lives. */
export async function lockEnvironment(db: ControlDatabase, environmentId: string): Promise<boolean> {
  const { rows } = await db.query("select pg_try_advisory_lock(hashtextextended('backup ' || $1, 0)) as taken", [
    environmentId,
  ])
  return (rows[0] as { taken: boolean }).taken
}

/** Whoever holds the lock knows that nobody works at these any more. */
export const failAbandoned = (db: ControlDatabase, environmentId: string) =>
  db.query(
    `update backup set state = 'failed', problem = 'broken-off', ended_at = now()
     where environment_id = $1 and state = 'running'`,
    [environmentId],
  )

export interface NewBackup {
  id: string
  environmentId: string
  name: string
  reason: BackupReason
  startedAt: Date
}

/** Begins one: that which was asked for, or a new one. What is expected is what the one before had. */
export async function beginBackup(db: ControlDatabase, backup: NewBackup): Promise<void> {
  await db.query(
    `insert into backup (id, environment_id, name, reason, state, started_at, expected_bytes)
     values ($1, $2, $3, $4, 'running', $5,
       (select bytes from backup where environment_id = $2 and state = 'made' order by started_at desc limit 1))
     on conflict (id) do update set state = 'running', name = excluded.name, started_at = excluded.started_at,
       expected_bytes = excluded.expected_bytes`,
    [backup.id, backup.environmentId, backup.name, backup.reason, backup.startedAt],
  )
}

export const noteProgress = (db: ControlDatabase, id: string, bytes: number) =>
  db.query("update backup set done_bytes = $2 where id = $1 and state = 'running'", [id, bytes])

export const failBackup = (db: ControlDatabase, id: string, problem: string) =>
  db.query("update backup set state = 'failed', problem = $2, ended_at = now() where id = $1 and state = 'running'", [
    id,
    problem,
  ])

export interface MadeBackup {
  id: string
  bytes: number
  sha256: string
  rows: number
  manifest: string
  /** The store in which it stands, read back. */
  kept: string
  /** Where it has to come too. */
  waiting: readonly string[]
}

export async function finishBackup(db: ControlDatabase, made: MadeBackup): Promise<void> {
  await db.query(
    `with finished as (
       update backup set state = 'made', ended_at = now(), bytes = $2, done_bytes = $2, sha256 = $3, rows = $4, manifest = $5
       where id = $1 and state = 'running' returning id)
     insert into backup_copy (backup_id, store, state, kept_at, tried_at)
     select id, store, case when store = $6 then 'kept' else 'waiting' end, case when store = $6 then now() end,
       case when store = $6 then now() end
     from finished, unnest(array[$6] || $7::text[]) as store`,
    [made.id, made.bytes, made.sha256, made.rows, made.manifest, made.kept, made.waiting],
  )
}

export const askBackup = (db: ControlDatabase, ask: { id: string; environmentId: string; by: string }) =>
  db.query(
    `insert into backup (id, environment_id, reason, asked_by, state) values ($1, $2, 'asked', $3, 'asked')
     on conflict (environment_id) where state = 'asked' do nothing`,
    [ask.id, ask.environmentId, ask.by],
  )

export async function customerOf(
  db: ControlDatabase,
  environmentId: string,
): Promise<{ id: string; key: string; name: string; keyName: string } | undefined> {
  const { rows } = await db.query(
    `select c.id, c.key, c.name, c.key_name as "keyName" from customer c join environment e on e.customer_id = c.id
     where e.id = $1`,
    [environmentId],
  )
  return rows[0] as { id: string; key: string; name: string; keyName: string } | undefined
}

interface DueRow {
  id: string
  key: string
  /** When the last one was begun, whatever became of it; one that failed is tried again after a quarter of an hour. */
  lastTriedAt: Date | undefined
  askedId: string | null
}

/** Every open environment with what decides whether it wants a backup now. */
export async function findDue(db: ControlDatabase): Promise<DueRow[]> {
  const { rows } = await db.query(
    `select e.id, e.key,
       (select max(b.started_at) from backup b where b.environment_id = e.id and b.state in ('made', 'running')) as "lastTriedAt",
       (select b.id from backup b where b.environment_id = e.id and b.state = 'asked') as "askedId"
     from environment e
     where e.state = 'open' and (
       exists (select from backup b where b.environment_id = e.id and b.state = 'asked')
       or not exists (select from backup b
         where b.environment_id = e.id and b.state = 'failed' and b.ended_at > now() - interval '15 minutes'))
     order by e.key`,
  )
  return (rows as (DueRow & { lastTriedAt: Date | null })[]).map((row) => ({
    ...row,
    lastTriedAt: row.lastTriedAt ?? undefined,
  }))
}

/** When a backup of an environment was last proven good. */
export async function lastProvenAt(db: ControlDatabase, environmentId: string): Promise<Date | undefined> {
  const { rows } = await db.query(
    `select max(p.ended_at) as at from backup_proof p join backup b on b.id = p.backup_id
     where b.environment_id = $1 and p.outcome = 'good'`,
    [environmentId],
  )
  return (rows[0] as { at: Date | null }).at ?? undefined
}

/** Holds a backup, or lets it go: what is held is not cleared up. */
export const holdBackup = (db: ControlDatabase, id: string, hold: { by: string; because: string } | undefined) =>
  db.query(
    `update backup set held_at = case when $2::text is null then null else now() end, held_by = $2, held_because = $3
     where id = $1`,
    [id, hold?.by ?? null, hold?.because ?? null],
  )
