/** What other slices may ask of the messages that go out. */
export { checkPhoneLimits, type NewMessage, queueMessage } from './outbox.ts'
export {
  factorAdded,
  factorRemoved,
  type Mail,
  passwordChanged,
  recoveryCodesRenewed,
  resetDone,
  resetRequested,
  signInCode,
  spokenSignInCode,
} from './texts.ts'
