/** What other slices and the command line may ask: how an employee's name is written, the first employee of all, and
 * what another system brings. */
export {
  endMembershipNow,
  findTeam,
  insertPersonOf,
  joinTeam,
  updatePersonOf,
} from './brought.ts'
export { endMembership, startMembership } from './memberships.ts'
export { addNewcomer, findByUserName } from './newcomer.ts'
export { withinReach } from './queries.ts'
export { personName } from './rules.ts'
export { findWithin, refuseSelf } from './within.ts'
