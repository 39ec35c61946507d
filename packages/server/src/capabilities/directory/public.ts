/** What other slices and the command line may ask: rules that a second person approved, people from a file. */
export { addApprovedRule, needsSecond } from './rules.ts'
export { carryOutSync, previewSync } from './sync.ts'
