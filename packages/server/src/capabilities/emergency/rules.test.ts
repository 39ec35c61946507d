import { describe, expect, it } from 'vitest'
import { overviewOf, readSought, soughtInWords, type Used } from './rules.ts'

const day = '1934-04-28'

describe('finding a client in an emergency', () => {
  it.each([
    [{ number: ' 100001 ' }, { by: 'number', number: '100001' }],
    [{ bsn: '9999.00.018' }, { by: 'bsn', bsn: '999900018' }],
    [
      { name: 'van Pütten', birthDate: day },
      { by: 'name', words: ['van', 'putten'], birthDate: day },
    ],
  ])('takes %j', (asked, sought) => expect(readSought(asked)).toEqual(sought))

  it.each([
    [{}, 'number'],
    [{ number: '1', bsn: '999900018' }, 'number'],
    [{ number: '1', birthDate: day }, 'number'],
    [{ bsn: '123456789' }, 'bsn'],
    [{ name: 'Putten' }, 'birthDate'],
    [{ birthDate: day }, 'name'],
    [{ name: 'van der', birthDate: day }, 'name'],
    [{ name: 'a b', birthDate: day }, 'name'],
    [{ name: '%%', birthDate: day }, 'name'],
  ])('refuses %j', (asked, wrong) => expect(readSought(asked)).toMatchObject({ wrong }))

  it('says in the log what kind of thing was asked, never a BSN', () => {
    expect(soughtInWords({ by: 'bsn', bsn: '999900018' }, 1)).toBe('een BSN: gevonden')
    expect(soughtInWords({ by: 'number', number: '100001' }, 0)).toBe('cliëntnummer 100001: niet gevonden')
    expect(soughtInWords({ by: 'name', words: ['putten'], birthDate: day }, 2)).toBe(
      'achternaam putten en een geboortedatum: 2 gevonden',
    )
  })
})

describe('a month of emergency access', () => {
  const used = (name: string, rest: Partial<Used> = {}): Used => ({
    person: { id: name, name, function: 'verzorgende' },
    unit: { id: 'u1', name: 'Berkenhof 2' },
    client: { number: '100001', name: null },
    judgement: null,
    hour: 23,
    ...rest,
  })

  it('of which nothing is known is empty, hours and all', () => {
    const empty = overviewOf('2026-11', [])
    expect(empty).toMatchObject({ month: '2026-11', total: 0, open: 0, people: [], units: [], clients: [] })
    expect(empty.hours).toEqual(Array(24).fill(0))
  })

  it('counts by person, unit, hour and client, and marks who used it more than three times', () => {
    const month = overviewOf('2026-11', [
      used('Anna', { judgement: 'justified' }),
      used('Anna', { judgement: 'not-justified', hour: 3 }),
      used('Anna', { judgement: 'explained', client: { number: '100002', name: null } }),
      used('Anna', { client: null }),
      used('Bas', { unit: null }),
      used('Bas', { judgement: 'justified', hour: 0 }),
      used('Bas'),
    ])
    expect(month).toMatchObject({ total: 7, open: 3, justified: 2, explained: 1, notJustified: 1 })
    expect(month.people).toEqual([
      { person: used('Anna').person, total: 4, open: 1, justified: 1, explained: 1, notJustified: 1, often: true },
      { person: used('Bas').person, total: 3, open: 2, justified: 1, explained: 0, notJustified: 0, often: false },
    ])
    expect(month.units.map(({ unit, total }) => [unit?.name, total])).toEqual([
      ['Berkenhof 2', 6],
      [undefined, 1],
    ])
    expect([month.hours[23], month.hours[3], month.hours[0]]).toEqual([5, 1, 1])
    expect(month.clients).toEqual([{ number: '100001', name: null, total: 5, people: 2 }])
  })
})
