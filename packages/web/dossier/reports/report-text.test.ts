import { expect, it } from 'vitest'
import {
  careMomentOf,
  changeForm,
  charactersLeft,
  contentOf,
  emptyReport,
  isEmpty,
  plainText,
  readDraftText,
} from './report-text.ts'

const now = new Date('2026-03-12T10:00:00Z')

it('the moment of care is now unless something is filled in', () => {
  expect(careMomentOf({ day: '', time: '' }, now)).toEqual({ moment: undefined })
  expect(careMomentOf({ day: '', time: '7:45' }, now)).toEqual({ moment: '2026-03-12T06:45:00.000Z' })
  expect(careMomentOf({ day: 'gisteren', time: '2230' }, now)).toEqual({ moment: '2026-03-11T21:30:00.000Z' })
  expect(careMomentOf({ day: 'gisteren', time: '' }, now)).toEqual({ error: 'time' })
  expect(careMomentOf({ day: 'ooit', time: '7:45' }, now)).toEqual({ error: 'day' })
  expect(careMomentOf({ day: 'vandaag', time: '12:00' }, now)).toEqual({ error: 'future' })
})

it('a draft comes back, also one of an older page', () => {
  const typed = { ...emptyReport, text: 'Goed geslapen', important: true }
  expect(readDraftText(JSON.stringify(typed))).toEqual(typed)
  expect(readDraftText('{"text":"half","kind":"weg"}')).toEqual({ ...emptyReport, text: 'half' })
  expect(readDraftText('geen json')?.text).toBe('geen json')
  expect(readDraftText('')).toBeUndefined()
})

it('changing the form keeps every word, there and back', () => {
  const soep = { ...emptyReport, form: 'soep' as const, soep: { s: 'moe\nen stil', o: '', e: 'griep', p: 'rust' } }
  const free = changeForm(soep, 'free')
  expect(free).toMatchObject({ form: 'free', text: 'S: moe\nen stil\nE: griep\nP: rust', soep: emptyReport.soep })
  expect(changeForm(free, 'soep')).toEqual(soep)
  const plain = { ...emptyReport, text: 'Goed geslapen.\nGoed gegeten.' }
  expect(changeForm(plain, 'soep')).toMatchObject({ text: '', soep: { s: plain.text } })
  expect(changeForm(changeForm(plain, 'soep'), 'free')).toEqual(plain)
})

it('only the chosen form is sent, and counted', () => {
  const report = { ...emptyReport, form: 'soep' as const, text: 'oud', soep: { s: 'moe', o: '', e: '', p: 'rust' } }
  expect(contentOf(report)).toEqual({ soep: report.soep })
  expect(charactersLeft(report)).toBe(20_000 - 4)
  expect(isEmpty(emptyReport)).toBe(true)
  expect(isEmpty(report)).toBe(false)
  expect(plainText({ text: null, soep: report.soep })).toBe('S: moe\nO: \nE: \nP: rust')
})
