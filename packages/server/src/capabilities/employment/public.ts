/** What other slices and the worker may ask about coming and leaving. */
export { completeLeaving } from './leaving.ts'
export { carryOutMoves, clearUpLeavers } from './turns.ts'
