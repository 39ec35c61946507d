/** What the command line may ask: reading a roster file in on the operator's behalf. */
export { importFile } from './roster.ts'
