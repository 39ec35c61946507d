import { readVerifier } from '@hoede/verify'
import { verifyExport } from '@hoede/verify/export'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../../test/support/hoede.ts'
import { clients } from '../../../../test/support/organisation.ts'
import { sealerOf } from '../../../../test/support/sealing.ts'
import type { ExportedEntry } from './entry.ts'
import { auditEventOf } from './fhir.ts'
import { toNen7513 } from './nen7513.ts'

const source = { organisation: 'Zorggroep Linde', system: 'linde.localhost' }
const entry: ExportedEntry = {
  id: '01a2097b-5fd3-7503-8034-ded0b4ee219e',
  number: 7,
  at: '2026-11-23T17:00:00.123Z',
  event: 'client.read',
  eventText: 'Dossier geopend',
  action: 'R',
  outcome: 'success',
  problem: null,
  person: { id: '0190a000-0000-7000-8002-000000000003', name: 'Sanne de Wit', function: 'verzorgende IG' },
  supplier: null,
  client: { id: clients.vanPutten, name: 'Mw. J. van Putten', number: '100001' },
  part: 'client',
  objectId: null,
  ground: { grantId: '0190a000-0000-7000-8005-000000000003', text: 'Verzorgende voor de eigen teams' },
  emergency: false,
  question: null,
  shown: 0,
  address: '10.20.1.5',
  detail: null,
  checks: 'TTFF',
  traceId: null,
  shownClients: [],
}

it('is XML that can be read, whatever somebody typed in a search', () => {
  // XMLValidator does not look at characters: the text itself is held against XML 1.0, production 2.
  const question = 'jan\u{FFFF}\u{FFFE}\u{1}sen é \u{1F600} <&> '
  const text = toNen7513([{ ...entry, question }], source, new Date())
  expect(text).toContain('jansen é \u{1F600} &lt;&amp;&gt;')
  expect(text).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u)
})

it('names each client that a list showed', () => {
  const list = {
    ...entry,
    event: 'client.list',
    client: null,
    shown: 2,
    shownClients: [clients.vanPutten, clients.jansen],
  }
  const patients = auditEventOf(list, source).entity.filter((each) => each.type?.code === '1')
  expect(JSON.stringify(patients)).toContain(`urn:uuid:${clients.jansen}`)
  expect(patients).toHaveLength(2)
  expect(toNen7513([list], source, new Date()).split(`<klasse>1</klasse>`)).toHaveLength(3)
})

describe('a row as FHIR AuditEvent', () => {
  it.each(['log.read', 'emergency.start'])('claims no treatment and no profile of a read or create for %s', (event) => {
    const { meta, purposeOfEvent } = auditEventOf({ ...entry, event, ground: null }, source)
    expect([meta, purposeOfEvent]).toEqual([undefined, undefined])
  })

  it('claims no treatment for who looked at access, nor for what was refused', () => {
    expect(auditEventOf({ ...entry, event: 'access.who' }, source).purposeOfEvent).toBeUndefined()
    const refused = { ...entry, outcome: 'refused' as const, ground: null }
    expect(auditEventOf(refused, source).purposeOfEvent).toBeUndefined()
  })

  it('has what R4 asks of each: type, recorded, agents of whom one asked, source with its observer', () => {
    const event = auditEventOf(entry, source)
    expect(event).toMatchObject({
      resourceType: 'AuditEvent',
      type: { code: 'rest' },
      subtype: [{ code: 'read' }],
      action: 'R',
      recorded: entry.at,
      outcome: '0',
      purposeOfEvent: [{ coding: [{ code: 'TREAT' }] }],
      source: { site: 'Zorggroep Linde', observer: { display: 'Hoede' }, type: [{ code: '4' }] },
    })
    expect(event.agent.filter(({ requestor }) => requestor)).toHaveLength(1)
    expect(event.agent[0]).toMatchObject({
      policy: ['urn:uuid:0190a000-0000-7000-8005-000000000003'],
      network: { address: '10.20.1.5', type: '2' },
    })
    expect(event.meta?.profile).toEqual([
      'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead',
    ])
    expect(event.entity).toMatchObject([
      { role: { code: '1' }, what: { identifier: { value: '100001' } } },
      { role: { code: '4' }, name: 'client' },
    ])
  })

  it.each([
    [{ emergency: true, checks: 'TFFT' }, { purposeOfEvent: [{ coding: [{ code: 'BTG' }] }] }],
    [
      { outcome: 'refused' as const, problem: 'not-found' },
      { outcome: '4', outcomeDesc: 'not-found' },
    ],
    [{ outcome: 'error' as const, problem: 'conflict' }, { outcome: '8' }],
    [
      { event: 'sign-in.totp', action: 'E' as const, client: null },
      { type: { code: '110114' }, subtype: [{ code: '110122' }] },
    ],
    [
      { event: 'sign-out', action: 'E' as const, client: null },
      { type: { code: '110114' }, subtype: [{ code: '110123' }] },
    ],
    [{ event: 'log.read', client: null }, { type: { code: '110101' } }],
    [{ event: 'client.search', client: null, question: 'zoekt Jansen' }, { subtype: [{ code: 'search-type' }] }],
  ])('says what %o is', (change, expected) => {
    expect(auditEventOf({ ...entry, ...change }, source)).toMatchObject(expected)
  })

  it('keeps the literal question, in base64', () => {
    const { entity } = auditEventOf({ ...entry, client: null, question: 'naam begint met é' }, source)
    const asked = entity.find((each) => 'query' in each) as { query: string }
    expect(Buffer.from(asked.query, 'base64').toString()).toBe('naam begint met é')
  })

  it('names the supplier where it was no person', () => {
    const event = auditEventOf({ ...entry, person: null, supplier: 'hoede cli (beheer)' }, source)
    expect(event.agent[0]).toMatchObject({ who: { display: 'hoede cli (beheer)' } })
  })
})

describe('a row as XML', () => {
  const read = (entries: ExportedEntry[]) =>
    new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false }).parse(
      toNen7513(entries, source, new Date(0)),
    ).logging

  it('has the mandatory fields of chapter 7', () => {
    expect(read([entry])).toMatchObject({
      '@regels': '1',
      logregel: {
        gebeurtenis: {
          gebeurteniscode: { '#text': 'client.read' },
          actiecode: 'R',
          datumEnTijd: entry.at,
          resultaat: 'succes',
          controles: 'TTFF',
        },
        gebruiker: { gebruikersId: entry.person!.id, gebruikersrol: { '#text': 'verzorgende IG' } },
        object: [
          { klasse: '1', identificator: '100001' },
          { klasse: '2', identificator: 'client' },
        ],
        loggegevens: { bron: 'linde.localhost' },
      },
    })
  })

  it('is well formed whatever somebody typed', () => {
    const question = '<naam> & "zo" \u0007 ]]> é'
    const text = toNen7513([{ ...entry, client: null, question, detail: { from: '</object>' } }], source, new Date(0))
    expect(XMLValidator.validate(text)).toBe(true)
    expect(read([{ ...entry, client: null, question }]).logregel.object.zoekvraag).toBe('<naam> & "zo"  ]]> é')
  })

  it('is a document without rows when there are none', () => {
    expect(XMLValidator.validate(toNen7513([], source, new Date(0)))).toBe(true)
  })
})

describe('an answer of the log as a file', async () => {
  const hoede = await startTestHoede()
  const [fatima, sanne] = [await hoede.as('fatima'), await hoede.as('sanne')]
  const query = `client=${clients.vanPutten}`
  await sanne.get(`/api/clients/${clients.vanPutten}`)

  it('comes as FHIR and as XML with the same rows as on the screen', async () => {
    const { items } = (await fatima.get(`/api/log?${query}`)).body
    const fhir = await fatima.get(`/api/log/export/fhir?${query}`)
    expect(fhir.headers.get('content-type')).toContain('application/fhir+json')
    const bundle = JSON.parse(fhir.text)
    expect(bundle.type).toBe('collection')
    const opened = items.find(({ event }: { event: string }) => event === 'client.read')
    expect(bundle.entry.map((each: { resource: { id: string } }) => each.resource.id)).toContain(opened.id)
    const xml = await fatima.get(`/api/log/export/nen7513?${query}`)
    expect(xml.headers.get('content-type')).toContain('application/xml')
    expect(xml.text).toContain(opened.id)
  })

  it('comes with the proof of each row, which somebody else can verify', async () => {
    expect((await fatima.get(`/api/log/export/proof?${query}`)).body.code).toBe('not-sealed')
    await sealerOf(hoede)()
    const { text } = await fatima.get(`/api/log/export/proof?${query}`)
    const key = (await fatima.get('/api/log/proof')).body.keys[0].verifier
    const verify = (bytes: string) =>
      verifyExport(
        (async function* () {
          yield Buffer.from(bytes)
        })(),
        { keys: [readVerifier(key)] },
      )
    expect(text).toContain('"event":"client.read"')
    expect(await verify(text)).toMatchObject({ outcome: 'whole', findings: [] })
    expect((await verify(text.replace('"client.read"', '"client.list"'))).outcome).toBe('tampered')
  })

  it('is for who may read the log, and a question that is too wide is refused', async () => {
    for (const form of ['fhir', 'nen7513', 'proof']) {
      expect((await sanne.get(`/api/log/export/${form}?${query}`)).status).toBe(403)
      const wide = await fatima.get(`/api/log/export/${form}?from=2020-01-01T00:00:00Z&until=2026-01-01T00:00:00Z`)
      expect(wide.body.code).toBe('period-too-long')
    }
  })
})
