import type { LogEntry } from '@hoede/contract'
import { expect, it } from 'vitest'
import { foldDays } from './fold.ts'

const entry = (id: string, at: string, change: Partial<LogEntry> = {}): LogEntry => ({
  id,
  number: 1,
  at,
  event: 'client.read',
  eventText: 'Dossier geopend',
  action: 'R',
  outcome: 'success',
  problem: null,
  person: { id: 'sanne', name: 'Sanne de Wit', function: 'verzorgende IG' },
  supplier: null,
  client: { id: 'putten', name: 'Mw. van Putten', number: '100001' },
  part: 'client',
  objectId: null,
  ground: null,
  emergency: false,
  question: null,
  shown: 0,
  address: null,
  detail: null,
  ...change,
})

const folded = (rows: LogEntry[]) => foldDays(rows).map((group) => group.map(({ id }) => id).join(' '))

it('puts like rows of one day together, where the newest of them stands', () => {
  expect(
    folded([
      entry('5', '2026-11-23T15:00:00Z'),
      entry('4', '2026-11-23T14:00:00Z', { event: 'report.list' }),
      entry('3', '2026-11-23T09:00:00Z'),
      entry('2', '2026-11-22T15:00:00Z'),
      entry('1', '2026-11-22T14:00:00Z'),
    ]),
  ).toEqual(['5 3', '4', '2 1'])
})

it('goes by the day in the Netherlands', () => {
  expect(folded([entry('2', '2026-07-01T22:30:00Z'), entry('1', '2026-07-01T21:30:00Z')])).toEqual(['2', '1'])
})

it.each<[string, Partial<LogEntry>]>([
  ['another person', { person: { id: 'joris', name: 'Joris', function: 'arts' } }],
  ['another client', { client: { id: 'boer', name: 'Dhr. de Boer', number: '100002' } }],
  ['another outcome', { outcome: 'refused', problem: 'not-found' }],
  ['emergency access', { emergency: true }],
  ['another ground', { ground: { grantId: 'g', text: 'Arts' } }],
])('keeps %s apart', (_, change) => {
  expect(folded([entry('2', '2026-11-23T15:00:00Z', change), entry('1', '2026-11-23T09:00:00Z')])).toEqual(['2', '1'])
})

it('has nothing for no rows', () => {
  expect(foldDays([])).toEqual([])
})
