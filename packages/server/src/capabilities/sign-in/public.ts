/** What other slices, the command line and the seeder may ask of the sign-in. */
export { endSessions } from './account/account.ts'
export { type Caller, logSuccess, refuse } from './guessing/attempts.ts'
export { takeBrake } from './guessing/brake.ts'
export { tellOfSignIns } from './guessing/warnings.ts'
export { withdrawInvitations } from './invitations/invitation-queries.ts'
export { createInvitation, invitationLink } from './invitations/invitations.ts'
export {
  type AccountState,
  accountStates,
  setInitialCredentials,
} from './passwords/credentials.ts'
export { isWayOn, keepsSecondStep } from './policy/policy.ts'
export { findAccount } from './queries.ts'
export { approveResetOf } from './reset/reset.ts'
export { deviceInWords } from './rules.ts'
export { endProviderSessions, endSessionsFrom, enterByProvider } from './steps/by-provider.ts'
export { goOn } from './steps/go-on.ts'
export { type Advance, advance } from './steps/sessions.ts'
