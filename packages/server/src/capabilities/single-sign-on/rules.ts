import type { Assessment, ClaimMapping, FactorClass } from '@hoede/contract'

type Claim = 'amr' | 'acr' | 'acrs'

/** What the judgement needs to know besides the claims of the verified ID token. */
export interface Circumstances {
  /** Is the issuer on the supplier's list? */
  approved: boolean
  /** Seconds; undefined: how old the sign-in at the provider is does not matter. */
  maxAge: number | undefined
  /** The moment from which age is counted: when the person was sent to the provider (OpenID Connect Core 3.1.2.1, max_age). */
  now: Date
  /** When the answer came: what is later than that lies in the future. */
  received: Date
}

export interface Judgement extends Assessment {
  /** The provider answered from a sign-in of before: asking for a new one there can help. */
  tooOld: boolean
}

/** Clocks of two servers may differ by this much, in seconds. */
export const clockTolerance = 60
const mostValues = 50
const longestValue = 200

/**
 * What a provider's claims prove (facts/auth-2fa-amr.md sections 1 to 3; ASVS 5.0 6.8.4). Two factors count only at an approved
 * provider, from a sign-in that is not too old, when one value means two factors or values of two different classes are there.
 * Values are compared whole and with capitals as they are; a text instead of a list is one value; what is missing or not in the
 * mapping proves nothing.
 */
export function assess(
  claims: Readonly<Record<string, unknown>>,
  mapping: ClaimMapping,
  circumstances: Circumstances,
): Judgement {
  const { approved } = circumstances
  const values = (['amr', 'acr', 'acrs'] as const).flatMap((claim) =>
    valuesOf(claims[claim]).map((value) => ({ claim, value, class: classOf(mapping, claim, value) })),
  )
  const proven = [...new Set(values.flatMap((each) => each.class ?? []))]
  const enough = proven.includes('two') || proven.length >= 2
  const age = ageOf(claims['auth_time'], circumstances)
  return {
    twoFactors: enough && approved && age.fresh,
    values,
    reasons: [valuesReason(values, proven, enough), age.reason, approvalReason(approved, enough)].flat(),
    tooOld: !age.fresh,
  }
}

/** The elements of a claim; a text is one element, whatever stands in it. Other shapes hold none. */
export function valuesOf(claim: unknown): string[] {
  const list: unknown[] = Array.isArray(claim) ? claim : [claim]
  const texts = list.filter((each) => typeof each === 'string' && each !== '' && each.length <= longestValue)
  return [...new Set(texts as string[])].slice(0, mostValues)
}

function classOf(mapping: ClaimMapping, claim: Claim, value: string): FactorClass | null {
  // "constructor" is not a value that somebody mapped.
  return Object.hasOwn(mapping[claim], value) ? (mapping[claim][value] ?? null) : null
}

function ageOf(authTime: unknown, { maxAge, now, received }: Circumstances): { fresh: boolean; reason: string[] } {
  if (maxAge === undefined) return { fresh: true, reason: [] }
  if (typeof authTime !== 'number' || !Number.isFinite(authTime)) {
    return { fresh: false, reason: ['De aanbieder zegt niet wanneer er is aangemeld (auth_time ontbreekt).'] }
  }
  const age = Math.floor(now.getTime() / 1000 - authTime)
  if (authTime > received.getTime() / 1000 + clockTolerance) {
    return { fresh: false, reason: ['Het moment van aanmelden bij de aanbieder ligt in de toekomst.'] }
  }
  if (age > maxAge + clockTolerance) {
    return {
      fresh: false,
      reason: [`Het aanmelden bij de aanbieder is ${inWords(age)} geleden; hoogstens ${inWords(maxAge)} telt.`],
    }
  }
  return { fresh: true, reason: [] }
}

/**
 * The moment at which the person proved themselves at the provider (auth_time), as far as it can be believed: never later than the
 * answer, which clocks that differ could make of it. Undefined where the provider does not say.
 */
export function provenAtOf(claims: Readonly<Record<string, unknown>>, received: Date): Date | undefined {
  const authTime = claims['auth_time']
  if (typeof authTime !== 'number' || !Number.isFinite(authTime)) return undefined
  return new Date(Math.max(0, Math.min(authTime * 1000, received.getTime())))
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} seconden`
  if (seconds < 7200) return `${Math.round(seconds / 60)} minuten`
  return `${Math.round(seconds / 3600)} uur`
}

const classNames = { know: 'iets wat je weet', have: 'iets wat je hebt', are: 'iets wat je bent' } as const

function valuesReason(values: Assessment['values'], proven: readonly FactorClass[], enough: boolean): string {
  if (!values.length)
    return 'De aanbieder zegt niet hoe er is aangemeld (amr, acr en acrs ontbreken): dat telt als één stap.'
  const counted = (wanted: FactorClass) =>
    values.filter((each) => each.class === wanted).map((each) => `«${each.value}»`)
  if (proven.includes('two')) return `${listed(counted('two'))} betekent bij deze aanbieder: twee stappen.`
  const kinds = proven.flatMap((each) => (each === 'two' ? [] : `${classNames[each]} (${counted(each).join(', ')})`))
  if (enough) return `Er zijn twee verschillende soorten bewijs: ${listed(kinds)}.`
  if (kinds.length) return `Er is maar één soort bewijs: ${listed(kinds)}.`
  return `Wat de aanbieder stuurde zegt hier niets: ${listed(values.map((each) => `«${each.value}»`))} staat niet in de vertaling.`
}

const listed = (parts: readonly string[]) =>
  parts.length > 1 ? `${parts.slice(0, -1).join(', ')} en ${parts.at(-1)}` : (parts[0] ?? '')

const approvalReason = (approved: boolean, enough: boolean): string[] =>
  approved || !enough
    ? []
    : ['Deze aanbieder staat niet op de lijst van de leverancier: Hoede vraagt altijd een eigen tweede stap.']

/** Up to this many characters of a claim are shown. */
const shownLength = 300
/** Claims that are no news to anybody, or that could be used again. */
const hidden = new Set(['nonce', 'at_hash', 'c_hash', 's_hash', 'jti'])

/** The claims as the sign-in bench shows them: name and text, long values cut, nothing that could be used again. */
export function shownClaims(claims: Readonly<Record<string, unknown>>): { name: string; value: string }[] {
  return Object.entries(claims)
    .filter(([name]) => !hidden.has(name))
    .slice(0, 100)
    .map(([name, value]) => ({ name: cut(name, 200), value: cut(asText(name, value), shownLength) }))
}

function asText(name: string, value: unknown): string {
  if (moments.has(name) && typeof value === 'number' && Math.abs(value) < 1e11) {
    return `${value} (${new Date(value * 1000).toISOString()})`
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  // Three parts in base64url: a token inside a token.
  return /^[\w-]{8,}\.[\w-]{8,}\.[\w-]*$/.test(text) ? '(een token; niet getoond)' : text
}
const moments = new Set(['iat', 'exp', 'nbf', 'auth_time', 'updated_at'])

export const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length)}…` : text)
