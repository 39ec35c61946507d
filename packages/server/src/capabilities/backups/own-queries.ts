import type { BackupLook, BackupQuery } from '@hoede/contract'
import type { ControlDatabase } from '../environments/public.ts'
import { type BackupRow, columns } from './queries.ts'

/** A backup with when it counts for the list, and whether it has a certificate. */
export type OwnRow = BackupRow & { at: Date; certificate: boolean }

const begun = 'coalesce(b.started_at, b.asked_at)'
const stands = "exists (select from backup_copy c where c.backup_id = b.id and c.state <> 'removed')"
const proven =
  "exists (select from backup_proof p where p.backup_id = b.id and p.outcome = 'good' and p.certificate is not null)"

const looks: Record<BackupLook, string> = {
  busy: "b.state in ('asked', 'running')",
  made: `b.state = 'made' and ${stands}`,
  proven,
  held: 'b.held_at is not null',
  failed: "b.state = 'failed'",
  removed: `b.state = 'made' and not ${stands}`,
}

const own = columns.replace('select ', `select ${begun} as at, ${proven} as certificate, `)

/** Newest first. A cursor is the id of the last row; one that is not of this environment leads nowhere. */
export async function findPage(
  db: ControlDatabase,
  environmentId: string,
  { day, look, cursor }: BackupQuery,
  limit: number,
): Promise<OwnRow[]> {
  const { rows } = await db.query(
    `${own} where b.environment_id = $1 and ${look ? looks[look] : 'true'}
       and ($2::date is null or (${begun} at time zone 'Europe/Amsterdam')::date = $2)
       and ($3::uuid is null or (${begun}, b.id) < (
         select coalesce(l.started_at, l.asked_at), l.id from backup l where l.id = $3 and l.environment_id = $1))
     order by ${begun} desc, b.id desc limit $4`,
    [environmentId, day ?? null, cursor ?? null, limit],
  )
  return rows as OwnRow[]
}

export async function findOwn(db: ControlDatabase, environmentId: string, id: string): Promise<OwnRow | undefined> {
  const { rows } = await db.query(`${own} where b.environment_id = $1 and b.id = $2`, [environmentId, id])
  return rows[0] as OwnRow | undefined
}

/** The one that was asked for and has not begun. */
export async function findAsked(db: ControlDatabase, environmentId: string): Promise<OwnRow | undefined> {
  const { rows } = await db.query(`${own} where b.environment_id = $1 and b.state = 'asked'`, [environmentId])
  return rows[0] as OwnRow | undefined
}

interface LastProof {
  startedAt: Date
  endedAt: Date
  differences: number
  store: string
  certificate: string
  /** The moment that the backup shows. */
  of: Date
}

/** The newest restore that was good, of one backup or of any. */
export async function findGoodProof(
  db: ControlDatabase,
  environmentId: string,
  backupId?: string,
): Promise<LastProof | undefined> {
  const { rows } = await db.query(
    `select p.started_at as "startedAt", p.ended_at as "endedAt", p.differences, p.store, p.certificate, b.started_at as of
     from backup_proof p join backup b on b.id = p.backup_id
     where b.environment_id = $1 and ($2::uuid is null or b.id = $2) and p.outcome = 'good' and p.certificate is not null
     order by p.ended_at desc limit 1`,
    [environmentId, backupId ?? null],
  )
  return rows[0] as LastProof | undefined
}

/** Of each store: the newest backup that stands in it, and how many still have to come there. */
export async function findStores(
  db: ControlDatabase,
  environmentId: string,
): Promise<{ store: string; newest: Date | null; waiting: number }[]> {
  const { rows } = await db.query(
    `select c.store, max(b.started_at) filter (where c.state = 'kept') as newest,
       (count(*) filter (where c.state = 'waiting'))::int as waiting
     from backup_copy c join backup b on b.id = c.backup_id where b.environment_id = $1 group by c.store`,
    [environmentId],
  )
  return rows as { store: string; newest: Date | null; waiting: number }[]
}

/** Holds one that stands in a store, or lets one go that is held. */
export async function holdOwn(
  db: ControlDatabase,
  environmentId: string,
  id: string,
  hold: { by: string; because: string } | undefined,
): Promise<boolean> {
  const possible = hold ? `b.state = 'made' and ${stands}` : 'b.held_at is not null'
  const { rows } = await db.query(
    `update backup b set held_at = case when $3::text is null then null else now() end, held_by = $3, held_because = $4
     where b.id = $2 and b.environment_id = $1 and ${possible} returning b.id`,
    [environmentId, id, hold?.by ?? null, hold?.because ?? null],
  )
  return rows.length > 0
}
