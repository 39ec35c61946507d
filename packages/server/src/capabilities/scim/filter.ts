import { invalid, type ScimType } from './errors.ts'

/** The filter language of RFC 7644 section 3.4.2.2, and the paths of PATCH (section 3.5.2) that are made of the same parts. */

export type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
export type Literal = string | number | boolean | null

/** An attribute as it is named: `urn:…:User:name.familyName`. Names are compared without regard to case (RFC 7643 section 2.1). */
export interface AttributePath {
  schema: string | undefined
  name: string
  sub: string | undefined
}

export type Filter =
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; of: Filter }
  | { kind: 'present'; path: AttributePath }
  | { kind: 'compare'; path: AttributePath; operator: Operator; value: Literal }
  /** `emails[type eq "work"]`: one value of the attribute fits the whole filter. */
  | { kind: 'some'; path: AttributePath; of: Filter }

/** `emails[type eq "work"].value`, `name.familyName`, `members`, or a schema by itself. */
export interface PatchPath {
  attribute: AttributePath
  filter: Filter | undefined
}

const longest = 4000
const deepest = 30
const operators: readonly string[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']
/** A name, with the schema before it and the sub-attribute after it. */
const attribute = /((?:urn:[A-Za-z0-9._:-]+):)?([A-Za-z$][\w$-]*)(?:\.([A-Za-z$][\w$-]*))?/y
const word = /[A-Za-z]+/y
const literal = /true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\\p{Cc}]|\\.)*"/iuy

/** Throws ScimProblem invalidFilter. */
export function parseFilter(text: string): Filter {
  const parser = new Parser(text, 'invalidFilter')
  const filter = parser.either()
  parser.end()
  return filter
}

/** Throws ScimProblem invalidPath. */
export function parsePath(text: string, schemas: readonly string[] = []): PatchPath {
  const whole = schemas.find((schema) => schema.toLowerCase() === text.trim().toLowerCase())
  if (whole) return { attribute: { schema: whole, name: '', sub: undefined }, filter: undefined }
  const parser = new Parser(text, 'invalidPath')
  const path = parser.path()
  parser.end()
  return path
}

class Parser {
  readonly #text: string
  readonly #failure: ScimType
  #at = 0
  #depth = 0

  constructor(text: string, failure: ScimType) {
    this.#text = text
    this.#failure = failure
    if (text.length > longest) throw invalid(failure, `longer than ${longest} characters`)
  }

  end(): void {
    this.#spaces()
    if (this.#at < this.#text.length) throw this.#wrong('nothing more')
  }

  path(): PatchPath {
    this.#spaces()
    const attribute = this.#attribute()
    if (!this.#take('[')) return { attribute, filter: undefined }
    if (attribute.sub) throw this.#wrong('no filter after a sub-attribute')
    const filter = this.either()
    this.#need(']')
    if (!this.#take('.')) return { attribute, filter }
    const last = this.#attribute()
    if (last.sub || last.schema) throw this.#wrong('one sub-attribute')
    return { attribute: { ...attribute, sub: last.name }, filter }
  }

  either(): Filter {
    let left = this.#both()
    while (this.#word('or')) left = { kind: 'or', left, right: this.#both() }
    return left
  }

  #both(): Filter {
    let left = this.#one()
    while (this.#word('and')) left = { kind: 'and', left, right: this.#one() }
    return left
  }

  #one(): Filter {
    this.#spaces()
    const start = this.#at
    if (this.#word('not')) {
      this.#spaces()
      if (this.#text[this.#at] === '(') return { kind: 'not', of: this.#group() }
      this.#at = start
    }
    return this.#text[this.#at] === '(' ? this.#group() : this.#expression()
  }

  #group(): Filter {
    if (++this.#depth > deepest) throw invalid(this.#failure, `more than ${deepest} levels deep`)
    this.#need('(')
    const inner = this.either()
    this.#need(')')
    this.#depth--
    return inner
  }

  #expression(): Filter {
    const path = this.#attribute()
    if (this.#take('[')) {
      if (path.sub || ++this.#depth > deepest) throw this.#wrong('a filter')
      const of = this.either()
      this.#need(']')
      this.#depth--
      // Some write emails[type eq "work"].value eq "a@b": the comparison is about the same value.
      if (!this.#take('.')) return { kind: 'some', path, of }
      return { kind: 'some', path, of: { kind: 'and', left: of, right: this.#comparison(this.#attribute()) } }
    }
    return this.#comparison(path)
  }

  #comparison(path: AttributePath): Filter {
    this.#spaces()
    const operator = this.#match(word)?.[0].toLowerCase() ?? ''
    if (operator === 'pr') return { kind: 'present', path }
    if (!operators.includes(operator)) throw this.#wrong('an operator')
    this.#spaces()
    return { kind: 'compare', path, operator: operator as Operator, value: this.#literal() }
  }

  #literal(): Literal {
    const found = this.#match(literal)?.[0]
    if (found === undefined) throw this.#wrong('a value')
    try {
      return JSON.parse(found.startsWith('"') ? found : found.toLowerCase()) as Literal
    } catch {
      throw this.#wrong('a value')
    }
  }

  #attribute(): AttributePath {
    this.#spaces()
    const found = this.#match(attribute)
    if (!found) throw this.#wrong('an attribute')
    return { schema: found[1]?.slice(0, -1), name: found[2]!, sub: found[3] }
  }

  #word(expected: string): boolean {
    this.#spaces()
    const start = this.#at
    if (this.#match(word)?.[0].toLowerCase() === expected) return true
    this.#at = start
    return false
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found) this.#at = pattern.lastIndex
    return found
  }

  #spaces(): void {
    while (this.#text[this.#at] === ' ') this.#at++
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false
    this.#at++
    return true
  }

  #need(sign: string): void {
    this.#spaces()
    if (!this.#take(sign)) throw this.#wrong(sign)
  }

  #wrong(expected: string) {
    return invalid(this.#failure, `expected ${expected} at character ${this.#at + 1}`)
  }
}

/** Does a value (an element of a multi-valued attribute) fit a filter? Strings are compared without regard to case. */
export function fits(filter: Filter, value: unknown): boolean {
  switch (filter.kind) {
    case 'and':
      return fits(filter.left, value) && fits(filter.right, value)
    case 'or':
      return fits(filter.left, value) || fits(filter.right, value)
    case 'not':
      return !fits(filter.of, value)
    case 'some':
      return false
    case 'present': {
      const found = memberOf(value, filter.path.name)
      return found !== undefined && found !== null && found !== ''
    }
    case 'compare':
      return compares(memberOf(value, filter.path.name), filter.operator, filter.value)
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return name.toLowerCase() === 'value' ? value : undefined
  const key = Object.keys(value).find((each) => each.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : (value as Record<string, unknown>)[key]
}

function compares(found: unknown, operator: Operator, wanted: Literal): boolean {
  const fold = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)
  const [a, b] = [fold(found ?? null), fold(wanted)]
  if (operator === 'eq') return a === b
  if (operator === 'ne') return a !== b
  if (typeof a === 'string' && typeof b === 'string') {
    if (operator === 'co') return a.includes(b)
    if (operator === 'sw') return a.startsWith(b)
    if (operator === 'ew') return a.endsWith(b)
  }
  if (typeof a !== typeof b || a === null || b === null) return false
  const [x, y] = [a as string | number, b as string | number]
  return ({ gt: x > y, ge: x >= y, lt: x < y, le: x <= y, co: false, sw: false, ew: false } as Record<string, boolean>)[
    operator
  ]!
}
