/** What other slices and the command line may ask: how an employee's name is written, and the first employee of all. */
export { addNewcomer, findByUserName } from './newcomer.ts'
export { personName } from './rules.ts'
