import type { RawAnswer } from '../../platform/http/raw-route.ts'
import { invalid, ScimProblem } from './errors.ts'
import { type AttributePath, parseFilter, parsePath } from './filter.ts'
import { filterSql, type Searchable } from './filter-sql.ts'
import { isObject, type Resource } from './patch.ts'

const mediaType = 'application/scim+json; charset=utf-8'
const mostInPage = 200

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): RawAnswer => ({
  status,
  headers: { 'content-type': mediaType, ...headers },
  body: JSON.stringify(body),
})

export function failure(problem: ScimProblem): RawAnswer {
  const { status, retryAfter } = problem
  return json(status, problem.body(), {
    ...(retryAfter ? { 'retry-after': String(retryAfter) } : {}),
    ...(status === 401 ? { 'www-authenticate': 'Bearer realm="Hoede SCIM"' } : {}),
  })
}

/** A weak ETag: two answers with the same one say the same of the resource, in whatever selection. */
export const etag = (versions: readonly number[]) => `W/"${versions.join('.')}"`

/** RFC 9110 section 13.1: `*`, or a list of ETags; a weak comparison will do. */
export function names(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  const bare = (each: string) => each.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((each) => bare(each) === bare(tag))
}

/** Refuses a change of a resource that is not as its writer knew it. */
export function checkPrecondition(ifMatch: string | undefined, tag: string): void {
  if (ifMatch !== undefined && !names(ifMatch, tag))
    throw new ScimProblem(412, 'the resource was changed by somebody else; read it again')
}

/** What was asked of a list, by an address or a .search body. */
export interface ListQuery {
  where: string
  values: unknown[]
  order: string
  offset: number
  count: number
}

/** Throws ScimProblem for what cannot be asked. `sorts`: the attributes that sorting goes by, with their SQL. */
export function readList(
  get: (name: string) => string | undefined,
  search: Searchable,
  sorts: Record<string, string>,
  tieBreaker: string,
): ListQuery {
  const values: unknown[] = []
  const filter = get('filter')
  const where = filter?.trim() ? filterSql(parseFilter(filter), search, values) : 'true'
  // Smaller than 1 is 1, smaller than 0 is 0 (RFC 7644 section 3.4.2.4).
  const startIndex = Math.max(1, whole(get('startIndex'), 'startIndex') ?? 1)
  const count = Math.min(mostInPage, Math.max(0, whole(get('count'), 'count') ?? 100))
  const sortBy =
    get('sortBy')
      ?.toLowerCase()
      .replace(/^urn:.*:/, '') ?? ''
  const sort = Object.hasOwn(sorts, sortBy) ? sorts[sortBy] : undefined
  const direction = get('sortOrder')?.toLowerCase() === 'descending' ? 'desc' : 'asc'
  const order = sort ? `${sort} ${direction}, ${tieBreaker}` : tieBreaker
  return { where, values, order, offset: startIndex - 1, count }
}

function whole(text: string | undefined, name: string): number | undefined {
  if (text === undefined || text === '') return undefined
  if (!/^-?\d{1,9}$/.test(text)) throw invalid('invalidValue', `${name} is a whole number`)
  return Number(text)
}

export const listAnswer = (items: Resource[], total: number, { offset }: Pick<ListQuery, 'offset'>) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: total,
  startIndex: offset + 1,
  itemsPerPage: items.length,
  Resources: items,
})

/** The attributes that an answer carries (RFC 7644 section 3.9). */
export interface Selection {
  only: AttributePath[] | undefined
  without: AttributePath[]
}

export function readSelection(get: (name: string) => string | undefined): Selection {
  const read = (name: string) =>
    (get(name) ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean)
      .map((each) => parsePath(each).attribute)
  const only = read('attributes')
  return { only: only.length ? only : undefined, without: read('excludedAttributes') }
}

/** Is an attribute of the resource itself asked for? What takes work is left out where nobody asked for it. */
export function wants(selection: Selection, name: string): boolean {
  const same = (each: AttributePath) => each.name.toLowerCase() === name.toLowerCase()
  return selection.only ? selection.only.some(same) : !selection.without.some((each) => same(each) && !each.sub)
}

/** What always comes along. */
const always = ['schemas', 'id']

export function select(resource: Resource, { only, without }: Selection): Resource {
  if (only) return Object.fromEntries(Object.entries(resource).flatMap(([key, value]) => picked(key, value, only)))
  if (without.length === 0) return resource
  return Object.fromEntries(Object.entries(resource).flatMap(([key, value]) => left(key, value, without)))
}

const same = (a: string, b: string | undefined) => a.toLowerCase() === b?.toLowerCase()
/** `urn:…:User` in full, or the last part of a schema's attribute. */
const isOf = (key: string, path: AttributePath) =>
  same(key, path.schema && key.startsWith('urn:') ? path.schema : path.name) || same(key, `${path.schema}:${path.name}`)

function picked(key: string, value: unknown, only: readonly AttributePath[]): [string, unknown][] {
  if (always.includes(key)) return [[key, value]]
  const asked = only.filter((path) => isOf(key, path))
  if (asked.length === 0) return []
  const subs = asked.map((path) => (key.startsWith('urn:') ? path.name : path.sub))
  if (subs.some((sub) => sub === undefined || same(key, `${asked[0]!.schema}:${sub}`))) return [[key, value]]
  return [[key, each(value, (name) => subs.some((sub) => same(name, sub)))]]
}

function left(key: string, value: unknown, without: readonly AttributePath[]): [string, unknown][] {
  if (always.includes(key)) return [[key, value]]
  const named = without.filter((path) => isOf(key, path))
  const subs = named.map((path) => (key.startsWith('urn:') ? path.name : path.sub))
  if (named.length === 0) return [[key, value]]
  if (subs.some((sub) => sub === undefined || same(key, `${named[0]!.schema}:${sub}`))) return []
  return [[key, each(value, (name) => !subs.some((sub) => same(name, sub)))]]
}

function each(value: unknown, keep: (name: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => each(one, keep))
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => keep(name))) : value
}

/** The body of a POST, PUT or PATCH: one JSON object. */
export function readBody(body: string): Resource {
  try {
    const value: unknown = JSON.parse(body)
    if (isObject(value)) return value
  } catch {
    // Said below.
  }
  throw invalid('invalidSyntax', 'the body is not a JSON object')
}
