/** What others may ask of copies. */
export { type CopyMade, orderCopy } from './make.ts'
export { listCopies } from './queries.ts'
export { inWords } from './report-text.ts'
