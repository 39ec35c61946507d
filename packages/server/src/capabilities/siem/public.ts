/** What others may ask of the stream to a SIEM. */
export { startSiem } from './sender.ts'
