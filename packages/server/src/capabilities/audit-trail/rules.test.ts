import type { LogEntry } from '@hoede/contract'
import { describe, expect, it } from 'vitest'
import { csvField, questionInWords, readPeriod, toCsv } from './rules.ts'

const now = new Date('2026-11-23T10:00:00Z')
const person = '0190a000-0000-7000-8002-000000000001'

describe('the asked period', () => {
  it('is the last 31 days by default', () => {
    expect(readPeriod({}, now)).toEqual({ from: new Date('2026-10-23T10:00:00Z'), until: now })
  })

  it('may be longer for one client or one person only', () => {
    const from = '2026-01-01T00:00:00Z'
    expect(readPeriod({ from }, now)).toBe('period-too-long')
    expect(readPeriod({ from, person }, now)).toEqual({ from: new Date(from), until: now })
  })

  it('holds a whole October, in which the clock goes back', () => {
    const october = { from: '2026-09-30T22:00:00Z', until: '2026-10-31T23:00:00Z' }
    expect(readPeriod(october, now)).toEqual({ from: new Date(october.from), until: new Date(october.until) })
  })

  it('ends after it begins', () => {
    expect(readPeriod({ from: '2026-11-23T10:00:00Z', until: '2026-11-23T10:00:00Z' }, now)).toBe('period-invalid')
  })

  it('stands in the question that goes into the log', () => {
    const period = { from: new Date('2026-11-22T00:00:00Z'), until: now }
    expect(questionInWords({ person, outcome: 'refused', cursor: 'x' }, period)).toBe(
      `medewerker ${person}, uitkomst refused, van 2026-11-22T00:00:00.000Z tot 2026-11-23T10:00:00.000Z, vervolg`,
    )
  })
})

describe('comma-separated text (RFC 4180)', () => {
  it.each([
    ['plain', 'plain'],
    ['with, comma', '"with, comma"'],
    ['with "quotes"', '"with ""quotes"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    [' spaces ', '" spaces "'],
    ['', ''],
  ])('writes %j as %j', (value, field) => expect(csvField(value)).toBe(field))

  it.each(['=1+1', '+31612345678', '-2', '@SUM(A1)', '\t=1', '  =1', '\r=1'])(
    'takes the danger out of %j for a spreadsheet',
    (value) => expect(csvField(value).replace(/^"/, '')).toMatch(/^'/),
  )

  it('has a line of titles and one for each row, in Dutch time beside UTC', () => {
    const entry: LogEntry = {
      id: person,
      number: 1,
      at: '2026-07-01T22:30:05.123Z',
      event: 'client.read',
      eventText: 'Dossier geopend',
      action: 'R',
      outcome: 'refused',
      problem: 'not-found',
      person: { id: person, name: 'Sanne de Wit', function: 'verzorgende IG' },
      supplier: null,
      client: null,
      part: 'client',
      objectId: null,
      ground: null,
      emergency: false,
      question: null,
      shown: 0,
      address: '10.0.0.1',
      detail: null,
    }
    const [titles, row, end] = toCsv([entry]).split('\r\n')
    expect(titles?.startsWith('\uFEFFTijd (Nederland),Tijd (UTC),Gebeurtenis')).toBe(true)
    expect(row).toBe(
      `2026-07-02 00:30:05,2026-07-01T22:30:05.123Z,Dossier geopend,client.read,gelezen,geweigerd,not-found,Sanne de Wit,verzorgende IG,,,client,,,,0,10.0.0.1,,${person}`,
    )
    expect(end).toBe('')
  })
})
