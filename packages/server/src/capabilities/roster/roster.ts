import type { NewShift, RosterLine, RosterPreview, Shift, ShiftWeek } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import {
  type FileLine,
  faultOfShift,
  type PlannedLine,
  type PlannedUnit,
  planLines,
  RosterFault,
  readFile,
  type Surroundings,
  totalsOf,
} from './rules.ts'

export async function listWeek(
  reader: Reader,
  query: { week: string; unit?: string; person?: string; cancelled?: boolean },
): Promise<ShiftWeek> {
  const { from, until } = await queries.weekOf(reader, query.week)
  const { unit, person, cancelled = false } = query
  const rows = await queries.findShifts(reader, { from, until, unit, person, cancelled })
  return { from: from.toISOString(), until: until.toISOString(), items: rows.map(present) }
}

/** Puts a shift on the roster; nobody plans themselves. The same id sent twice is one. */
export async function addShift(tx: Transaction, plannerId: string, request: NewShift): Promise<Shift> {
  if (request.personId === plannerId) throw new Problem('limit-for-self')
  const [starts, ends] = [new Date(request.starts), new Date(request.ends)]
  const [person, units] = await Promise.all([
    queries.findPerson(tx, request.personId),
    queries.unitsNamed(tx, [request.unitId.toLowerCase()]),
  ])
  if (!person) throw new Problem('not-found')
  if (units.length === 0) throw new Problem('unit-unknown')
  const fault = faultOfShift(starts, ends, person, new Date())
  if (fault) throw new Problem('period-invalid', { fields: [{ path: 'body.ends', message: fault }] })
  const id = request.id ?? newId()
  const values = { id, personId: person.id, unitId: request.unitId, starts, ends, externalId: null }
  const inserted = await queries.insertShift(tx, values, plannerId)
  const row = await queries.findShift(tx, id)
  if (!row || (!inserted && !isSame(row, values))) throw new Problem('already-exists')
  return present(row)
}

const isSame = (row: queries.ShiftRow, values: queries.ShiftValues) =>
  row.person.id === values.personId &&
  row.unit.id === values.unitId &&
  row.starts.getTime() === values.starts.getTime() &&
  row.ends.getTime() === values.ends.getTime()

/** Takes a shift off the roster; the access that it gave ends at once. */
export async function cancelShift(
  tx: Transaction,
  plannerId: string,
  shiftId: string,
  version: number,
): Promise<Shift> {
  const shift = await queries.findShift(tx, shiftId)
  if (!shift) throw new Problem('not-found')
  if (shift.person.id === plannerId) throw new Problem('limit-for-self')
  if (shift.cancelled) throw new Problem('shift-cancelled')
  const cancelled = await queries.cancelShift(tx, shiftId, version)
  const now = await queries.findShift(tx, shiftId)
  if (!cancelled || !now) throw new Problem('conflict', { current: now && present(now) })
  return present(now)
}

/** What a file would do, line by line. Problem roster-file when it is no roster. */
export async function previewFile(reader: Reader, csv: string, plannerId: string | undefined): Promise<RosterPreview> {
  const lines = await plan(reader, csv, plannerId)
  return { totals: totalsOf(lines), lines: lines.map(presentLine) }
}

/**
 * Reads a file in: what is new is added, what changed is changed, what is the same is left alone; the same file again changes
 * nothing. One wrong line and nothing of it is written: Problem roster-file with each wrong line.
 */
export async function importFile(tx: Transaction, csv: string, plannerId: string | undefined): Promise<RosterPreview> {
  const lines = await plan(tx, csv, plannerId)
  const wrong = lines.filter((each) => each.outcome === 'wrong')
  if (wrong.length) {
    throw new Problem('roster-file', {
      fields: wrong.map((each) => ({ path: `regel ${each.line}`, message: each.reason ?? '' })),
    })
  }
  const values = (outcome: PlannedLine['outcome']) =>
    lines.filter((each) => each.outcome === outcome).map((each) => valuesOf(each))
  await queries.updateShifts(tx, values('changed'))
  await queries.insertShifts(tx, values('new'), plannerId ?? null)
  return { totals: totalsOf(lines), lines: lines.map(presentLine) }
}

function valuesOf(line: PlannedLine): queries.ShiftValues {
  const { known, person, unit, starts, ends, externalId } = line
  return { id: known?.id ?? newId(), personId: person!.id, unitId: unit!.id, starts: starts!, ends: ends!, externalId }
}

async function plan(reader: Reader, csv: string, plannerId: string | undefined): Promise<PlannedLine[]> {
  const lines = readOrRefuse(csv)
  return planLines(lines, await surroundingsOf(reader, lines, plannerId))
}

function readOrRefuse(csv: string): FileLine[] {
  try {
    return readFile(csv)
  } catch (error) {
    if (!(error instanceof RosterFault)) throw error
    const path = error.line === undefined ? 'body.csv' : `regel ${error.line}`
    throw new Problem('roster-file', { detail: error.message, fields: [{ path, message: error.message }] })
  }
}

async function surroundingsOf(
  reader: Reader,
  lines: readonly FileLine[],
  planner: string | undefined,
): Promise<Surroundings> {
  const distinct = (column: keyof FileLine['cells'], lower = true) => [
    ...new Set(lines.map(({ cells }) => (lower ? cells[column].toLowerCase() : cells[column]))),
  ]
  const [people, units, shifts] = await Promise.all([
    queries.peopleNamed(reader, distinct('user_name')),
    queries.unitsNamed(reader, distinct('unit')),
    queries.shiftsNumbered(reader, distinct('external_id', false)),
  ])
  return {
    people: new Map(people.map((each) => [each.userName.toLowerCase(), each])),
    units: byNameAndId(units),
    shifts: new Map(shifts.map((each) => [each.externalId, each])),
    planner,
    now: new Date(),
  }
}

function byNameAndId(units: readonly PlannedUnit[]): Map<string, PlannedUnit[]> {
  const found = new Map<string, PlannedUnit[]>()
  for (const unit of units) {
    const name = unit.name.toLowerCase()
    found.set(name, [...(found.get(name) ?? []), unit])
    found.set(unit.id, [unit])
  }
  return found
}

const present = (row: queries.ShiftRow): Shift => ({
  ...row,
  starts: row.starts.toISOString(),
  ends: row.ends.toISOString(),
})

const presentLine = (line: PlannedLine): RosterLine => ({
  line: line.line,
  externalId: line.externalId,
  outcome: line.outcome,
  reason: line.reason,
  person: line.person?.name ?? null,
  unit: line.unit?.name ?? null,
  starts: line.starts?.toISOString() ?? null,
  ends: line.ends?.toISOString() ?? null,
})
