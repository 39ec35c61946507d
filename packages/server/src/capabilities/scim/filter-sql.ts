import { invalid } from './errors.ts'
import type { AttributePath, Filter, Literal, Operator } from './filter.ts'

/** What can be asked for of a kind of resource. */
export interface Searchable {
  schemas: readonly string[]
  /** By the attribute in lower case, `name.familyname`. */
  single: Readonly<Record<string, Attribute>>
  /** SQL of a JSON array of values. */
  many: Readonly<Record<string, string>>
}

export interface Attribute {
  sql: string
  kind: 'text' | 'exact' | 'boolean' | 'moment'
  /** A way to the rows with exactly this value that can use an index. */
  equals?: (value: string, parameter: (value: unknown) => string) => string
}

/**
 * A filter as a condition in SQL. What was sent comes into it as a parameter, never as text: names choose among those of the
 * searchable, values are bound. Throws ScimProblem invalidFilter for what cannot be asked.
 */
export function filterSql(filter: Filter, of: Searchable, values: unknown[]): string {
  const parameter = (value: unknown) => {
    values.push(value)
    return `$${values.length}`
  }
  const build = (each: Filter): string => {
    switch (each.kind) {
      case 'and':
      case 'or':
        return `(${build(each.left)} ${each.kind} ${build(each.right)})`
      case 'not':
        return `not ${build(each.of)}`
      case 'present':
      case 'compare':
        return condition(each, of, parameter)
      case 'some': {
        const rows = own(of.many, nameOf(each.path, of))
        if (!rows) throw unknown(each.path)
        return someOf(rows, within(each.of, parameter))
      }
    }
  }
  return build(filter)
}

/** Never what every object has ("constructor"). */
const own = <T>(list: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(list, name) ? list[name] : undefined

type Leaf = Extract<Filter, { kind: 'present' | 'compare' }>

function condition(leaf: Leaf, of: Searchable, parameter: (value: unknown) => string): string {
  const name = nameOf(leaf.path, of)
  const single = own(of.single, name)
  if (single) {
    if (leaf.kind === 'present') return `(${single.sql} is not null)`
    if (single.equals && leaf.operator === 'eq' && typeof leaf.value === 'string')
      return single.equals(leaf.value, parameter)
    return compare(single, leaf.operator, leaf.value, parameter)
  }
  const [plural = '', sub] = name.split('.')
  const rows = own(of.many, plural)
  if (!rows) throw unknown(leaf.path)
  if (leaf.kind === 'present' && !sub) return `(jsonb_array_length(${rows}) > 0)`
  // What is compared with an attribute of many values is its "value" (RFC 7643 section 2.4).
  return someOf(rows, within({ ...leaf, path: { schema: undefined, name: sub ?? 'value', sub: undefined } }, parameter))
}

const someOf = (rows: string, inner: string) => `exists (select from jsonb_array_elements(${rows}) each where ${inner})`

/** Sub-attributes are written into the SQL by this list only. */
const subAttributes = ['value', 'type', 'display', 'primary']

function within(filter: Filter, parameter: (value: unknown) => string): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${within(filter.left, parameter)} ${filter.kind} ${within(filter.right, parameter)})`
    case 'not':
      return `not ${within(filter.of, parameter)}`
    case 'some':
      throw invalid('invalidFilter', 'a filter within a filter')
    case 'present':
      return `(${element(filter.path)} is not null)`
    case 'compare': {
      const literal = typeof filter.value === 'boolean' ? String(filter.value) : filter.value
      return compare({ sql: element(filter.path), kind: 'text' }, filter.operator, literal, parameter)
    }
  }
}

function element(path: AttributePath): string {
  const name = path.name.toLowerCase()
  if (path.schema || path.sub || !subAttributes.includes(name)) throw unknown(path)
  return `(each ->> '${name}')`
}

function compare(
  { sql, kind }: Attribute,
  operator: Operator,
  value: Literal,
  parameter: (value: unknown) => string,
): string {
  if (value === null) {
    if (operator === 'eq') return `(${sql} is null)`
    if (operator === 'ne') return `(${sql} is not null)`
    throw invalid('invalidFilter', `${operator} cannot be used with null`)
  }
  if (kind === 'boolean') return compareTruth(sql, operator, value, parameter)
  if (typeof value !== 'string') throw invalid('invalidFilter', 'compare with a text between quotes')
  if (kind === 'moment') return compareMoment(sql, operator, value, parameter)
  if (value.includes('\u0000')) throw invalid('invalidFilter', 'a text has no null character')
  const fold = (text: string) => (kind === 'text' ? `lower(${text})` : text)
  const [a, b] = [fold(sql), fold(`${parameter(value)}::text`)]
  return `coalesce(${textComparisons[operator](a, b)}, false)`
}

const textComparisons: Record<Operator, (a: string, b: string) => string> = {
  eq: (a, b) => `${a} = ${b}`,
  ne: (a, b) => `${a} is distinct from ${b}`,
  co: (a, b) => `strpos(${a}, ${b}) > 0`,
  sw: (a, b) => `starts_with(${a}, ${b})`,
  ew: (a, b) => `right(${a}, length(${b})) = ${b}`,
  gt: (a, b) => `${a} collate "C" > ${b}`,
  ge: (a, b) => `${a} collate "C" >= ${b}`,
  lt: (a, b) => `${a} collate "C" < ${b}`,
  le: (a, b) => `${a} collate "C" <= ${b}`,
}

function compareTruth(sql: string, operator: Operator, value: Literal, parameter: (value: unknown) => string): string {
  const truth = typeof value === 'string' ? { true: true, false: false }[value.toLowerCase()] : value
  if (typeof truth !== 'boolean' || (operator !== 'eq' && operator !== 'ne'))
    throw invalid('invalidFilter', 'this attribute is true or false: use eq or ne')
  return `(${sql} = ${parameter(operator === 'eq' ? truth : !truth)}::boolean)`
}

const momentSigns: Partial<Record<Operator, string>> = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' }

function compareMoment(sql: string, operator: Operator, value: string, parameter: (value: unknown) => string): string {
  const sign = momentSigns[operator]
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? new Date(value) : undefined
  if (!sign || !moment || Number.isNaN(moment.getTime()))
    throw invalid('invalidFilter', 'compare this attribute with a moment, 2026-11-23T10:00:00Z')
  // As exact as it is written in an answer: to the millisecond.
  return `(date_trunc('milliseconds', ${sql}) ${sign} ${parameter(moment.toISOString())}::timestamptz)`
}

function nameOf(path: AttributePath, of: Searchable): string {
  if (path.schema && !of.schemas.some((schema) => schema.toLowerCase() === path.schema?.toLowerCase()))
    throw unknown(path)
  return [path.name, path.sub].filter(Boolean).join('.').toLowerCase()
}

const unknown = ({ name, sub }: AttributePath) =>
  invalid('invalidFilter', `cannot filter by ${[name, sub].filter(Boolean).join('.').slice(0, 80)}`)
