import type { ClaimMapping, FactorClass, ProviderRequest } from '@hoede/contract'
import { readNumber } from '../../../ui/formats/numbers.ts'
import type { ClaimName } from '../words.ts'

export const claimNames: readonly ClaimName[] = ['amr', 'acr', 'acrs']

/** One line of the editor; the key is only for the list on the screen. */
export interface MappingLine {
  key: string
  claim: ClaimName
  value: string
  class: FactorClass
}

export const linesOf = (mapping: ClaimMapping): MappingLine[] =>
  claimNames.flatMap((claim) =>
    Object.entries(mapping[claim]).map(([value, meaning]) => ({
      key: `${claim} ${value}`,
      claim,
      value,
      class: meaning,
    })),
  )

/** The mapping that the lines say. Values are exact: only spaces around them are taken away. */
export function mappingOf(lines: readonly MappingLine[]): ClaimMapping {
  const mapping: ClaimMapping = { amr: {}, acr: {}, acrs: {} }
  for (const { claim, value, class: meaning } of lines) mapping[claim][value.trim()] = meaning
  return mapping
}

/** The keys of lines without a value, and of those whose value stands in an earlier line of the same claim. */
export function faultsOf(lines: readonly MappingLine[]): { empty: Set<string>; double: Set<string> } {
  const empty = new Set<string>()
  const double = new Set<string>()
  const seen = new Set<string>()
  for (const { key, claim, value } of lines) {
    const id = `${claim} ${value.trim()}`
    if (!value.trim()) empty.add(key)
    else if (seen.has(id)) double.add(key)
    seen.add(id)
  }
  return { empty, double }
}

/** What is asked of a provider, as it is typed: lists with spaces, the age in minutes. */
export interface RequestValues {
  scopes: string
  acrValues: string
  acrs: string
  minutes: string
}

export const requestValues = (request: ProviderRequest): RequestValues => ({
  scopes: request.scopes.join(' '),
  acrValues: request.acrValues.join(' '),
  acrs: request.acrs.join(' '),
  minutes: String(Math.round((request.maxAge / 60) * 100) / 100).replace('.', ','),
})

const wordsOf = (text: string) => text.split(/[\s,]+/).filter(Boolean)

/** Undefined when the age is no number of minutes up to a day. */
export function requestOf(values: RequestValues): ProviderRequest | undefined {
  const minutes = readNumber(values.minutes)
  if (minutes === undefined || minutes < 0 || minutes > 1440) return undefined
  return {
    scopes: wordsOf(values.scopes),
    acrValues: wordsOf(values.acrValues),
    acrs: wordsOf(values.acrs),
    maxAge: Math.round(minutes * 60),
  }
}
