import type { Reader, Transaction } from '../../platform/db/transaction.ts'

/** As the database tells it: times are texts, they come through JSON. */
export interface HeldRow {
  kind: string
  name: string
  detail: {
    computer?: string | null
    kind?: string
    subject?: string
    scope?: string
    unit?: string | null
    client?: string
    exclusive?: boolean
    count?: number
    starts?: string
  }
  began: string | null
}
export interface EndedRow extends HeldRow {
  ended: string
  by: string
}

/** Everything that somebody holds now because they work here. */
export async function wouldEnd(reader: Reader, personId: string): Promise<HeldRow[]> {
  const [row] = await reader.rows<{ items: HeldRow[] }>('select access.would_end($1) as items', [personId])
  return row!.items
}

/** Ends it, when the employment is over; undefined when there was nothing to do (any more). Answers how many things ended. */
export async function completeLeaving(tx: Transaction, personId: string): Promise<number | undefined> {
  const [row] = await tx.rows<{ ended: number | null }>('select access.complete_leaving($1) as ended', [personId])
  return row?.ended ?? undefined
}

export async function findLeavers(reader: Reader, limit: number): Promise<string[]> {
  const rows = await reader.rows<{ id: string }>('select id from access.leavers($1) id', [limit])
  return rows.map((row) => row.id)
}

export interface StatementRow {
  leftAt: Date
  madeAt: Date
  items: EndedRow[]
}

/** The statement of the last time that somebody left. */
export async function findStatement(reader: Reader, personId: string): Promise<StatementRow | undefined> {
  const [row] = await reader.rows<StatementRow>(
    `select left_at as "leftAt", made_at as "madeAt", items from leaving_statement where person_id = $1
     order by left_at desc limit 1`,
    [personId],
  )
  return row
}

export interface MoveEffects {
  grants: {
    id: string
    role: string
    scope: string
    source: 'given' | 'operator' | 'function' | 'group'
    unit: string | null
    within: string | null
    until: string | null
    tied: boolean
  }[]
  relations: {
    id: string
    clientId: string
    number: string
    kind: string
    kindKey: string
    exclusive: boolean
    version: number
    mayChange: boolean
  }[]
}

/** What a move away from these units touches. */
export async function findMoveEffects(
  reader: Reader,
  personId: string,
  unitIds: readonly string[],
): Promise<MoveEffects> {
  const [row] = await reader.rows<MoveEffects>('select grants, relations from access.move_effects($1, $2::uuid[])', [
    personId,
    unitIds,
  ])
  return row!
}

/** False when there was nothing to end. */
export async function endGrantAt(tx: Transaction, grantId: string, at: Date): Promise<boolean> {
  const [row] = await tx.rows<{ ended: boolean }>('select access.end_grant_at($1, $2) as ended', [grantId, at])
  return row!.ended
}

export async function setFunction(tx: Transaction, personId: string, job: string): Promise<void> {
  await tx.rows('update person set function = $2, version = version + 1 where id = $1', [personId, job])
}

/** In place of what was planned before. */
export async function planFunction(
  tx: Transaction,
  plan: { id: string; personId: string; at: Date; job: string; by: string },
): Promise<void> {
  await tx.rows(
    `update planned_move set cancelled_at = now(), version = version + 1
     where person_id = $1 and carried_out_at is null and cancelled_at is null`,
    [plan.personId],
  )
  await tx.rows('insert into planned_move (id, person_id, at, function, made_by) values ($1, $2, $3, $4, $5)', [
    plan.id,
    plan.personId,
    plan.at,
    plan.job,
    plan.by,
  ])
}

/** Would somebody who can give roles be left, if this person had that function? */
export async function keepsAManager(tx: Transaction, personId: string, job: string): Promise<boolean> {
  const [row] = await tx.rows<{ kept: boolean }>('select access.function_keeps_manager($1, $2) as kept', [
    personId,
    job,
  ])
  return row!.kept
}

export interface MoveTurn {
  personId: string
  name: string
  job: string
  before: string
  /** Nobody who can give roles would be left. */
  refused: boolean
  /** Whoever planned it; null when they left. */
  planner: string | null
}

export function carryOutMoves(tx: Transaction): Promise<MoveTurn[]> {
  return tx.rows<MoveTurn>(
    'select person_id as "personId", name, function as job, before, refused, planner from access.carry_out_moves()',
    [],
  )
}

/**
 * Employed again. The earlier period stays in the history of the row; where it is asked who could open a record on a day in the past,
 * that counts. False when it is no version of somebody who left.
 */
export async function startAgain(tx: Transaction, personId: string, version: number, from: Date | null): Promise<Date> {
  const [row] = await tx.rows<{ from: Date }>(
    `update person set employed_from = greatest($3::timestamptz, now()), employed_until = null, version = version + 1
     where id = $1 and version = $2 and employed_until <= now() returning employed_from as "from"`,
    [personId, version, from],
  )
  return row!.from
}
