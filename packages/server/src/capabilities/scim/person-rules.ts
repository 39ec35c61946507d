import { invalid } from './errors.ts'
import { isObject, type Resource } from './patch.ts'

/** From what a directory sends to what Hoede keeps of a person, and back. Pure; docs/operations/people.md says the same in words. */

/** What of a user is put in a person. */
export interface Brought {
  givenName: string
  prefix: string | null
  familyName: string
  function: string
  email: string | null
  phone: string | null
}

export interface UserContent {
  userName: string
  externalId: string | null
  /** Undefined: not said. */
  active: boolean | undefined
  brought: Brought
  department: string | null
  /** As it came, less what Hoede keeps elsewhere or not at all (a password). */
  sent: Resource
}

/** How titles become functions (deskundigheden), as the customer set it. */
export interface Mapping {
  /** By the title in lower case; a title that is not named is the function itself. */
  titles: Readonly<Record<string, string>>
  /** For whoever has no title. */
  standard: string
}

export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const largest = 20_000
/** Known to Hoede by other ways, or never kept. */
const notKept = ['schemas', 'id', 'meta', 'groups', 'username', 'externalid', 'active', 'password']

/** Reads a user as RFC 7643 section 4.1 describes it. Throws ScimProblem invalidValue. */
export function readUser(resource: Resource, mapping: Mapping): UserContent {
  const get = (name: string) => attributeOf(resource, name)
  const userName = textOf(get('userName'), 'userName', 256)
  if (!userName) throw invalid('invalidValue', 'userName is required')
  const sent = Object.fromEntries(
    Object.entries(resource).filter(([key, value]) => !notKept.includes(key.toLowerCase()) && value !== null),
  )
  for (const name of ['emails', 'phoneNumbers']) checkList(attributeOf(sent, name), name)
  if (JSON.stringify(sent).length > largest) throw invalid('invalidValue', `a user is at most ${largest} characters`)
  const extension = resource[enterprise]
  return {
    userName,
    externalId: textOf(get('externalId'), 'externalId', 256),
    active: truthOf(get('active')),
    brought: {
      ...nameOf(resource, userName),
      function: functionOf(textOf(get('title'), 'title', 200), mapping),
      email: chosen(get('emails'), 'emails', ['work'], 200),
      phone: chosen(get('phoneNumbers'), 'phoneNumbers', ['mobile', 'work'], 30),
    },
    department: isObject(extension) ? textOf(attributeOf(extension, 'department'), 'department', 200) : null,
    sent,
  }
}

/** An attribute by its name, whatever its capitals (RFC 7643 section 2.1). */
export function attributeOf(resource: Resource, name: string): unknown {
  if (Object.hasOwn(resource, name)) return resource[name]
  const key = Object.keys(resource).find((each) => each.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : resource[key]
}

function textOf(value: unknown, name: string, most: number): string | null {
  if (value === undefined || value === null) return null
  // Some send a single value in a list.
  const one = Array.isArray(value) && value.length === 1 ? value[0] : value
  if (typeof one !== 'string') throw invalid('invalidValue', `${name} is a text`)
  const tidy = one.replace(/\s+/g, ' ').trim()
  if (tidy.length > most) throw invalid('invalidValue', `${name} is at most ${most} characters`)
  if (/\p{Cc}/u.test(tidy)) throw invalid('invalidValue', `${name} has no control characters`)
  return tidy || null
}

/** Entra sends "False" as a text where its older behaviour is on. */
function truthOf(value: unknown): boolean | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value
  const truth = typeof value === 'string' ? { true: true, false: false }[value.toLowerCase()] : undefined
  if (truth === undefined) throw invalid('invalidValue', 'active is true or false')
  return truth
}

function checkList(value: unknown, name: string): void {
  if (value === undefined) return
  if (!Array.isArray(value) || value.length > 20 || !value.every(isObject))
    throw invalid('invalidValue', `${name} is a list of at most 20 objects`)
  for (const each of value as Resource[]) {
    const primary = attributeOf(each, 'primary')
    if (primary !== undefined) each['primary'] = truthOf(primary) ?? false
  }
}

/** The first value of the type wanted most, then the primary one, then the first. */
function chosen(list: unknown, name: string, types: readonly string[], most: number): string | null {
  if (!Array.isArray(list)) return null
  const values = list.filter(isObject)
  const byType = types.map((type) => values.find((each) => String(each['type'] ?? '').toLowerCase() === type))
  const best = byType.find(Boolean) ?? values.find((each) => each['primary'] === true) ?? values[0]
  return best ? textOf(attributeOf(best, 'value'), name, most) : null
}

/** The words that stand before a Dutch family name; written with a capital they belong to the name itself ("De Smet" in Flanders). */
const prefixWords = new Set(
  `van de der den het 't ’t ten ter te in op uit bij aan onder over voor tot 's ’s d' l' la le les du des von vom zu zum zur`.split(
    ' ',
  ),
)
const longestPrefix = 20

/** "van der Giessen" → "van der" and "Giessen". */
function splitFamilyName(name: string): { prefix: string | null; familyName: string } {
  const words = name.split(' ')
  let count = 0
  while (count < words.length - 1 && prefixWords.has(words[count]!)) count++
  const prefix = words.slice(0, count).join(' ')
  if (!prefix || prefix.length > longestPrefix) return { prefix: null, familyName: name }
  return { prefix, familyName: words.slice(count).join(' ') }
}

function nameOf(resource: Resource, userName: string): Pick<Brought, 'givenName' | 'prefix' | 'familyName'> {
  const given = attributeOf(resource, 'name')
  if (given !== undefined && given !== null && !isObject(given)) throw invalid('invalidValue', 'name is an object')
  const name = given ?? {}
  const part = (key: string) => textOf(attributeOf(name, key), `name.${key}`, 120)
  const formatted = part('formatted')
  const spoken = textOf(attributeOf(resource, 'displayName'), 'displayName', 200) ?? formatted
  // A directory that sends no names at all: as much as its other words say.
  const words = (spoken ?? userName.split('@')[0]!.replace(/[._-]+/g, ' ')).trim().split(' ')
  const givenName = part('givenName') ?? words[0]!
  const family = part('familyName') ?? (words.slice(1).join(' ') || words[0]!)
  const middle = part('middleName')
  const isPrefix = middle?.split(' ').every((each) => prefixWords.has(each)) && middle.length <= longestPrefix
  if (middle && isPrefix) return { givenName, prefix: middle, familyName: family }
  return { givenName, ...splitFamilyName(family) }
}

function functionOf(title: string | null, mapping: Mapping): string {
  if (!title) return mapping.standard
  const key = title.toLowerCase()
  return ((Object.hasOwn(mapping.titles, key) && mapping.titles[key]) || title).slice(0, 80)
}

/**
 * User names that Hoede can make of one that was sent, the first that is free counts: what stands before the @ with lower-case
 * letters, digits, dots, dashes and underscores, then the same with the first part of the domain behind it.
 */
export function userNamesFor(sent: string): string[] {
  const [local = '', domain = ''] = sent.split('@')
  const clean = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '.')
      .replace(/\.{2,}/g, '.')
      .replace(/^[._-]+|[.]+$/g, '')
  const names = [clean(local), clean(`${local}.${domain.split('.')[0]}`)].map((name) => name.slice(0, 64))
  return [...new Set(names)].filter((name) => /^[a-z0-9][a-z0-9._-]{1,63}$/.test(name))
}

/** A user as the directory sees it: what it sent, with what was changed in Hoede since over it. */
export function presentContent(sent: Resource, brought: Brought | undefined, person: Brought): Resource {
  const content = { ...sent }
  const differs = (...keys: (keyof Brought)[]) => !brought || keys.some((key) => brought[key] !== person[key])
  const family = [person.prefix, person.familyName].filter(Boolean).join(' ')
  const formatted = `${person.givenName} ${family}`
  if (differs('givenName', 'prefix', 'familyName')) {
    content['name'] = { formatted, givenName: person.givenName, familyName: family }
    if (brought && content['displayName'] !== undefined) content['displayName'] = formatted
  }
  content['displayName'] ??= formatted
  if (differs('function')) content['title'] = person.function
  if (differs('email')) content['emails'] = person.email ? [{ value: person.email, type: 'work', primary: true }] : []
  if (differs('phone')) content['phoneNumbers'] = person.phone ? [{ value: person.phone, type: 'mobile' }] : []
  return content
}
