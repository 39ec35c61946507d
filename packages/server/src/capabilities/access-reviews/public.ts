/** What the worker and the command line may ask of access reviews. */
export { tellReviewers } from './turns.ts'
export { verifyReport } from './verify.ts'
