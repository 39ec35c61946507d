/** What other slices may ask: whether a value can be, in which precision it is kept, and to take in what came from elsewhere. */
export { importMeasurement } from './imported.ts'
export { judge, rounded } from './rules.ts'
