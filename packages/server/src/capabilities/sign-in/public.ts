/** What other slices, the command line and the seeder may ask of the sign-in. */
export { endSessions } from './account.ts'
export { endProviderSessions, enterByProvider } from './by-provider.ts'
export {
  type AccountState,
  accountStates,
  resetCredentials,
  setInitialCredentials,
} from './credentials.ts'
export { withdrawInvitations } from './invitation-queries.ts'
export { createInvitation, invitationLink } from './invitations.ts'
export { isWayOn, keepsSecondStep } from './policy.ts'
