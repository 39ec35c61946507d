/** What others may ask of the sealed log. */
export { checkLog, exportLog, type LogCheck } from './checking.ts'
export { rotateKey } from './key-rotation.ts'
export { readProof } from './log-proof.ts'
export { lastNumber, noteLoaded } from './notes.ts'
export { type FollowedRow, sealedRows, sealedSize } from './places.ts'
export { type DropRefusal, dropMonth, MonthKept } from './retention.ts'
export { startSealer } from './sealer.ts'
export { startSending } from './send-checkpoints.ts'
