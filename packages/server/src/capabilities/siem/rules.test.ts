import type { SealedRow } from '@hoede/verify'
import { describe, expect, it } from 'vitest'
import { frameOf, largestMessage } from './rules.ts'

const origin = { host: 'linde.hoede.example', customer: 'Zorggroep De Linde' }
const row: SealedRow = {
  id: '0190a000-0000-7000-8000-000000000001',
  number: '42',
  at: '2026-11-23T17:00:00.123456Z',
  event: 'client.read',
  action: 'R',
  outcome: 'success',
  part: 'client',
  personId: '0190a000-0000-7000-8002-000000000003',
  clientId: '0190a000-0000-7000-8004-000000000001',
  address: '192.0.2.7',
}
const frame = (format: 'syslog-json' | 'atna', change: Partial<SealedRow> = {}, text = 'Dossier geopend') =>
  frameOf(format, origin, 41, { ...row, ...change }, text)

/** The message of a frame, when its count of octets is right (RFC 5425 section 4.3). */
function messageOf(bytes: Buffer): string {
  const space = bytes.indexOf(' ')
  expect(Number(bytes.subarray(0, space))).toBe(bytes.length - space - 1)
  return bytes.subarray(space + 1).toString()
}
const contentOf = (bytes: Buffer) => {
  const message = messageOf(bytes)
  return JSON.parse(message.slice(message.indexOf('{')))
}

describe('a row as syslog with JSON (RFC 5424 in RFC 5425)', () => {
  it('has the header of its moment, host and event, and the fields by the names of the log', () => {
    expect(messageOf(frame('syslog-json'))).toMatch(
      /^<110>1 2026-11-23T17:00:00\.123456Z linde\.hoede\.example hoede - client\.read - \{/,
    )
    expect(contentOf(frame('syslog-json'))).toEqual({
      ...row,
      position: 41,
      text: 'Dossier geopend',
      customer: 'Zorggroep De Linde',
    })
  })

  it('gives what was refused and what failed a graver severity (facility 13: log audit)', () => {
    expect(messageOf(frame('syslog-json', { outcome: 'refused' }))).toMatch(/^<108>1 /)
    expect(messageOf(frame('syslog-json', { outcome: 'error' }))).toMatch(/^<107>1 /)
  })

  it('is ASCII on one line, whatever was typed, and comes back as it was', () => {
    const question = 'zoeken naar «Zoë» \u202e\n<110>1 - - - - - nep "x" \\ 🙂'
    const bytes = frame('syslog-json', { question })
    expect(bytes.every((byte) => byte >= 0x20 && byte < 0x7f)).toBe(true)
    expect(contentOf(bytes).question).toBe(question)
  })

  it('keeps nothing in the header that a header cannot have, and no more of it than fits', () => {
    const [, , host, , , event] = messageOf(
      frameOf('syslog-json', { ...origin, host: 'a b\nc'.repeat(200) }, 1, { ...row, event: 'x y'.repeat(40) }, ''),
    ).split(' ')
    expect(host).toMatch(/^[abc]{1,255}$/)
    expect(event).toMatch(/^[xy]{32}$/)
  })

  it('leaves out the longest fields of a message that would be too large, and says which', () => {
    const shown = Array.from({ length: 400 }, (_, n) => `0190a000-0000-7000-8004-${String(n).padStart(12, '0')}`)
    const bytes = frame('syslog-json', { shown, question: 'kort' })
    expect(bytes.length).toBeLessThanOrEqual(largestMessage + 6)
    expect(contentOf(bytes)).toMatchObject({ leftOut: ['shown'], question: 'kort' })
    expect(contentOf(bytes).shown).toBeUndefined()
    const long = JSON.stringify({ from: 'x'.repeat(9_000) })
    expect(contentOf(frame('syslog-json', { shown, detail: long })).leftOut).toEqual(['shown', 'detail'])
  })
})

describe('a row as an audit message (DICOM PS3.15 A.5, IHE ITI-20)', () => {
  it('says event, who, from where and whose record, in UTF-8 with its mark', () => {
    const message = messageOf(frame('atna'))
    expect(message).toMatch(
      /^<85>1 2026-11-23T17:00:00\.123456Z linde\.hoede\.example hoede - IHE\+RFC-3881 - \uFEFF<\?xml/,
    )
    for (const part of [
      'EventActionCode="R" EventDateTime="2026-11-23T17:00:00.123456Z" EventOutcomeIndicator="0"',
      'csd-code="110110" codeSystemName="DCM" originalText="Patient Record"',
      'csd-code="client.read" codeSystemName="Hoede" originalText="Dossier geopend"',
      `UserID="${row.personId}" UserIsRequestor="true" NetworkAccessPointID="192.0.2.7" NetworkAccessPointTypeCode="2"`,
      'AuditEnterpriseSiteID="Zorggroep De Linde" AuditSourceID="linde.hoede.example"',
      `ParticipantObjectID="${row.clientId}" ParticipantObjectTypeCode="1" ParticipantObjectTypeCodeRole="1"`,
    ])
      expect(message).toContain(part)
  })

  it('cannot be broken out of', () => {
    const message = messageOf(frame('atna', { problem: '</AuditMessage>&\u0000' }, '"><x y="'))
    expect(message).toContain('<EventOutcomeDescription>&lt;/AuditMessage&gt;&amp;</EventOutcomeDescription>')
    expect(message).toContain('originalText="&quot;&gt;&lt;x y=&quot;"')
  })

  it('tells emergency access, sign-in and searching apart', () => {
    const code = (change: Partial<SealedRow>) => /EventID csd-code="(\d+)"/.exec(messageOf(frame('atna', change)))?.[1]
    expect(code({ event: 'emergency.start', action: 'C' })).toBe('110127')
    expect(code({ event: 'sign-in.password', action: 'E', clientId: undefined } as never)).toBe('110114')
    expect(code({ event: 'log.read' })).toBe('110101')
    const { clientId: _none, ...list } = row
    expect(
      /csd-code="(\d+)"/.exec(messageOf(frameOf('atna', origin, 1, { ...list, question: 'jansen' }, '')))?.[1],
    ).toBe('110112')
  })

  it('holds the whole row: what has no place of its own is a detail', () => {
    const message = messageOf(frame('atna', { traceId: 'abc', ground: '0190a000-0000-7000-8005-000000000003' }))
    const details = Object.fromEntries(
      [...message.matchAll(/type="(\w+)" value="([^"]+)"/g)].map(([, type, value]) => [
        type,
        Buffer.from(value!, 'base64').toString(),
      ]),
    )
    expect(details).toMatchObject({
      position: '41',
      number: '42',
      id: row.id,
      traceId: 'abc',
      ground: '0190a000-0000-7000-8005-000000000003',
    })
  })
})
