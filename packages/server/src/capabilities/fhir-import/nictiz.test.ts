import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planImport } from './plan.ts'
import { findFiles, readFhirFile } from './read/files.ts'
import { reasons } from './reasons.ts'

const folder = resolve(import.meta.dirname, '../../../../../../shared/data/nictiz-zib2020')
const present = existsSync(folder)
if (!present) console.warn(`skipped: the Nictiz examples are not at ${folder}`)

/** The example resources of the zibs 2020 by Nictiz, as they were read by eye. */
describe.skipIf(!present)('the examples of Nictiz', async () => {
  const { files } = await findFiles(present ? [folder] : [])
  const resources = (await Promise.all(files.map(readFhirFile))).flat()
  const options = { now: new Date('2026-03-01T12:00:00Z'), knownPatients: new Set<string>() }
  const plan = planImport(resources, options)
  const groupOf = (id: string) => plan.groups.find((each) => each.patient === `Patient/${id}`)!
  const putten = groupOf('nl-core-Patient-01')

  it('are read, all 162', () => {
    expect([files.length, resources.length]).toEqual([162, 162])
  })

  it('have five clients with all parts of their names', () => {
    expect(plan.groups).toHaveLength(5)
    expect(putten.client?.record).toEqual({
      givenNames: 'Johanna Petronella Maria',
      initials: null,
      nickname: 'Jo',
      ownPrefix: 'van',
      ownName: 'Putten',
      partnerPrefix: 'van der',
      partnerName: 'Giessen',
      nameOrder: 'own-partner',
      birthDate: '1934-04-28',
      sex: 'female',
      deceasedAt: null,
      bsn: '111222333',
      street: '1e Jacob van Campenstr',
      houseNumber: '15',
      houseNumberAddition: null,
      postalCode: '1012 NX',
      city: 'Hoogmade',
      country: 'Nederland',
      phone: null,
      mobile: '+31611234567',
      email: 'giesput@myweb.nl',
      generalPractitioner: null,
      generalPractitionerPhone: null,
    })
    expect(groupOf('nl-core-NameInformation-firstNamesAndInitialsSeparate').client?.record).toMatchObject({
      givenNames: 'Hendrik Willem',
      initials: 'H.J.W.',
      nickname: 'Henk',
      ownName: 'Schemer',
    })
    expect(groupOf('nl-core-TreatmentDirective2-02-Patient-01').client?.record).toMatchObject({
      partnerName: 'Janssen',
      nameOrder: 'own',
      bsn: '999911120',
      houseNumberAddition: 'A 2e tegenover',
    })
  })

  it('have contact persons with relation and role', () => {
    expect(putten.contacts.map(({ record }) => [record.name, record.relation, record.roles[0]])).toEqual([
      ['J.P.M. Pietersen', 'Wettelijke vertegenwoordiger', 'legal-representative'],
      ['Jan de Wit', 'Echtgenoot', 'first-contact'],
      ['J.P.M. van Putten-van der Giessen', 'Hulpverlener', 'first-contact'],
      ['Dr. Jan Pieter Mark van Putten', 'Echtgenoot', 'first-contact'],
    ])
  })

  it('have a care team of five professionals', () => {
    expect(
      groupOf('nl-core-CareTeam-01-Patient-01').contacts.map(({ record }) => [record.name, record.relation]),
    ).toEqual([
      ['Drs. W. Klaasen', 'Huisarts (Complexe Ouderenzorg)'],
      ['Dr. S. Curie', 'geriatrie (Complexe Ouderenzorg)'],
      ['Dr. R.M. van Heck', 'cardiologie (Complexe Ouderenzorg)'],
      ['Dr. A. Schele', 'inwendige geneeskunde (Complexe Ouderenzorg)'],
      ['Drs. G.F. de Haan', 'Apotheker (Complexe Ouderenzorg)'],
    ])
  })

  it('have five measurements, an allergy and an alert', () => {
    expect(
      putten.measurements.map(({ record }) => [record.kind, record.value, record.secondValue, record.measuredAt]),
    ).toEqual([
      ['blood-pressure', 125, 75, '2013-02-08T05:43:00.000Z'],
      ['height', 153, null, '2013-02-08T05:43:00.000Z'],
      ['weight', 2.4, null, '2013-02-06T11:00:00.000Z'],
      ['saturation', 92, null, '2013-02-08T04:43:00.000Z'],
      ['pulse', 50, null, '2013-02-08T05:43:00.000Z'],
    ])
    expect(putten.measurements[0]?.record).toMatchObject({
      position: 'zittend',
      note: expect.stringContaining('Rechter bovenarm'),
    })
    expect(putten.measurements[3]?.record.method).toBe('met zuurstof')
    expect(putten.alerts.map(({ record }) => `${record.kind} ${record.text}`)).toEqual([
      'alert Drager van meticillineresistente Staphylococcus aureus: sinds 1-6-2010',
      'allergy Penicilline: Exantheem, rode huiduitslag op armen, matig; sinds 1-1-1995; laatst 2-6-1998; test toelichting',
    ])
  })

  it('have a SOEP report that names no client: it goes to the one that is named for it', () => {
    const refused = plan.findings.filter((each) => reasons[each.code].refuses)
    expect(refused.map((each) => `${each.resource.identifier} ${each.code}`)).toEqual([
      'Composition/nl-core-SOAPReport-01 subject-missing',
      'Observation/nl-core-SOAPReport.SOAPLine-01 part-refused',
      'Observation/nl-core-SOAPReport.SOAPLine-02 part-refused',
      'Observation/nl-core-SOAPReport.SOAPLine-03 part-refused',
      'Observation/nl-core-SOAPReport.SOAPLine-04 part-refused',
    ])
    const named = planImport(resources, { ...options, subject: 'Patient/nl-core-Patient-01' })
    expect(named.findings.filter((each) => reasons[each.code].refuses)).toEqual([])
    const report = named.groups.flatMap((each) => each.reports)[0]!
    expect(report.record).toMatchObject({
      kind: 'medical',
      author: { name: 'H.A. Janszens' },
      careMoment: '2019-07-21T10:00:00.000Z',
      soep: {
        o: 'Keelinspectie geen bijzonderheden, pulmonaal vesiculair ademgeruis (VAG)',
        e: 'bijwerking ACE-remmer (Geneesmiddelbijwerking, A85)',
      },
    })
  })

  it('have 130 resources for which there is no place yet', () => {
    const counts = Map.groupBy(plan.findings, (each) => each.code)
    expect(Object.fromEntries([...counts].map(([code, list]) => [code, list.length]))).toEqual({
      'type-unknown': 57,
      'code-unknown': 54,
      'subject-missing': 1,
      'part-refused': 4,
      'not-linked': 19,
    })
  })
})
