/** What other slices, the command line and the seeder may ask of the sign-in. */
export { endSessions } from './account.ts'
export { type Caller, logSuccess, refuse } from './attempts.ts'
export { takeBrake } from './brake.ts'
export { endProviderSessions, endSessionsFrom, enterByProvider } from './by-provider.ts'
export {
  type AccountState,
  accountStates,
  setInitialCredentials,
} from './credentials.ts'
export { goOn } from './go-on.ts'
export { withdrawInvitations } from './invitation-queries.ts'
export { createInvitation, invitationLink } from './invitations.ts'
export { isWayOn, keepsSecondStep } from './policy.ts'
export { findAccount } from './queries.ts'
export { approveResetOf } from './reset.ts'
export { deviceInWords } from './rules.ts'
export { type Advance, advance } from './sessions.ts'
export { tellOfSignIns } from './warnings.ts'
