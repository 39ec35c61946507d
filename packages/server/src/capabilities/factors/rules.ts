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
export const hasUsableFactor = (person: {
  factors: readonly Pick<OwnedFactor, 'kind' | 'line'>[]
  allowed: readonly FactorMethod[]
}): boolean => person.factors.some((factor) => methodsOf(factor).some((method) => person.allowed.includes(method)))

/** Does the environment let this person use a way now? Whoever has nothing that is allowed comes in once with what there is. */
export const isAllowed = (person: Pick<FactorsOfPerson, 'factors' | 'allowed'>, method: FactorMethod): boolean =>
  person.allowed.includes(method) || !hasUsableFactor(person)

/** Seconds between one code to a phone and the next: it grows with each that was asked and not used. */
const resendDelays = [30, 60, 120, 300] as const

/** How long the next code has to wait after so many (one or more). */
export const resendDelay = (sent: number): number => resendDelays[Math.min(sent, resendDelays.length) - 1] ?? 300

/** Whole seconds until another code can go out; 0: now. */
export const secondsUntilResend = (recent: { sent: number; secondsAgo: number }): number =>
  recent.sent === 0 ? 0 : Math.max(0, Math.ceil(resendDelay(recent.sent) - recent.secondsAgo))

/** So long after a proof changes of one's factors are possible without another one. */
export const freshSeconds = 600

/** More than anybody needs; it bounds what a sign-in has to hold a code against. */
export const mostFactors = 20

/** Would there be no factor left to use? Of those that are not allowed any more, the last one stays too. */
export function isLastFactor(person: Pick<FactorsOfPerson, 'factors' | 'allowed'>, id: string): boolean {
  const left = { ...person, factors: person.factors.filter((factor) => factor.id !== id) }
  return left.factors.length === 0 || (hasUsableFactor(person) && !hasUsableFactor(left))
}
