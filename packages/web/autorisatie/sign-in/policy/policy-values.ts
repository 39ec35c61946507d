import type { FactorMethod, PolicyChange, SignInPolicy } from '@hoede/contract'
import { policyBounds } from '@hoede/contract/vocabulary'
import { readNumber } from '../../../ui/formats/numbers.ts'

export type PolicyNumber = keyof typeof policyBounds
export const policyNumbers = Object.keys(policyBounds) as PolicyNumber[]
export type Range = SignInPolicy['addressRanges'][number]

/** What the form holds: numbers as they are typed, and for a role nothing as long as it is as for everybody. */
export interface PolicyDraft {
  ways: SignInPolicy['ways']
  everybody: FactorMethod[]
  byRole: Record<string, FactorMethod[]>
  numbers: Record<PolicyNumber, string>
  /** The key is only for the list on the screen. */
  ranges: (Range & { key: string })[]
}

export function draftOf(policy: SignInPolicy): PolicyDraft {
  const numbers = Object.fromEntries(policyNumbers.map((name) => [name, String(policy[name])]))
  return {
    ways: [...policy.ways],
    everybody: [...policy.factors.everybody],
    byRole: structuredClone(policy.factors.byRole),
    numbers: numbers as Record<PolicyNumber, string>,
    ranges: policy.addressRanges.map((range, index) => ({ ...range, key: `kept-${index}` })),
  }
}

/** What somebody with only this role may use. */
export const allowedForRole = (draft: PolicyDraft, role: string): FactorMethod[] => {
  const narrower = draft.byRole[role]
  return narrower ? draft.everybody.filter((method) => narrower.includes(method)) : draft.everybody
}

/** A factor of a role on or off; what comes out the same as for everybody is no longer a rule of its own. */
export function toggleForRole(draft: PolicyDraft, role: string, method: FactorMethod): PolicyDraft['byRole'] {
  const now = allowedForRole(draft, role)
  const next = now.includes(method) ? now.filter((each) => each !== method) : [...now, method]
  const { [role]: _, ...others } = draft.byRole
  const asEverybody = draft.everybody.every((each) => next.includes(each))
  return asEverybody ? others : { ...others, [role]: next }
}

/** An address range in CIDR notation, as far as a browser needs to know; the server is the judge. */
export const looksLikeRange = (text: string): boolean =>
  /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/.test(text) || /^[0-9a-f:]*:[0-9a-f:.]*\/\d{1,3}$/i.test(text)

/** The numbers that are no whole number within their bounds. */
export const numbersOutside = (draft: PolicyDraft): PolicyNumber[] =>
  policyNumbers.filter((name) => {
    const value = readNumber(draft.numbers[name])
    const { min, max } = policyBounds[name]
    return value === undefined || !Number.isInteger(value) || value < min || value > max
  })

/** What is sent. Only to be called when numbersOutside is empty. */
export function changeOf(draft: PolicyDraft, version: number): PolicyChange {
  const byRole = Object.entries(draft.byRole).map(([role, methods]) => [
    role,
    draft.everybody.filter((method) => methods.includes(method)),
  ])
  const numbers = Object.fromEntries(policyNumbers.map((name) => [name, readNumber(draft.numbers[name]) ?? 0]))
  return {
    version,
    ways: draft.ways,
    factors: { everybody: draft.everybody, byRole: Object.fromEntries(byRole) },
    ...(numbers as Record<PolicyNumber, number>),
    addressRanges: draft.ranges.map(({ name, range }) => ({ name: name.trim(), range: range.trim() })),
  }
}
