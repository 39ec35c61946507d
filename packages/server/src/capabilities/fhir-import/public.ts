/** What the command line does with this slice: import, and tell what became of everything. */
export { ImportProblem, type ImportRequest, type ImportSurroundings, importFhir } from './import.ts'
export { type Line as ImportLine, type Tally as ImportTally, tableOf } from './tally.ts'
