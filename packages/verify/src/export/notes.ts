import type { Reporting } from '../report.ts'
import type { SignedNote } from '../sealer-note.ts'
import type { Trust } from '../trust.ts'
import { type Range, RangeSet } from './ranges.ts'

/** A clock that went by so many seconds somewhere within these numbers. */
export interface ClockStep {
  seconds: number
  numbers: Range
}

/** What the sealer said about itself, from the notes that came by. */
export interface Said {
  /** Rows numbered up to here were there before sealing began; 0 when nobody said so. */
  began: number
  late: RangeSet
  loaded: RangeSet
  unexpected: RangeSet
  steps: ClockStep[]
  /** Sealers that started: the number of the note, and the highest number that the one before had looked at. */
  started: { number: number; highest: number }[]
  /** Positions that were dropped, by month. */
  dropped: Map<string, RangeSet>
}

export const nothingSaid = (): Said => ({
  began: 0,
  late: new RangeSet(),
  loaded: new RangeSet(),
  unexpected: new RangeSet(),
  steps: [],
  started: [],
  dropped: new Map(),
})

interface NoteBody {
  kind: string
  highest?: number
  size?: number
  seconds?: number
  rows?: number
  month?: string
  numbers?: Range[]
  positions?: Range[]
}

/** A row `log.sealing` that was read. */
export interface SealerRow {
  id: string
  at: string
  /** Undefined when it is not signed as it should be. */
  body: NoteBody | undefined
}

const isRange = (value: unknown): value is Range =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((each) => Number.isSafeInteger(each)) &&
  value[0] <= value[1]

const isRanges = (value: unknown) => value === undefined || (Array.isArray(value) && value.every(isRange))
const isNumber = (value: unknown) => value === undefined || Number.isFinite(value)

function isBody(value: unknown): value is NoteBody {
  if (typeof value !== 'object' || value === null) return false
  const body = value as Record<string, unknown>
  return (
    typeof body['kind'] === 'string' &&
    [body['highest'], body['size'], body['seconds'], body['rows']].every(isNumber) &&
    isRanges(body['numbers']) &&
    isRanges(body['positions']) &&
    (body['month'] === undefined || typeof body['month'] === 'string')
  )
}

const json = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

/** Reads a row of the sealer, and whether it is signed by a key that was in use at that position. */
export function readSealerRow(text: string, position: number, trust: Trust): SealerRow {
  const row = json(text) as { id?: string; at?: string; detail?: string } | undefined
  const detail = json(row?.detail) as Partial<SignedNote> | undefined | null
  const id = row?.id ?? ''
  const { note, signature } = detail ?? {}
  const signed =
    typeof note === 'string' && typeof signature === 'string' && trust.isNote(id, { note, signature }, position)
  const body = signed ? json(note) : undefined
  return { id, at: row?.at ?? '', body: isBody(body) ? body : undefined }
}

/** Takes up what a note says. */
export function takeUp(
  said: Said,
  { kind, highest, numbers = [], positions = [], seconds = 0, month = '' }: NoteBody,
): void {
  if (kind === 'began') said.began = Math.max(said.began, highest ?? 0)
  if (kind === 'late' || kind === 'loaded' || kind === 'unexpected')
    for (const [from, until] of numbers) said[kind].add(from, until)
  if (kind === 'clock-step') for (const range of numbers) said.steps.push({ seconds, numbers: range })
  if (kind === 'dropped') {
    const months = said.dropped.get(month) ?? new RangeSet()
    for (const [from, until] of positions) months.add(from, until)
    said.dropped.set(month, months)
  }
}

const countOf = (ranges: readonly Range[]) => ranges.reduce((sum, [from, until]) => sum + until - from + 1, 0)

/** Tells what a note says to whoever reads the report: none of it is wrong by itself. */
export function noticeOf(reporting: Reporting, body: NoteBody, at: string): void {
  const { kind, numbers = [], positions = [] } = body
  if (kind === 'began') reporting.notice(kind, 1, { value: body.highest ?? 0, at })
  if (kind === 'started' || kind === 'behind') reporting.notice(kind, 1, { value: body.seconds ?? 0, at })
  if (kind === 'late' || kind === 'abandoned' || kind === 'loaded') reporting.notice(kind, countOf(numbers))
  if (kind === 'clock-step') reporting.notice(kind, 1, { value: body.seconds ?? 0, about: at, at })
  if (kind === 'dropped') reporting.notice(kind, countOf(positions), { about: body.month ?? '' })
}
