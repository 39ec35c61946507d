/** What others may ask of the sealed log. */
export { type FollowedRow, sealedRows, sealedSize } from './places.ts'
export { startSealer } from './sealer.ts'
