/** What other slices may ask: how a client is named, and what somebody typed to find one. */
export { clientName, type NameParts, questionForLog, readBsn, readSearch } from './rules.ts'
