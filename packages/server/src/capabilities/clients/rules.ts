/** zib NameInformation (2020): which of the names comes first. */
export type NameOrder = 'own' | 'partner' | 'partner-own' | 'own-partner'

export interface NameParts {
  givenNames: string | null
  initials: string | null
  nickname: string | null
  ownPrefix: string | null
  ownName: string
  partnerPrefix: string | null
  partnerName: string | null
  nameOrder: NameOrder
  sex: 'male' | 'female' | 'undifferentiated' | 'unknown'
}

const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ')

/** The family name in the order the client wants: 'van Putten-van der Giessen'. */
function familyName(
  name: Pick<NameParts, 'ownPrefix' | 'ownName' | 'partnerPrefix' | 'partnerName' | 'nameOrder'>,
): string {
  const own = joined(name.ownPrefix, name.ownName)
  const partner = joined(name.partnerPrefix, name.partnerName)
  if (!partner) return own
  switch (name.nameOrder) {
    case 'own':
      return own
    case 'partner':
      return partner
    case 'partner-own':
      return `${partner}-${own}`
    case 'own-partner':
      return `${own}-${partner}`
  }
}

/** How a client stands on the screen: 'Mw. J. van Putten-van der Giessen'. */
export function clientName(name: NameParts): string {
  const title = name.sex === 'female' ? 'Mw.' : name.sex === 'male' ? 'Dhr.' : ''
  const family = familyName(name)
  const first = name.initials || initialsOf(name.givenNames)
  const full = joined(title, first, first || title ? family : capitalised(family))
  return title && !first ? joined(title, capitalised(family)) : full
}

function initialsOf(givenNames: string | null): string {
  if (!givenNames) return ''
  return givenNames
    .split(/\s+/)
    .filter(Boolean)
    .map((each) => `${each[0]?.toUpperCase()}.`)
    .join('')
}

/** Without initials before it, a prefix gets a capital: 'Mw. Van Putten'. */
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** A BSN as nine digits, or undefined when it cannot be one. Eight digits get a leading zero; dots and spaces are dropped. */
export function readBsn(text: string): string | undefined {
  const digits = text.replace(/[\s.-]/g, '')
  if (!/^\d{8,9}$/.test(digits)) return undefined
  const padded = digits.padStart(9, '0')
  return passesElevenTest(padded) ? padded : undefined
}

/** The eleven-test: 9a+8b+7c+6d+5e+4f+3g+2h-1i divisible by 11, and not all zero (facts/care-record.md section 11). */
function passesElevenTest(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index), 0)
  return sum % 11 === 0 && digits !== '000000000'
}

/** What somebody typed in the search field, sorted into what it can be. */
export interface SearchQuestion {
  bsn?: string
  number?: string
  birthDate?: string
  words: string
}

/** 28-04-1934, 28/4/1934, 28 04 1934 and 28041934 are a birth date; nine digits may be a BSN; other digits a client number. */
export function readSearch(text: string): SearchQuestion {
  const trimmed = text.trim()
  const question: SearchQuestion = { words: '' }
  const bsn = readBsn(trimmed)
  if (bsn) question.bsn = bsn
  const birthDate = readBirthDate(trimmed)
  if (birthDate) question.birthDate = birthDate
  if (/^[A-Za-z]{0,3}-?\d{1,12}$/.test(trimmed)) question.number = trimmed
  if (/\p{L}/u.test(trimmed)) question.words = trimmed
  return question
}

function readBirthDate(text: string): string | undefined {
  const found =
    /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? undefined
  if (!found) return undefined
  const [day, month, year] = [found[1], found[2], found[3]].map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.toISOString().slice(0, 10)
}

/** A question for the log: what kind of thing was asked; a BSN never stands in the log. */
export function questionForLog(text: string, question: SearchQuestion): string {
  return question.bsn || /\d{8,}/.test(text.replace(/[\s.-]/g, ''))
    ? 'een BSN of geboortedatum'
    : text.trim().slice(0, 120)
}

/** The placement that counts: that of now, otherwise the last one there was; what is still to come does not. */
export function placeOf<P extends { from: string; until: string | null }>(
  placements: readonly P[],
  now: Date,
): P | undefined {
  const end = (placement: P) => (placement.until === null ? Number.POSITIVE_INFINITY : Date.parse(placement.until))
  const begun = placements.filter((placement) => Date.parse(placement.from) <= now.getTime())
  return begun.toSorted((a, b) => end(b) - end(a))[0]
}
