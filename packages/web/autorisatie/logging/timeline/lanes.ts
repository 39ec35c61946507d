import type { LogEntry } from '@hoede/contract'
import { clock } from '../../../ui/formats/dates.ts'

/** What a mark says, in the order of what deserves the eye first. */
export const markKinds = ['refused', 'emergency', 'change', 'read'] as const
export type MarkKind = (typeof markKinds)[number]

export interface Mark {
  /** Where on the day, from 0 to 1, by the clock in the Netherlands. */
  place: number
  kind: MarkKind
}

export interface Lane {
  key: string
  /** Null: nobody known, or no client. */
  name: string | null
  under: string | null
  /** Earliest first. */
  rows: LogEntry[]
  marks: Mark[]
}

const kindOf = ({ outcome, emergency, action }: LogEntry): MarkKind =>
  outcome !== 'success' ? 'refused' : emergency ? 'emergency' : action === 'R' || action === 'E' ? 'read' : 'change'

/** The minute of the day by the clock: a day on which the clock changes has its hour twice or not at all, as people had it. */
function placeOf(moment: string): number {
  const [hours = 0, minutes = 0] = clock(moment).split(':').map(Number)
  return (hours * 60 + minutes) / 1440
}

/** Of a client's day a lane for each who came, of an employee's day one for each client; in the order in which they came. */
export function lanesOf(rows: readonly LogEntry[], by: 'people' | 'clients'): Lane[] {
  const earliestFirst = rows.toSorted((a, b) => a.at.localeCompare(b.at) || a.number - b.number)
  const keyOf = (row: LogEntry) => (by === 'people' ? (row.person?.id ?? row.supplier ?? '') : (row.client?.id ?? ''))
  return [...Map.groupBy(earliestFirst, keyOf)].map(([key, mine]) => ({
    key,
    ...namesOf(mine[0]!, by),
    rows: mine,
    marks: marksOf(mine),
  }))
}

function namesOf({ person, supplier, client }: LogEntry, by: 'people' | 'clients'): Pick<Lane, 'name' | 'under'> {
  if (by === 'clients') return { name: client?.name ?? null, under: client?.number ?? null }
  return { name: person?.name ?? supplier, under: person?.function ?? null }
}

/** One mark for all of a kind in a minute. */
function marksOf(rows: readonly LogEntry[]): Mark[] {
  const marks = rows.map((row) => ({ place: placeOf(row.at), kind: kindOf(row) }))
  return [...new Map(marks.map((mark) => [`${mark.place} ${mark.kind}`, mark])).values()]
}
