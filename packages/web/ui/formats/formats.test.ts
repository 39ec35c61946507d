import { afterEach, describe, expect, it } from 'vitest'
import { age, birthDay, clock, dayInWords, dayOf, momentAt, momentInWords, shortDay, shortMoment } from './dates.ts'
import { language } from './language.ts'
import { avatarLetters } from './names.ts'
import { number, readNumber } from './numbers.ts'
import { readDate, readNearDate, readTime } from './read-dates.ts'

const now = new Date('2026-03-12T10:00:00Z')
afterEach(() => language.set('nl'))

describe('moments', () => {
  it('show the clock in the Netherlands, in winter and in summer', () => {
    expect(clock('2026-01-10T06:45:00Z')).toBe('07:45')
    expect(clock('2026-07-10T06:45:00Z')).toBe('08:45')
    expect(dayOf('2026-03-11T23:30:00Z')).toBe('2026-03-12')
    expect(shortMoment('2026-03-11T23:30:00Z')).toBe('12-3-2026 00:30')
  })

  it('are near or far in words', () => {
    expect(dayInWords('2026-03-12', now)).toBe('vandaag')
    expect(dayInWords('2026-03-11', now)).toBe('gisteren')
    expect(dayInWords('2026-03-13', now)).toBe('morgen')
    expect(dayInWords('2026-03-09', now)).toBe('maandag 9-3-2026')
    expect(dayInWords('2026-03-05', now)).toBe('5-3-2026')
    expect(momentInWords('2026-03-12T06:45:00Z', now)).toBe('vandaag om 07:45')
    language.set('en')
    expect(momentInWords('2026-03-11T06:45:00Z', now)).toBe('yesterday at 07:45')
  })

  it('are made from a day and a time on that clock, over a change of it too', () => {
    expect(momentAt('2026-03-12', '07:45')).toBe('2026-03-12T06:45:00.000Z')
    expect(momentAt('2026-07-12', '07:45')).toBe('2026-07-12T05:45:00.000Z')
    expect(momentAt('2026-03-29', '03:30')).toBe('2026-03-29T01:30:00.000Z')
    expect(momentAt('2026-03-29', '01:30')).toBe('2026-03-29T00:30:00.000Z')
    expect(momentAt('2026-10-25', '12:00')).toBe('2026-10-25T11:00:00.000Z')
  })

  it('give days and ages', () => {
    expect(shortDay('2026-03-12')).toBe('12-3-2026')
    expect(birthDay('1934-04-08')).toBe('08-04-1934')
    expect(birthDay(null)).toBe('')
    expect(age('1934-03-13', '2026-03-12')).toBe(91)
    expect(age('1934-03-12', '2026-03-12')).toBe(92)
    expect(age(null)).toBeNull()
  })
})

describe('reading a date', () => {
  it('takes every form that people use', () => {
    for (const text of [
      '28-04-1934',
      '28/4/1934',
      '28.4.1934',
      '28 4 1934',
      '28041934',
      '28 april 1934',
      '28 apr. 1934',
    ]) {
      expect(readDate(text), text).toBe('1934-04-28')
    }
    expect(readDate('3 mrt 2020')).toBe('2020-03-03')
    expect(readDate('3 mei 2020')).toBe('2020-05-03')
  })

  it('refuses what is no day', () => {
    for (const text of [
      '31-02-2020',
      '29-02-2023',
      '12-13-2000',
      '1934',
      'morgen',
      '28-04-34',
      '00-01-2000',
      '1-1-0099',
      '',
    ]) {
      expect(readDate(text), text).toBeUndefined()
    }
    expect(readDate('29-02-2024')).toBe('2024-02-29')
  })

  it('knows days near now', () => {
    expect(readNearDate('vandaag', 'past', now)).toBe('2026-03-12')
    expect(readNearDate('Gisteren', 'past', now)).toBe('2026-03-11')
    expect(readNearDate('overmorgen', 'future', now)).toBe('2026-03-14')
    expect(readNearDate('zondag', 'future', now)).toBe('2026-03-15')
    expect(readNearDate('zondag', 'past', now)).toBe('2026-03-08')
    expect(readNearDate('donderdag', 'past', now)).toBe('2026-03-12')
    expect(readNearDate('12-3', 'past', now)).toBe('2026-03-12')
    expect(readNearDate('20-12', 'past', now)).toBe('2025-12-20')
    expect(readNearDate('1-2', 'future', now)).toBe('2027-02-01')
    expect(readNearDate('12-3-26', 'past', now)).toBe('2026-03-12')
    expect(readNearDate('onzin', 'past', now)).toBeUndefined()
  })

  it('reads a time', () => {
    expect(['7:45', '07.45', '745', '0745', '7u45', '7:45 uur'].map(readTime)).toEqual(Array(6).fill('07:45'))
    expect(readTime('7')).toBe('07:00')
    expect(readTime('24:00')).toBeUndefined()
    expect(readTime('7:60')).toBeUndefined()
  })
})

describe('numbers', () => {
  it('have a decimal comma', () => {
    expect(number(72.5, 1)).toBe('72,5')
    expect(number(1234567)).toBe('1.234.567')
    expect(number(72, 1)).toBe('72,0')
    expect([readNumber('72,5'), readNumber('72.5'), readNumber(' 135 '), readNumber('-3')]).toEqual([
      72.5, 72.5, 135, -3,
    ])
    expect([readNumber('72,5 kg'), readNumber(''), readNumber('1.2.3')]).toEqual([undefined, undefined, undefined])
  })
})

describe('letters for an avatar', () => {
  it('are the first initial and the family name', () => {
    expect(avatarLetters('Mw. J. van Putten-van der Giessen')).toBe('JP')
    expect(avatarLetters('Dhr. A. El Amrani')).toBe('AE')
    expect(avatarLetters('Mw. De Boer')).toBe('DB')
    expect(avatarLetters('Sanne Bakker')).toBe('SB')
    expect(avatarLetters('Dhr. J.P.M. de Wit')).toBe('JW')
    expect(avatarLetters('')).toBe('')
  })
})
