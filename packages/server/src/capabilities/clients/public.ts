/** What other slices may ask: how a client is named, what somebody typed to find one, and to take in what came from elsewhere. */
export { addAlert, addContact } from './around.ts'
export { importClient } from './imported.ts'
export { fillGeneralPractitioner, fillResuscitation } from './queries.ts'
export { clientName, type NameParts, questionForLog, readBsn, readSearch } from './rules.ts'
