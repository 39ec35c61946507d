import { all, type Element, extension, text } from '../read/element.ts'
import type { ClientRecord } from '../records.ts'

const core = 'http://hl7.org/fhir/StructureDefinition'
const usable = ['official', 'usual', undefined, 'temp', 'nickname']

export type NameRecord = Pick<
  ClientRecord,
  'givenNames' | 'initials' | 'nickname' | 'ownPrefix' | 'partnerPrefix' | 'partnerName' | 'nameOrder'
> & { ownName: string | null }

/**
 * The parts of a Dutch name (zib NameInformation 2020, nl-core-NameInformation): official names with their own and partner's
 * parts, first names and initials by iso21090-EN-qualifier, and what somebody is called as a name with use `usual`.
 */
export function readName(names: readonly Element[]): NameRecord {
  const current = names.filter((each) => usable.includes(text(each, 'use')) && !text(each, 'period.end'))
  const official = current.filter((each) => each.children.has('family') && text(each, 'use') !== 'nickname')
  const main = official.find((each) => text(each, 'use') === 'official') ?? official[0]
  const givens = current.filter((each) => text(each, 'use') === 'official' || each === main).flatMap(givensOf)
  const family = familyOf(main)
  return {
    givenNames: joined(givens.filter((each) => each.kind === 'name')),
    initials: joinedInitials(givens.filter((each) => each.kind === 'initial')),
    nickname: nicknameOf(current, main, givens),
    ...family,
    nameOrder: orderOf(main, family),
  }
}

interface Given {
  kind: 'name' | 'initial' | 'call'
  value: string
}

function givensOf(name: Element): Given[] {
  return all(name, 'given').flatMap((each): Given[] => {
    const value = each.value?.trim()
    if (!value) return []
    const qualifier = text(extension(each, `${core}/iso21090-EN-qualifier`), 'valueCode')
    if (qualifier === 'CL') return [{ kind: 'call', value }]
    const looksLikeInitials = /^(\p{Lu}\p{Ll}?\.\s*)+$/u.test(value)
    return [{ kind: qualifier === 'IN' || (!qualifier && looksLikeInitials) ? 'initial' : 'name', value }]
  })
}

const joined = (givens: Given[]): string | null => (givens.length ? givens.map((each) => each.value).join(' ') : null)
const joinedInitials = (givens: Given[]): string | null =>
  givens.length ? givens.map((each) => each.value.replace(/\s+/g, '')).join('') : null

function nicknameOf(names: readonly Element[], main: Element | undefined, givens: Given[]): string | null {
  const usual = names.find((each) => each !== main && ['usual', 'nickname'].includes(text(each, 'use') ?? ''))
  return (usual && joined(givensOf(usual))) ?? givens.find((each) => each.kind === 'call')?.value ?? null
}

function familyOf(name: Element | undefined) {
  const family = all(name, 'family')[0]
  const part = (which: string) => text(extension(family, `${core}/humanname-${which}`), 'valueString') ?? null
  const ownName = part('own-name')
  const partnerName = part('partner-name')
  return {
    ownPrefix: part('own-prefix'),
    // Without parts, the whole family name is all that is known.
    ownName: ownName ?? (family?.value?.trim() || partnerName),
    partnerPrefix: ownName ? part('partner-prefix') : null,
    partnerName: ownName ? partnerName : null,
  }
}

const orders: Record<string, ClientRecord['nameOrder']> = {
  NL1: 'own',
  NL2: 'partner',
  NL3: 'partner-own',
  NL4: 'own-partner',
}

/** The order that the client wants; where the source does not say so, as its written family name has it. */
function orderOf(name: Element | undefined, family: ReturnType<typeof familyOf>): ClientRecord['nameOrder'] {
  const said = orders[text(extension(name, `${core}/humanname-assembly-order`), 'valueCode') ?? '']
  if (said) return said
  const own = spaced(family.ownPrefix, family.ownName)
  const partner = spaced(family.partnerPrefix, family.partnerName)
  if (!partner) return 'own'
  const written = bare(text(name, 'family') ?? '')
  if (written === bare(`${own}-${partner}`)) return 'own-partner'
  if (written === bare(`${partner}-${own}`)) return 'partner-own'
  return written === bare(partner) ? 'partner' : 'own'
}

const spaced = (...parts: (string | null)[]) => parts.filter(Boolean).join(' ')
const bare = (words: string) =>
  words
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim()

/** One line for somebody around the client: title, then the name as the source writes it or as its parts make it. */
export function displayName(names: readonly Element[]): string | undefined {
  const name = names.find((each) => text(each, 'use') === 'official') ?? names[0]
  if (!name) return undefined
  const title = all(name, 'prefix').map((each) => each.value?.trim())
  const given = givensOf(name)
  const first = joined(given.filter((each) => each.kind !== 'initial')) ?? joinedInitials(given)
  const written = text(name, 'text') ?? spaced(first, text(name, 'family') ?? null)
  const titles = title.filter((each): each is string => Boolean(each) && !written.startsWith(each!))
  return written ? [...titles, written].join(' ') : undefined
}
