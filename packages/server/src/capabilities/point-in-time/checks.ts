import type { EnvironmentKeys } from '../../platform/crypto/keys.ts'
import type { Client } from '../../platform/db/connection.ts'
import { maintenance } from '../../platform/db/maintenance.ts'
import { databaseVersion, readMigrations } from '../../platform/db/migrate.ts'
import { checkLog } from '../log-proof/public.ts'
import { MomentProblem } from './problem.ts'

export interface RestoredCheck {
  migration: number
  /** Rows of the log that stand as they were sealed. */
  sealedRows: number
  /** Is that log the beginning of the one that is written now? It is not after the environment went on from an earlier copy. */
  isBeginning: boolean
}

/**
 * Is an environment that was restored whole: a version that this program knows, and every row of its log as it was sealed? Throws
 * MomentProblem.
 */
export async function checkRestored(
  restored: Client,
  running: Client,
  { owner, keys }: { owner: string; keys: EnvironmentKeys },
): Promise<RestoredCheck> {
  const migration = await databaseVersion(restored)
  const newest = (await readMigrations('environment')).length
  if (migration > newest)
    throw new MomentProblem(
      'moment-newer',
      `De database van toen heeft versie ${migration}, dit programma kent er ${newest}. Gebruik het nieuwere programma.`,
    )
  if (!(await isSealed(restored))) return { migration, sealedRows: 0, isBeginning: true }
  const { rows, changed, removed, inserted } = await maintenance(restored, owner, keys, (tx) => checkLog(tx, 0))
  if (changed + removed + inserted > 0)
    throw new MomentProblem(
      'moment-log-changed',
      `De logging van toen is niet zoals ze verzegeld is: van ${rows} regels ${changed} gewijzigd, ${removed} weg, ${inserted} toegevoegd. Kies een ander moment, en laat uitzoeken wat er gebeurd is.`,
    )
  return { migration, sealedRows: rows, isBeginning: await isBeginning(restored, running) }
}

async function isSealed(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('audit_tree') is not null as there")
  if (!rows[0]?.there) return false
  return (await client.query('select from audit_tree')).rows.length > 0
}

/** Tiles of the tree never change once they are full: those of then stand in the tree of now. */
async function isBeginning(restored: Client, running: Client): Promise<boolean> {
  const question = `select count(*) as tiles, md5(coalesce(string_agg(md5(hashes), '' order by "index"), '')) as sum
    from audit_tile where level = 0 and "index" <= $1`
  const { rows: last } = await restored.query<{ index: number | null }>(
    'select max("index") as index from audit_tile where level = 0',
  )
  const index = last[0]?.index ?? -1
  const [then, now] = await Promise.all([restored, running].map((client) => client.query(question, [index])))
  return JSON.stringify(then?.rows) === JSON.stringify(now?.rows)
}
