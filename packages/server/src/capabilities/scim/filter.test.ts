import { describe, expect, it } from 'vitest'
import { ScimProblem } from './errors.ts'
import { fits, parseFilter, parsePath } from './filter.ts'
import { filterSql, type Searchable } from './filter-sql.ts'

const search: Searchable = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  single: {
    username: { sql: 'u', kind: 'text' },
    externalid: { sql: 'x', kind: 'exact' },
    active: { sql: 'a', kind: 'boolean' },
    'name.familyname': { sql: 'f', kind: 'text' },
    'meta.lastmodified': { sql: 'm', kind: 'moment' },
  },
  many: { emails: 'e' },
}
const sqlOf = (text: string) => {
  const values: unknown[] = []
  return { sql: filterSql(parseFilter(text), search, values), values }
}
const refusal = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof ScimProblem) return error.scimType
    throw error
  }
  return undefined
}

describe('the examples of RFC 7644 section 3.4.2.2', () => {
  it.each([
    'userName eq "bjensen"',
    'name.familyName co "O\'Malley"',
    'userName sw "J"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
    'title pr',
    'meta.lastModified gt "2011-05-13T04:42:34Z"',
    'meta.lastModified ge "2011-05-13T04:42:34Z"',
    'title pr and userType eq "Employee"',
    'title pr or userType eq "Intern"',
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
    'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
    'userType eq "Employee" and (emails.type eq "work")',
    'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
  ])('%s is read', (text) => {
    expect(parseFilter(text)).toBeTruthy()
  })

  it('reads "and" before "or", and "not" before both', () => {
    expect(parseFilter('a pr or b pr and not (c pr)')).toMatchObject({
      kind: 'or',
      left: { kind: 'present', path: { name: 'a' } },
      right: { kind: 'and', left: { path: { name: 'b' } }, right: { kind: 'not', of: { path: { name: 'c' } } } },
    })
    expect(parseFilter('(a pr or b pr) and c pr')).toMatchObject({ kind: 'and', left: { kind: 'or' } })
  })

  it('reads operators and names in any case, and texts with escapes', () => {
    expect(parseFilter('USERNAME EQ "a\\"b\\u00e9"')).toMatchObject({ operator: 'eq', value: 'a"bé' })
    expect(parseFilter('active eq False')).toMatchObject({ value: false })
    expect(parseFilter('x eq -1.5e3')).toMatchObject({ value: -1500 })
    expect(parseFilter('x eq null')).toMatchObject({ value: null })
  })

  it('an attribute may be called as an operator or "not"', () => {
    expect(parseFilter('not eq "x"')).toMatchObject({ kind: 'compare', path: { name: 'not' } })
  })
})

describe('what is no filter', () => {
  it.each([
    '',
    'userName',
    'userName eq',
    'userName eq bjensen',
    'userName is "x"',
    'userName eq "x" and',
    'userName eq "x" or or userName eq "y"',
    '(userName eq "x"',
    'userName eq "x")',
    'emails[type eq "work"',
    'emails[]',
    'userName eq "x" userName eq "y"',
    'userName eq "line\nbreak"',
    "userName eq 'x'",
    '1 eq 1',
    'userName eq "x"; drop table person',
    'a.b.c eq "x"',
  ])('%j is refused as invalidFilter', (text) => {
    expect(refusal(() => parseFilter(text))).toBe('invalidFilter')
  })

  it('neither too deep nor too long', () => {
    expect(refusal(() => parseFilter(`${'('.repeat(40)}a pr${')'.repeat(40)}`))).toBe('invalidFilter')
    expect(refusal(() => parseFilter(`a eq "${'x'.repeat(5000)}"`))).toBe('invalidFilter')
  })
})

describe('a filter as SQL', () => {
  it('binds every value and writes none', () => {
    const evil = `x' or 1=1 --`
    const { sql, values } = sqlOf(
      `userName eq "${evil}" and emails[type eq "work" and value co "${evil}"] or name.familyName sw "${evil}"`,
    )
    expect(sql).not.toContain('1=1')
    expect(values).toEqual([evil, 'work', evil, evil])
  })

  it('knows texts, truths and moments', () => {
    expect(sqlOf('active eq false')).toEqual({ sql: '(a = $1::boolean)', values: [false] })
    expect(sqlOf('active ne "True"').values).toEqual([false])
    expect(sqlOf('meta.lastModified ge "2026-01-01T00:00:00Z"').values).toEqual(['2026-01-01T00:00:00.000Z'])
    expect(sqlOf('externalId eq "A"').sql).toBe('coalesce(x = $1::text, false)')
    expect(sqlOf('userName eq "A"').sql).toBe('coalesce(lower(u) = lower($1::text), false)')
    expect(sqlOf('emails pr').sql).toBe('(jsonb_array_length(e) > 0)')
  })

  it.each([
    'nickName eq "x"',
    'password eq "x"',
    'urn:other:User:userName eq "x"',
    'emails.secret eq "x"',
    'emails[emails[type eq "x"]]',
    'active gt true',
    'active eq "x"',
    'userName eq 5',
    'userName gt null',
    'meta.lastModified gt "yesterday"',
    'meta.lastModified co "2026-01-01T00:00:00Z"',
    'constructor eq "x"',
  ])('%s cannot be asked', (text) => {
    expect(refusal(() => sqlOf(text))).toBe('invalidFilter')
  })
})

describe('paths of PATCH', () => {
  it('reads attribute, filter, sub-attribute and schema', () => {
    expect(parsePath('members[value eq "1"]')).toMatchObject({ attribute: { name: 'members' }, filter: { value: '1' } })
    expect(parsePath('emails[type eq "work"].value').attribute).toEqual({
      schema: undefined,
      name: 'emails',
      sub: 'value',
    })
    const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
    expect(parsePath(`${urn}:department`).attribute).toEqual({ schema: urn, name: 'department', sub: undefined })
    expect(parsePath(urn, [urn]).attribute).toEqual({ schema: urn, name: '', sub: undefined })
  })

  it.each(['', 'a[b', '__proto__', 'a b', 'a.b.c', 'emails[type eq "work"].value.x'])('%j is no path', (text) => {
    expect(refusal(() => parsePath(text))).toBe('invalidPath')
  })
})

describe('a filter over one value', () => {
  it.each([
    ['type eq "WORK"', true],
    ['type ne "work"', false],
    ['value sw "a@" and primary eq true', true],
    ['not (value ew ".nl")', true],
    ['display pr', false],
    ['value gt "a" and value lt "b"', true],
  ])('%s → %s', (text, expected) => {
    expect(fits(parseFilter(text), { type: 'work', value: 'a@b.example', primary: true })).toBe(expected)
  })
})
