/** What other slices and the command line may ask: people from a file. */
export { carryOutSync, previewSync } from './sync.ts'
