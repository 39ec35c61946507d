import type { FactorChoice, FactorMethod } from '@hoede/contract'
import type { FactorsOfPerson, OwnedFactor } from './queries.ts'

/** The ways in which a factor can be used at all: a landline gets no text messages. */
export function methodsOf(factor: Pick<OwnedFactor, 'kind' | 'line'>): FactorMethod[] {
  if (factor.kind === 'phone') return factor.line === 'fixed' ? ['voice'] : ['sms', 'voice']
  return [factor.kind]
}

type Owned = Omit<FactorsOfPerson, 'factors'> & { factors: (Omit<OwnedFactor, 'secret'> & { hint: string | null })[] }

/**
 * What somebody can choose among for the second factor, the preferred one first. The printed sheet comes last: it is for when the
 * rest is not at hand. `allowed` undefined: whatever is registered, for the one time on which somebody whose factors are not allowed
 * any more comes in to register another.
 */
export function choicesOf(person: Owned, allowed: readonly FactorMethod[] | undefined): FactorChoice[] {
  const isAllowed = (method: FactorMethod) => !allowed || allowed.includes(method)
  const choices: FactorChoice[] = person.factors.flatMap((factor) =>
    methodsOf(factor)
      .filter(isAllowed)
      .map((method) => ({
        method,
        id: factor.id,
        name: factor.name,
        hint: factor.hint,
        preferred:
          factor.id === person.preferredFactorId &&
          (factor.kind !== 'phone' || method === (person.preferredChannel ?? methodsOf(factor)[0])),
      })),
  )
  choices.sort((a, b) => Number(b.preferred) - Number(a.preferred))
  if (person.recoveryCodes > 0 && isAllowed('recovery-code'))
    choices.push({ method: 'recovery-code', id: null, name: 'Codeblad', hint: null, preferred: false })
  return choices
}

/** Has somebody a factor of their own that is allowed? The printed sheet alone is not enough: it runs out. */
export const hasUsableFactor = (person: Pick<FactorsOfPerson, 'factors' | 'allowed'>): boolean =>
  person.factors.some((factor) => methodsOf(factor).some((method) => person.allowed.includes(method)))
