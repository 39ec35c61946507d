/** What other slices may ask: how an employee's name is written. */
export { personName } from './rules.ts'
