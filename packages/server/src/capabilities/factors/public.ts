/** What other slices may ask of the second factors. */
export {
  beginTotp,
  canUse,
  checkAllowed,
  choicesFor,
  confirmTotp,
  type Proof,
  type Prover,
  proveRecoveryCode,
  proveTotp,
  renewRecoveryCodes,
  setInitialTotp,
} from './factors.ts'
export { tellOfFactor } from './notices.ts'
export { checkRoom, listOwnFactors, preferFactor, removeFactor, renameFactor, renewFreshness } from './own.ts'
export {
  proofOptions,
  provePasskey,
  proveWhole,
  registerPasskey,
  registrationOptions,
  wholeOptions,
} from './passkeys.ts'
export { beginPhone, confirmPhone, provePhoneCode, sendCodeToPhone } from './phone-codes.ts'
export { type FactorsOfPerson, factorColumns, findFactorsOf, removeAllFactors, removeExpired } from './queries.ts'
export { hasUsableFactor, isAllowed } from './rules.ts'
export { siteOf, type WebAuthnJson } from './webauthn.ts'
