import type { LogEntry } from '@hoede/contract'
import { dayOf } from '../../ui/formats/dates.ts'

/** What makes two rows of one day alike: who did what, with whose record, on what ground, and how it ended. */
const likeness = ({ at, person, supplier, event, client, ground, emergency, outcome, problem }: LogEntry): string =>
  JSON.stringify([dayOf(at), person?.id ?? supplier, event, client?.id, ground?.grantId, emergency, outcome, problem])

/**
 * Like rows of one day together (NEN 7513, chapter 9, allows that), in the order of the newest of each; within a group, newest first as
 * they came.
 */
export function foldDays(rows: readonly LogEntry[]): LogEntry[][] {
  return [...Map.groupBy(rows, likeness).values()]
}
