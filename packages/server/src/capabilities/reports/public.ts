/** What other slices may do: take in reports that came from elsewhere. */
export { importReport } from './imported.ts'
