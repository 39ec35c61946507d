/** What the worker may ask of access reviews. */
export { tellReviewers } from './turns.ts'
