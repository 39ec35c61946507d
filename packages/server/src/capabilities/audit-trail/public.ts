/** What other slices may ask of the log: an event in words, rows by their numbers, and rows as a file. */
export { entriesNumbered } from './audit-trail.ts'
export { eventText } from './events.ts'
export { whileLogReader } from './queries.ts'
export { csvText, liveInWords } from './rules.ts'
