import type { FactorChoice, OwnFactor, OwnFactors } from '@hoede/contract'

/** The ways in which one factor can be proven. */
export const choicesOfFactor = (factor: OwnFactor): FactorChoice[] =>
  factor.methods.map((method) => ({
    method,
    id: factor.id,
    name: factor.name,
    hint: factor.hint,
    preferred: factor.preferred && (factor.preferredChannel === null || factor.preferredChannel === method),
  }))

/** Everything that somebody can prove a factor with, the preferred one first and the printed sheet last. */
export function choicesOf(own: OwnFactors): FactorChoice[] {
  const choices = own.items.flatMap(choicesOfFactor).sort((a, b) => Number(b.preferred) - Number(a.preferred))
  if (own.recoveryCodesLeft > 0 && own.allowed.includes('recovery-code'))
    choices.push({ method: 'recovery-code', id: null, name: 'Codeblad', hint: null, preferred: false })
  return choices
}
