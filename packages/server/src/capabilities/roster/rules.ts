import { parse } from 'csv-parse/sync'
import { readMoment } from './local-time.ts'

const columns = ['external_id', 'user_name', 'unit', 'starts', 'ends'] as const
type Column = (typeof columns)[number]

/** So many lines at most in one file: some weeks of a large organisation. */
const linesAtMost = 5000
/** A shift lasts a day and a half at most (the database says the same). */
const longest = 36 * 3_600_000
/** What began longer ago than this is not planned any more. */
const oldest = 31 * 86_400_000

export class RosterFault extends Error {
  readonly line: number | undefined
  constructor(message: string, line?: number) {
    super(message)
    this.name = 'RosterFault'
    this.line = line
  }
}

export interface FileLine {
  line: number
  cells: Record<Column, string>
}

/** The lines of a roster file. Throws RosterFault when it is no such file: then nothing of it is read. */
export function readFile(text: string): FileLine[] {
  const rows = parsed(text)
  const [heading, ...body] = rows
  if (!heading) throw new RosterFault('Het bestand is leeg.')
  const names = heading.cells.map((cell) => cell.trim().toLowerCase())
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length) throw new RosterFault(`Deze kolommen ontbreken: ${missing.join(', ')}.`, 1)
  if (body.length > linesAtMost) throw new RosterFault(`Een bestand heeft hoogstens ${linesAtMost} diensten.`)
  return body.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(columns.map((column) => [column, (cells[names.indexOf(column)] ?? '').trim()])) as Record<
      Column,
      string
    >,
  }))
}

function parsed(text: string): { line: number; cells: string[] }[] {
  try {
    const rows = parse(text, {
      bom: true,
      delimiter: [',', ';'],
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return rows.map(({ record, info }) => ({ line: info.lines, cells: record }))
  } catch (error) {
    const line = (error as { lines?: number }).lines
    throw new RosterFault('De aanhalingstekens in dit bestand kloppen niet.', line)
  }
}

export interface PlannedPerson {
  id: string
  userName: string
  name: string
  employedFrom: Date
  employedUntil: Date | null
}
export interface PlannedUnit {
  id: string
  name: string
}
export interface KnownShift {
  id: string
  externalId: string
  personId: string
  unitId: string
  starts: Date
  ends: Date
  cancelled: boolean
}

/** What is known around a file: everybody and every unit that it names, and the shifts that came from it before. */
export interface Surroundings {
  people: ReadonlyMap<string, PlannedPerson>
  /** By name in lower case, and by id; more than one of a name is no answer. */
  units: ReadonlyMap<string, PlannedUnit[]>
  shifts: ReadonlyMap<string, KnownShift>
  /** Nobody plans themselves; undefined for the operator. */
  planner: string | undefined
  now: Date
}

export interface PlannedLine {
  line: number
  externalId: string
  outcome: 'new' | 'changed' | 'same' | 'wrong'
  reason: string | null
  person: PlannedPerson | null
  unit: PlannedUnit | null
  starts: Date | null
  ends: Date | null
  known: KnownShift | undefined
}

/** What each line would do, and why the wrong ones are wrong. */
export function planLines(lines: readonly FileLine[], around: Surroundings): PlannedLine[] {
  const seen = new Set<string>()
  return lines.map((line) => {
    const externalId = line.cells.external_id
    const planned = planLine(line, around)
    const twice = seen.has(externalId) ? 'Dit nummer staat eerder in het bestand ook al.' : null
    seen.add(externalId)
    const reason = twice ?? planned.reason
    return reason ? { ...planned, reason, outcome: 'wrong' } : planned
  })
}

function planLine({ line, cells }: FileLine, around: Surroundings): PlannedLine {
  const person = around.people.get(cells.user_name.toLowerCase()) ?? null
  const units = around.units.get(cells.unit.toLowerCase()) ?? []
  const unit = units.length === 1 ? units[0]! : null
  const [starts, ends] = [readMoment(cells.starts) ?? null, readMoment(cells.ends) ?? null]
  const known = around.shifts.get(cells.external_id)
  const found = { line, externalId: cells.external_id, person, unit, starts, ends, known }
  const reason = faultOf(cells, found, units.length, around)
  if (reason) return { ...found, outcome: 'wrong', reason }
  return { ...found, outcome: outcomeOf(found), reason: null }
}

type Found = Pick<PlannedLine, 'person' | 'unit' | 'starts' | 'ends' | 'known'>

function faultOf(cells: FileLine['cells'], found: Found, units: number, around: Surroundings): string | null {
  const { person, starts, ends, known } = found
  if (!cells.external_id) return 'Het nummer (external_id) ontbreekt.'
  if (cells.external_id.length > 100) return 'Het nummer (external_id) is langer dan 100 tekens.'
  if (!person) return `Er is geen medewerker met de gebruikersnaam ‘${cells.user_name}’.`
  if (units === 0) return `Er is geen locatie of team ‘${cells.unit}’.`
  if (units > 1) return `Er is meer dan één locatie of team ‘${cells.unit}’. Gebruik het kenmerk (uuid).`
  if (!starts) return `Het begin ‘${cells.starts}’ is geen tijd. Schrijf bijvoorbeeld 2026-11-23 07:00.`
  if (!ends) return `Het einde ‘${cells.ends}’ is geen tijd. Schrijf bijvoorbeeld 2026-11-23 15:30.`
  if (around.planner && (person.id === around.planner || known?.personId === around.planner)) {
    return 'Je plant jezelf niet. Laat een collega deze dienst invoeren.'
  }
  return faultOfShift(starts, ends, person, around.now)
}

/** Why somebody cannot have such a shift, or null. */
export function faultOfShift(
  starts: Date,
  ends: Date,
  person: Pick<PlannedPerson, 'employedFrom' | 'employedUntil'>,
  now: Date,
): string | null {
  if (ends <= starts) return 'Het einde ligt niet na het begin.'
  if (ends.getTime() - starts.getTime() > longest) return 'Een dienst duurt hoogstens 36 uur.'
  if (starts.getTime() < now.getTime() - oldest) return 'Deze dienst begon langer dan een maand geleden.'
  if (person.employedFrom > ends || (person.employedUntil && person.employedUntil <= starts)) {
    return 'Deze medewerker is dan niet in dienst.'
  }
  return null
}

function outcomeOf({ person, unit, starts, ends, known }: Found): PlannedLine['outcome'] {
  if (!known) return 'new'
  const same =
    known.personId === person?.id &&
    known.unitId === unit?.id &&
    known.starts.getTime() === starts?.getTime() &&
    known.ends.getTime() === ends?.getTime()
  return same && !known.cancelled ? 'same' : 'changed'
}

export function totalsOf(lines: readonly Pick<PlannedLine, 'outcome'>[]) {
  const count = (outcome: PlannedLine['outcome']) => lines.filter((each) => each.outcome === outcome).length
  return { new: count('new'), changed: count('changed'), same: count('same'), wrong: count('wrong') }
}
