import { describe, expect, it } from 'vitest'
import { codeIn, nameOf, type PhoneMessage, phonesOf, ringingAt, sentencesOf } from './messages.ts'

const message = (id: string, rest: Partial<PhoneMessage> = {}): PhoneMessage => ({
  id,
  at: '2026-11-23T10:00:00.000Z',
  kind: 'sms',
  customer: 'Zorggroep De Linde',
  sender: 'Hoede',
  recipient: '+31612345678',
  subject: null,
  body: '',
  ...rest,
})

describe('telephones', () => {
  it('are one for each number and address, the last used first', () => {
    const mail = { kind: 'mail', recipient: 'truus@example.org' } as const
    const phones = phonesOf([message('3', mail), message('2'), message('1', mail)])
    expect(phones.map(({ recipient, isMailbox, messages }) => [recipient, isMailbox, messages.length])).toEqual([
      ['truus@example.org', true, 2],
      ['+31612345678', false, 1],
    ])
  })

  it('ring for a while, until somebody answers', () => {
    const [sms, call] = [message('1'), message('2', { kind: 'voice' })]
    const came = Date.parse(call.at)
    expect(ringingAt(came + 1000, [sms, call], new Set())).toBe(call)
    expect(ringingAt(came + 1000, [sms, call], new Set(['2']))).toBeUndefined()
    expect(ringingAt(came + 46_000, [sms, call], new Set())).toBeUndefined()
    expect(ringingAt(came + 1000, [sms], new Set())).toBeUndefined()
  })

  it.each([
    ['+31612345678', '+31 6 12 34 56 78'],
    ['+31201234567', '+31 201 23 45 67'],
    ['+3225551234', '+32 25 55 12 34'],
    ['+12025550123', '+12025550123'],
    ['truus@example.org', 'truus@example.org'],
  ])('of %s is called %s', (recipient, name) => {
    expect(nameOf(recipient)).toBe(name)
  })
})

describe('a message', () => {
  it('offers its code', () => {
    expect(codeIn('012345 is je code voor Hoede')).toBe('012345')
    expect(codeIn('Bel 0201234567 of 12345')).toBeUndefined()
  })

  it('is spoken breath by breath', () => {
    expect(sentencesOf('Dit is Hoede. Je code is: nul. één. nul. Tot ziens')).toEqual([
      { at: 0, text: 'Dit is Hoede.' },
      { at: 14, text: 'Je code is:' },
      { at: 26, text: 'nul.' },
      { at: 31, text: 'één.' },
      { at: 36, text: 'nul.' },
      { at: 41, text: 'Tot ziens' },
    ])
    expect(sentencesOf('')).toEqual([])
  })
})
