/** What others may ask of the sealed log. */
export { checkLog, exportLog } from './checking.ts'
export { rotateKey } from './key-rotation.ts'
export { readProof } from './log-proof.ts'
export { lastNumber, noteLoaded } from './notes.ts'
export { proofsOf } from './proofs.ts'
export { type DropRefusal, dropMonth, MonthKept } from './retention.ts'
export { startSealer } from './sealer.ts'
export { startSending } from './send-checkpoints.ts'
