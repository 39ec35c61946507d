import { describe, expect, it } from 'vitest'
import { clientName, type NameParts, questionForLog, readBsn, readSearch } from './rules.ts'

const name: NameParts = {
  givenNames: 'Johanna Petronella',
  initials: 'J.P.',
  nickname: 'Jo',
  ownPrefix: 'van der',
  ownName: 'Giessen',
  partnerPrefix: 'van',
  partnerName: 'Putten',
  nameOrder: 'partner-own',
  sex: 'female',
}

describe('the name of a client', () => {
  it.each([
    ['own', 'Mw. J.P. van der Giessen'],
    ['partner', 'Mw. J.P. van Putten'],
    ['partner-own', 'Mw. J.P. van Putten-van der Giessen'],
    ['own-partner', 'Mw. J.P. van der Giessen-van Putten'],
  ] as const)('in the order %s is %s', (nameOrder, expected) => {
    expect(clientName({ ...name, nameOrder })).toBe(expected)
  })

  it('takes initials from given names, and a capital where a prefix stands first', () => {
    expect(clientName({ ...name, initials: null, nameOrder: 'own' })).toBe('Mw. J.P. van der Giessen')
    expect(clientName({ ...name, initials: null, givenNames: null, nameOrder: 'own' })).toBe('Mw. Van der Giessen')
    expect(clientName({ ...name, initials: null, givenNames: null, nameOrder: 'own', sex: 'unknown' })).toBe(
      'Van der Giessen',
    )
  })
})

describe('a BSN', () => {
  it.each(['123456782', '111222333', '1234.56.782', '999900018'])('%s passes the eleven-test', (text) => {
    expect(readBsn(text)).toBe(text.replace(/\D/g, ''))
  })
  it.each(['123456789', '000000000', '12345678x', '1234567', '', '1234567820'])('%s does not', (text) => {
    expect(readBsn(text)).toBeUndefined()
  })
  it('of eight digits gets a leading zero', () => {
    expect(readBsn('10000008')).toBe('010000008')
  })
})

describe('what is looked for', () => {
  it.each(['28-04-1934', '28/4/1934', '28.04.1934', '28041934', ' 28-4-1934 '])('%s is a birth date', (text) => {
    expect(readSearch(text).birthDate).toBe('1934-04-28')
  })
  it('31-02-1934 is no date', () => expect(readSearch('31-02-1934').birthDate).toBeUndefined())
  it('100001 is a client number', () => expect(readSearch('100001').number).toBe('100001'))
  it('putten is words', () => expect(readSearch('putten').words).toBe('putten'))
  it('never stands in the log when it is a BSN', () => {
    expect(questionForLog('1234.56.782', readSearch('1234.56.782'))).toBe('een BSN of geboortedatum')
    expect(questionForLog('123456789', readSearch('123456789'))).toBe('een BSN of geboortedatum')
    expect(questionForLog('putten', readSearch('putten'))).toBe('putten')
  })
})
