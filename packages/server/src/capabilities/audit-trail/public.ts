/** What other slices may ask of the log: an event in words, and rows as a file. */
export { eventText } from './events.ts'
export { whileLogReader } from './queries.ts'
export { csvText } from './rules.ts'
