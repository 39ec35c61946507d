/** What other slices may do: take in reports that came from elsewhere, and know what a draft is sealed as. */
export { importReport } from './imported.ts'
export { draftRow } from './reports.ts'
