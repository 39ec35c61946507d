/** What other slices and the command line may ask: how an employee's name is written, and the first employee of all. */
export { addNewcomer, findByUserName } from './newcomer.ts'
export { withinReach } from './queries.ts'
export { personName } from './rules.ts'
