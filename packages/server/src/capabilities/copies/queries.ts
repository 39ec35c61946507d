import type { Client } from '../../platform/db/connection.ts'

/** One maker for a target at a time; the lock goes with the connection, so a killed program holds none. */
export async function lockTarget(lock: Client, targetId: string): Promise<boolean> {
  const { rows } = await lock.query<{ locked: boolean }>(
    "select pg_try_advisory_lock(hashtextextended('hoede copy to ' || $1, 0)) as locked",
    [targetId],
  )
  return rows[0]?.locked === true
}

interface NewCopy {
  id: string
  sourceId: string
  targetId: string
  databaseName: string
  orderedBy: string
}

export const insertCopy = (db: Client, copy: NewCopy) =>
  db.query(
    'insert into environment_copy (id, source_id, target_id, database_name, ordered_by) values ($1, $2, $3, $4, $5)',
    [copy.id, copy.sourceId, copy.targetId, copy.databaseName, copy.orderedBy],
  )

export const setFailed = (db: Client, id: string, problem: string, report: unknown) =>
  db.query(
    "update environment_copy set state = 'failed', ended_at = now(), problem = $2, report = $3 where id = $1 and state = 'making'",
    [id, problem.slice(0, 2000), report === undefined ? null : JSON.stringify(report)],
  )

/** In the transaction in which the environment goes on in it. */
export const setInUse = (db: Client, id: string, report: unknown, left: string) =>
  db.query(
    "update environment_copy set state = 'in-use', ended_at = now(), report = $2, left_database = $3 where id = $1",
    [id, JSON.stringify(report), left],
  )

/** Databases for this target that nobody is in and nobody makes: what was interrupted, and what was left and not yet removed. */
export async function findRemains(
  db: Client,
  targetId: string,
): Promise<{ id: string; databaseName: string; made: boolean }[]> {
  const { rows } = await db.query<{ id: string; databaseName: string; made: boolean }>(
    `select c.id, d.name as "databaseName", (c.state = 'in-use') as made from environment_copy c
     cross join lateral (values (case when c.state = 'making' then c.database_name else c.left_database end)) as d (name)
     where c.target_id = $1 and d.name is not null
       and not exists (select from environment e where e.database_name = d.name)`,
    [targetId],
  )
  return rows
}

export const forgetLeft = (db: Client, id: string) =>
  db.query('update environment_copy set left_database = null where id = $1', [id])

export async function isInUse(db: Client, databaseName: string): Promise<boolean> {
  const { rows } = await db.query('select 1 from environment where database_name = $1', [databaseName])
  return rows.length > 0
}

export interface CopyRow {
  from: string
  to: string
  state: string
  startedAt: Date
  endedAt: Date | null
  orderedBy: string
  problem: string | null
}

/** The newest first, at most thirty. */
export async function listCopies(db: Client): Promise<CopyRow[]> {
  const { rows } = await db.query<CopyRow>(
    `select s.key as "from", t.key as "to", c.state, c.started_at as "startedAt", c.ended_at as "endedAt",
       c.ordered_by as "orderedBy", c.problem
     from environment_copy c join environment s on s.id = c.source_id join environment t on t.id = c.target_id
     order by c.started_at desc limit 30`,
  )
  return rows
}
