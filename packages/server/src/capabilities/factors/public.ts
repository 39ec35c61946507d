/** What other slices may ask of the second factors. */
export {
  beginTotp,
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
export { type FactorsOfPerson, factorColumns, findFactorsOf, removeAllFactors } from './queries.ts'
export { hasUsableFactor } from './rules.ts'
