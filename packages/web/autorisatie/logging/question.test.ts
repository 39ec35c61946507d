import { describe, expect, it } from 'vitest'
import { filtersOf, lastMonth, readQuestion, writeQuestion } from './question.ts'

const now = new Date('2026-11-23T10:00:00Z')
const person = '01900000-0000-7000-8000-000000001000'

describe('the question to the log', () => {
  it('is the last 31 days for a link that names only a person', () => {
    expect(readQuestion(new URLSearchParams({ medewerker: person }), now)).toMatchObject({
      person,
      from: '2026-10-24',
      until: '2026-11-23',
    })
  })

  it('is nothing without an address, and survives the address', () => {
    expect(readQuestion(new URLSearchParams(), now)).toBeUndefined()
    const question = {
      client: undefined,
      person,
      ...lastMonth(now),
      outcome: 'refused',
      event: 'client.read',
      kind: 'record-read' as const,
      emergency: true as const,
      supplier: undefined,
      partner: true as const,
      action: 'U' as const,
      unit: person,
      ground: 'own-teams' as const,
      grant: person,
    }
    expect(readQuestion(writeQuestion(question), now)).toEqual(question)
  })

  it('leaves out what makes no sense', () => {
    const question = readQuestion(new URLSearchParams({ van: 'gisteren', uitkomst: 'x', client: "' or 1=1" }), now)
    expect(question).toEqual({ ...lastMonth(now), client: undefined, person: undefined })
  })

  it('covers whole days as the clock in the Netherlands has them, through a change of the clock', () => {
    const { from, until } = filtersOf(readQuestion(new URLSearchParams({ van: '2026-10-24', tot: '2026-10-25' }), now)!)
    expect([from, until]).toEqual(['2026-10-23T22:00:00.000Z', '2026-10-25T23:00:00.000Z'])
  })
})
