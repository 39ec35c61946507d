import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { concept, loinc, patient, quantity, snomed, weight } from '../../../test/support/fhir.ts'
import { keysOf, startTestHoede } from '../../../test/support/hoede.ts'
import { bsnOfVanPutten, units } from '../../../test/support/organisation.ts'
import { connect } from '../../platform/db/connection.ts'
import { maintenance } from '../../platform/db/maintenance.ts'
import { ImportProblem, type ImportRequest, importFhir, tableOf } from './public.ts'

describe('importing FHIR', async () => {
  const hoede = await startTestHoede()
  const cluster = inject('cluster')
  const environment = hoede.environment()
  const client = await connect(environment.address, { ...cluster.administrator, database: environment.databaseName })
  const keys = await keysOf(environment)
  const owner = environment.roleName.replace(/_app$/, '_owner')
  let folder = ''
  afterAll(() => client.end())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoede-fhir-'))
    return () => rm(folder, { recursive: true, force: true })
  })

  const run = (request: Partial<ImportRequest> = {}, connection = client) =>
    importFhir(
      {
        transact: (work) => maintenance(connection, owner, keys, work),
        supplier: 'hoede cli (test)',
        now: new Date(),
        progress: () => undefined,
      },
      { paths: [folder], ...request },
    )
  const files = async (...all: object[]) => {
    for (const [index, each] of all.entries()) await writeFile(join(folder, `${index}.json`), JSON.stringify(each))
  }
  /** A number for each test, so that tests do not meet each other's clients. */
  let serial = 0
  const truus = (more: object = {}) => patient({ id: `truus-${serial}`, ...more })
  const of = () => ({ reference: `Patient/truus-${serial}` })
  beforeEach(() => {
    serial += 1
  })
  const lines = (tally: Awaited<ReturnType<typeof run>>) =>
    tally.lines().map((each) => [each.name, each.status, each.code].join(' ').trim())
  const count = async (sql: string, values: unknown[] = []) => Number((await client.query(sql, values)).rows[0].count)
  const everything = () =>
    count(`select (select count(*) from client) + (select count(*) from placement) + (select count(*) from contact_person)
      + (select count(*) from alert) + (select count(*) from report) + (select count(*) from measurement)
      + (select count(*) from origin) + (select count(*) from unit) + (select count(*) from row_history) as count`)

  const record = () => [
    truus({ identifier: [{ system: 'http://fhir.nl/fhir/NamingSystem/bsn', value: '999901114' }] }),
    weight({ id: `w-${serial}`, subject: of() }),
    { resourceType: 'RelatedPerson', id: `k-${serial}`, patient: of(), name: [{ text: 'Kees Bakker' }] },
    { resourceType: 'Flag', id: `f-${serial}`, status: 'active', subject: of(), code: { text: 'MRSA' } },
    {
      resourceType: 'Composition',
      id: `c-${serial}`,
      meta: { versionId: '3', profile: ['http://nictiz.nl/fhir/StructureDefinition/nl-core-SOAPReport'] },
      status: 'final',
      subject: of(),
      date: '2026-02-01T10:00:00+01:00',
      author: [{ display: 'H. Janszens' }],
      section: [{ code: snomed('255362007'), text: { div: '<div>Hoest 🤧 sinds gisteren</div>' } }],
    },
    {
      resourceType: 'Consent',
      id: `d-${serial}`,
      status: 'active',
      patient: of(),
      dateTime: '2025-05-01',
      provision: { type: 'deny', code: [snomed('89666000')] },
    },
    {
      resourceType: 'CareTeam',
      id: `t-${serial}`,
      subject: of(),
      participant: [
        {
          member: { reference: `Practitioner/p-${serial}` },
          role: [concept('urn:oid:2.16.840.1.113883.2.4.6.7', '0101', 'Huisartsen')],
        },
      ],
    },
    {
      resourceType: 'Practitioner',
      id: `p-${serial}`,
      name: [{ text: 'W. Klaasen' }],
      qualification: [{ code: concept('urn:oid:2.16.840.1.113883.2.4.6.7', '0101', 'Huisartsen') }],
    },
  ]

  it('puts a client with everything in the record, where who may look sees it with its origin', async () => {
    await files(...record())
    const tally = await run({ unit: 'Berkenhof 2' })
    expect(tally.totals()).toEqual({ imported: 8, unchanged: 0, notUnderstood: 0, refused: 0 })
    const sanne = await hoede.as('sanne')
    const found = await sanne.post('/api/clients/search', { q: 'Truus' })
    expect(found.body.items).toHaveLength(1)
    const { id } = found.body.items[0]
    const { body } = await sanne.get(`/api/clients/${id}`)
    expect(body).toMatchObject({
      name: 'T. Bakker',
      birthDate: '1940-05-06',
      hasBsn: true,
      resuscitation: 'no',
      resuscitationRecordedAt: '2025-05-01T10:00:00.000Z',
      generalPractitioner: 'W. Klaasen',
      alerts: [{ kind: 'alert', text: 'MRSA' }],
      unit: { id: units.berkenhof2 },
    })
    expect(body.contacts.map((each: { name: string }) => each.name)).toEqual(['Kees Bakker', 'W. Klaasen'])
    const reports = (await sanne.get(`/api/clients/${id}/reports`)).body.items
    expect(reports).toMatchObject([
      {
        form: 'soep',
        soep: { s: 'Hoest 🤧 sinds gisteren', o: '', e: '', p: '' },
        author: { id: null, name: 'H. Janszens', function: 'functie onbekend' },
        careMoment: '2026-02-01T09:00:00.000Z',
        origin: `FHIR: Composition/c-${serial}, versie 3, nl-core-SOAPReport, bestand 4.json`,
        mayCorrect: false,
      },
    ])
    const measurements = (await sanne.get(`/api/clients/${id}/measurements`)).body.items
    expect(measurements).toMatchObject([
      {
        kind: 'weight',
        value: 62.4,
        unit: 'kg',
        unusual: false,
        performer: { id: null, name: 'Niet vermeld in de bron' },
      },
    ])
    const other = await hoede.as('joris')
    expect((await other.get(`/api/clients/${id}`)).status).toBe(404)
  })

  it('writes a row in the log for each thing, without any of its content, and one for the whole', async () => {
    const before = await count("select count(*) from audit_event where event = 'import.run'")
    await files(...record().map((each) => (each.resourceType === 'Patient' ? truus() : each)))
    await run()
    const { rows } = await client.query(
      `select e.event, e.action, e.outcome, e.part, e.person_id, e.supplier, e.detail from audit_event e
       join origin o on o.client_id = e.client_id where o.identifier = $1 order by e.part`,
      [`Patient/truus-${serial}`],
    )
    expect(rows.map((each) => each.part)).toEqual([
      'alert',
      'client',
      'contact',
      'contact',
      'measurement',
      'report',
      'resuscitation',
    ])
    for (const row of rows) {
      expect(row).toMatchObject({
        event: 'import.record',
        action: 'C',
        outcome: 'success',
        person_id: null,
        supplier: 'hoede cli (test)',
        detail: null,
      })
    }
    expect(await count("select count(*) from audit_event where event = 'import.run'")).toBe(before + 1)
  })

  it('changes nothing the second time, and says so', async () => {
    await files(...record().map((each) => (each.resourceType === 'Patient' ? truus() : each)))
    await run()
    const before = await everything()
    const tally = await run()
    expect(tally.totals()).toEqual({ imported: 0, unchanged: 8, notUnderstood: 0, refused: 0 })
    expect(await everything()).toBe(before)
  })

  it('gives what comes without a unit a place in «Instroom», once', async () => {
    await files(truus())
    await run()
    serial += 1
    await files(truus())
    await run()
    const { rows } = await client.query(
      `select u.name, u.kind, u.path, count(*)::int from placement p join unit u on u.id = p.unit_id where u.name = 'Instroom' group by u.id`,
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ kind: 'team', path: [units.organisation, expect.any(String)] })
    expect(rows[0].count).toBeGreaterThanOrEqual(2)
  })

  it('adds what is new to a client of before, and refuses what the source changed', async () => {
    await files(truus(), weight({ id: `w-${serial}`, subject: of() }))
    await run()
    await files(
      truus({ birthDate: '1941-05-06' }),
      weight({ id: `w-${serial}`, subject: of(), valueQuantity: quantity(63, 'kg') }),
      weight({ id: `v-${serial}`, subject: of() }),
    )
    const tally = await run()
    expect(lines(tally)).toEqual([
      `Patient/truus-${serial} refused source-changed`,
      `Observation/w-${serial} refused source-changed`,
      `Observation/v-${serial} imported`,
    ])
    const { rows } = await client.query(
      'select c.birth_date, c.version from client c join origin o on o.row_id = c.id where o.identifier = $1',
      [`Patient/truus-${serial}`],
    )
    expect(rows).toEqual([{ birth_date: '1940-05-06', version: 1 }])
  })

  it('finds the client of an earlier import when only the rest comes', async () => {
    await files(truus())
    await run()
    await rm(join(folder, '0.json'))
    await writeFile(join(folder, 'w.json'), JSON.stringify(weight({ id: `w-${serial}`, subject: of() })))
    expect(lines(await run())).toEqual([`Observation/w-${serial} imported`])
  })

  it('keeps two source systems apart', async () => {
    await files(truus())
    await run({ source: 'ons' })
    const tally = await run({ source: 'pluriform' })
    expect(tally.totals().imported).toBe(1)
    expect(await count("select count(*) from origin where system = 'fhir:ons'")).toBe(1)
  })

  it('refuses a client whose BSN is here already, with all that hangs on them, and goes on with the next', async () => {
    const known = { identifier: [{ system: 'http://fhir.nl/fhir/NamingSystem/bsn', value: bsnOfVanPutten }] }
    const before = await everything()
    await files(truus(known), weight({ id: `w-${serial}`, subject: of() }), patient({ id: `next-${serial}` }))
    const tally = await run({ unit: units.lindehof1 })
    expect(lines(tally)).toEqual([
      `Patient/truus-${serial} refused bsn-exists`,
      `Observation/w-${serial} refused subject-refused`,
      `Patient/next-${serial} imported`,
    ])
    // The next client: a row of their own, a placement and an origin.
    expect(await everything()).toBe(before + 3)
  })

  it('takes nothing of a broken file, and everything of the others', async () => {
    await files(truus())
    await writeFile(join(folder, 'stuk.xml'), '<Patient xmlns="http://hl7.org/fhir"><id value="1">')
    await writeFile(
      join(folder, 'xxe.xml'),
      '<!DOCTYPE P [<!ENTITY x SYSTEM "file:///etc/passwd">]><Patient xmlns="http://hl7.org/fhir"/>',
    )
    await writeFile(join(folder, 'half.json'), `[${JSON.stringify(patient({ id: 'half' }))}`)
    await writeFile(join(folder, 'leesmij.txt'), 'niet voor ons')
    const tally = await run()
    expect(lines(tally)).toEqual([
      'half.json refused json-broken',
      'stuk.xml refused xml-broken',
      'xxe.xml refused xml-doctype',
      `Patient/truus-${serial} imported`,
    ])
    expect(tally.otherFiles).toBe(1)
    expect(tableOf(tally)).toEqual({
      headings: ['soort', 'ingevoerd', 'ongewijzigd', 'niet begrepen', 'geweigerd'],
      rows: [
        ['(bestand)', '0', '0', '0', '3'],
        ['Patient', '1', '0', '0', '0'],
        ['totaal', '1', '0', '0', '3'],
      ],
    })
  })

  it('stores nothing of a client of whom one thing cannot be stored, and goes on with the next', async () => {
    await client.query('alter table measurement add constraint no_more check (false) not valid')
    const before = await everything()
    await files(truus(), weight({ id: `w-${serial}`, subject: of() }), patient({ id: `next-${serial}` }))
    const tally = await run({ unit: units.berkenhof1 }).finally(() =>
      client.query('alter table measurement drop constraint no_more'),
    )
    expect(lines(tally)).toEqual([
      `Patient/truus-${serial} refused not-stored`,
      `Observation/w-${serial} refused subject-refused`,
      `Patient/next-${serial} imported`,
    ])
    expect(tally.lines()[0]?.reason).toMatch(/SQLSTATE 23514$/)
    expect(await everything()).toBe(before + 3)
  })

  it('brings in everything once when two imports run at the same time', async () => {
    await files(...record().map((each) => (each.resourceType === 'Patient' ? truus() : each)))
    const second = await connect(environment.address, { ...cluster.administrator, database: environment.databaseName })
    const tallies = await Promise.all([run(), run({}, second)]).finally(() => second.end())
    expect(tallies.map((each) => each.totals().imported).sort()).toEqual([0, 8])
    expect(tallies.map((each) => each.totals().refused)).toEqual([0, 0])
  })

  it('leaves out of the caseload who has died', async () => {
    await files(truus({ deceasedDateTime: '2025-11-02T04:30:00+01:00' }))
    await run({ unit: 'Berkenhof 2' })
    const { rows } = await client.query(
      `select c.deceased_at, p.valid_until is not null as ended from client c join placement p on p.client_id = c.id
       join origin o on o.row_id = c.id where o.identifier = $1`,
      [`Patient/truus-${serial}`],
    )
    expect(rows).toEqual([{ deceased_at: new Date('2025-11-02T03:30:00Z'), ended: true }])
  })

  it('does not write over a resuscitation wish that stands in the record', async () => {
    const consent = (id: string, type: string) => ({
      resourceType: 'Consent',
      id,
      status: 'active',
      patient: of(),
      provision: { type, code: [snomed('89666000')] },
    })
    await files(truus(), consent(`een-${serial}`, 'deny'))
    await run()
    await files(truus(), consent(`twee-${serial}`, 'permit'))
    expect(lines(await run())).toContain(`Consent/twee-${serial} refused already-decided`)
  })

  it.each<[string, Partial<ImportRequest>]>([
    ['path-missing', { paths: ['/bestaat/niet'] }],
    ['unit-unknown', { unit: 'Nergens' }],
    ['source-invalid', { source: 'Twee Woorden' }],
  ])('does not start with %s', async (code, request) => {
    await files(truus())
    const before = await everything()
    const failure = await run(request).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ImportProblem)
    expect((failure as ImportProblem).code).toBe(code)
    expect(await everything()).toBe(before)
  })

  it('says it when there is nothing to read', async () => {
    await expect(run()).rejects.toMatchObject({ code: 'no-files' })
  })

  it('keeps 300 measurements of one client in one go', async () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      weight({ id: `m-${serial}-${index}`, subject: of(), code: loinc('29463-7') }),
    )
    await files(truus(), { resourceType: 'Bundle', type: 'collection', entry: many.map((resource) => ({ resource })) })
    expect((await run()).totals().imported).toBe(301)
  })
})
