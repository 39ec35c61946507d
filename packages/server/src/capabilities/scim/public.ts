/** What other slices may ask: ending and resuming an employment on another system's word. */
export { comeBack, leave } from './employment.ts'
