/** What other slices may ask of the log: an event in words. */
export { eventText } from './events.ts'
