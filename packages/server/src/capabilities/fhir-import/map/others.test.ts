import { describe, expect, it } from 'vitest'
import { concept, findingsOf, ofTruus, patient, planOf, snomed } from '../../../../test/support/fhir.ts'

const first = (files: object[]) => planOf([patient(), ...files]).groups[0]!
const findings = (...files: object[]) => findingsOf(planOf([patient(), ...files]))
const cod472 = (code: string, display: string) => concept('urn:oid:2.16.840.1.113883.2.4.3.11.22.472', code, display)
const role = (code: string, display?: string) =>
  concept('http://terminology.hl7.org/CodeSystem/v3-RoleCode', code, display)

describe('contact persons', () => {
  const relative = (more: object = {}) => ({
    resourceType: 'RelatedPerson',
    id: 'kees',
    patient: ofTruus,
    name: [{ use: 'official', text: 'Kees Bakker' }],
    relationship: [cod472('01', 'Eerste relatie/contactpersoon'), role('SONC', 'natural son')],
    telecom: [{ system: 'phone', value: '06-12345678' }],
    ...more,
  })

  it('have a name, a relation in Dutch, a role and a telephone number', () => {
    expect(first([relative()]).contacts[0]?.record).toEqual({
      name: 'Kees Bakker',
      relation: 'Zoon',
      roles: ['first-contact'],
      phone: '06-12345678',
      email: null,
      generalPractitioner: false,
    })
  })

  it.each([
    [[cod472('24', 'Wettelijke vertegenwoordiger')], ['legal-representative'], 'Wettelijke vertegenwoordiger'],
    [[cod472('14', 'Mentor'), role('DAUC')], ['legal-representative'], 'Dochter'],
    [[cod472('07', 'Hulpverlener')], ['contact'], 'Hulpverlener'],
    [[role('NBOR')], ['contact'], 'Buur'],
    [[], ['contact'], null],
  ])('with %j are %s', (relationship, roles, relation) => {
    expect(first([relative({ relationship })]).contacts[0]?.record).toMatchObject({ roles, relation })
  })

  it('of the past are not taken over, those without a name refused', () => {
    expect(findings(relative({ active: false }))).toEqual(['RelatedPerson/kees: ended'])
    expect(findings(relative({ period: { end: '2025-01-01' } }))).toEqual(['RelatedPerson/kees: ended'])
    expect(findings(relative({ name: [] }))).toEqual(['RelatedPerson/kees: name-missing'])
  })

  it('that stand in the Patient as well are one', () => {
    const { name, relationship, telecom } = relative()
    const contact = { name: name[0], relationship, telecom }
    const plan = planOf([patient({ contact: [contact, { ...contact, name: { text: 'Anna' } }, {}] }), relative()])
    expect(plan.groups[0]?.contacts.map((each) => each.identifier)).toEqual([
      'RelatedPerson/kees',
      'Patient/truus#contact-2',
    ])
    expect(plan.leftOut.flatMap((each) => each.elements)).toEqual(['contact (zonder naam of beëindigd)'])
  })
})

describe('care teams', () => {
  const person = { resourceType: 'Practitioner', id: 'p', name: [{ text: 'W. Klaasen', prefix: ['Drs.'] }] }
  const practitionerRole = {
    resourceType: 'PractitionerRole',
    id: 'r',
    practitioner: { reference: 'Practitioner/p' },
    specialty: [concept('urn:oid:2.16.840.1.113883.2.4.6.7', '0101', 'Huisartsen, niet nader gespecificeerd')],
    telecom: [{ system: 'phone', value: '020-111' }],
  }
  const member = (reference: string) => ({ member: { reference } })
  const team = (more: object = {}) => ({
    resourceType: 'CareTeam',
    id: 't',
    name: 'Ouderenzorg',
    participant: [member('Patient/truus'), member('PractitionerRole/r'), member('PractitionerRole/weg')],
    ...more,
  })

  it('make contact persons of professionals, with the client among the members', () => {
    const plan = planOf([patient(), team(), practitionerRole, person])
    expect(plan.groups[0]?.contacts.map((each) => [each.identifier, each.record])).toEqual([
      [
        'CareTeam/t#PractitionerRole/r',
        {
          name: 'Drs. W. Klaasen',
          relation: 'Huisarts (Ouderenzorg)',
          roles: ['contact'],
          phone: '020-111',
          email: null,
          generalPractitioner: true,
        },
      ],
    ])
    expect(findingsOf(plan)).toEqual([])
    expect(plan.leftOut[0]?.elements).toEqual(['participant (niet gevonden)'])
  })

  it('take the role in the team before the specialty, and leave the team’s name out where it does not fit', () => {
    const participant = [
      { ...member('PractitionerRole/r'), role: [{ text: 'Regiebehandelaar' }] },
      member('Patient/truus'),
    ]
    const contact = (more: object) =>
      first([team({ participant, ...more }), practitionerRole, person]).contacts[0]?.record.relation
    expect(contact({})).toBe('Regiebehandelaar (Ouderenzorg)')
    expect(contact({ name: 'x'.repeat(60) })).toBe('Regiebehandelaar')
  })

  it('that ended or are wrong do not come in, nor those without a client', () => {
    expect(findings(team({ status: 'inactive' }), practitionerRole, person)).toContain('CareTeam/t: ended')
    expect(findings(team({ status: 'entered-in-error' }))).toContain('CareTeam/t: entered-in-error')
    expect(findings(team({ participant: [member('PractitionerRole/r')] }), practitionerRole, person)).toEqual([
      'CareTeam/t: subject-missing',
      'PractitionerRole/r: not-linked',
      'Practitioner/p: not-linked',
    ])
    expect(findings(team({ participant: [member('Patient/truus')] }))).toEqual(['CareTeam/t: no-value'])
  })
})

describe('SOEP reports', () => {
  const line = (id: string, code: string, valueString: string, more: object = {}) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: snomed(code),
    valueString,
    ...more,
  })
  const section = (code: string, words: string, ...entries: string[]) => ({
    code: snomed(code),
    text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${words}</div>` },
    entry: entries.map((reference) => ({ reference })),
  })
  const report = (more: object = {}) => ({
    resourceType: 'Composition',
    id: 'c',
    status: 'final',
    subject: ofTruus,
    date: '2026-02-01T10:00:00+01:00',
    author: [{ display: 'H. Janszens' }],
    title: 'SOEP-verslag',
    section: [section('255362007', 'wat de sectie zegt', 'Observation/s'), section('129271007', 'Rust &amp; water')],
    ...more,
  })
  const coded = {
    extension: [
      {
        url: 'http://nictiz.nl/fhir/StructureDefinition/ext-SOAPReport.SOAPLineCode',
        valueCodeableConcept: concept('http://hl7.org/fhir/sid/icpc-1-nl', 'R05', 'Hoesten'),
      },
    ],
  }

  it('take each line with its code, and the words of a section without lines', () => {
    const plan = planOf([patient(), report(), line('s', '255362007', 'Hoest sinds een week.', coded)])
    expect(plan.groups[0]?.reports[0]?.record).toEqual({
      kind: 'daily',
      soep: { s: 'Hoest sinds een week. (Hoesten, R05)', o: '', e: '', p: 'Rust & water' },
      author: { name: 'H. Janszens', function: 'functie onbekend' },
      careMoment: '2026-02-01T09:00:00.000Z',
    })
    expect(findingsOf(plan)).toEqual([])
  })

  it('take the words of the section where a line is not in the import, and refuse when there are none', () => {
    expect(first([report()]).reports[0]?.record.soep.s).toBe('wat de sectie zegt')
    const bare = { code: snomed('255362007'), entry: [{ reference: 'Observation/s' }] }
    expect(findings(report({ section: [bare] }))).toEqual(['Composition/c: part-missing'])
  })

  it('put the subject of the report first when it has one', () => {
    expect(first([report({ title: 'Hoest' })]).reports[0]?.record.soep.s).toBe('Onderwerp: Hoest\nwat de sectie zegt')
  })

  it.each([
    ['01.015', 'medical'],
    ['30.000', 'nursing'],
    ['04.000', 'paramedical'],
  ])('by somebody with UZI role %s are %s', (code, kind) => {
    const roleOfAuthor = {
      resourceType: 'PractitionerRole',
      id: 'a',
      practitioner: { display: 'X' },
      specialty: [concept('http://fhir.nl/fhir/NamingSystem/uzi-rolcode', code)],
    }
    expect(
      first([report({ author: [{ reference: 'PractitionerRole/a' }] }), roleOfAuthor]).reports[0]?.record.kind,
    ).toBe(kind)
  })

  it('change with their lines', () => {
    const hash = (words: string) => first([report(), line('s', '255362007', words)]).reports[0]?.hash.toString('hex')
    expect(hash('a')).not.toBe(hash('b'))
    expect(hash('a')).toBe(hash('a'))
  })

  it('are refused with their lines when something is wrong', () => {
    const s = line('s', '255362007', 'x')
    expect(findings(report({ status: 'preliminary' }), s)).toEqual([
      'Composition/c: not-final',
      'Observation/s: part-refused',
    ])
    expect(findings(report({ confidentiality: 'R' }))).toEqual(['Composition/c: confidential'])
    expect(findings(report(), { ...s, status: 'entered-in-error' })).toEqual([
      'Composition/c: entered-in-error',
      'Observation/s: part-refused',
    ])
    expect(findings(report(), { ...s, subject: { reference: 'Patient/ander' } })).toEqual([
      'Composition/c: subject-unknown',
      'Observation/s: part-refused',
    ])
    expect(findings(report({ section: [section('255362007', 'x'.repeat(20_001))] }))).toEqual([
      'Composition/c: too-long',
    ])
    expect(findings(report({ section: [section('255362007', '')] }))).toEqual(['Composition/c: text-missing'])
    expect(findings(report({ section: [section('1', 'x')] }))).toEqual(['Composition/c: report-kind-unknown'])
    expect(findings(s)).toEqual(['Observation/s: not-linked'])
  })

  it('without a client go to the client that whoever imports names, and to nobody otherwise', () => {
    const files = [patient(), report({ subject: undefined })]
    expect(findingsOf(planOf(files))).toEqual(['Composition/c: subject-missing'])
    expect(planOf(files, { subject: 'Patient/truus' }).groups[0]?.reports).toHaveLength(1)
    expect(findingsOf(planOf(files, { subject: 'Patient/niemand' }))).toEqual(['Composition/c: subject-unknown'])
  })
})

describe('allergies and alerts', () => {
  const allergy = (more: object = {}) => ({
    resourceType: 'AllergyIntolerance',
    id: 'a',
    patient: ofTruus,
    clinicalStatus: concept('x', 'active'),
    code: snomed('764146007', 'Penicilline'),
    criticality: 'high',
    reaction: [{ manifestation: [snomed('271807003', 'Exantheem')], severity: 'moderate' }],
    note: [{ text: 'Sinds een kuur' }],
    ...more,
  })
  const flag = (more: object = {}) => ({
    resourceType: 'Flag',
    id: 'f',
    status: 'active',
    subject: ofTruus,
    code: { text: 'MRSA' },
    period: { start: '2010-06-01' },
    ...more,
  })

  it('come in with what they are about first', () => {
    expect(first([allergy(), flag()]).alerts.map((each) => each.record)).toEqual([
      { kind: 'allergy', severity: 'high', text: 'Penicilline: Exantheem, matig; Sinds een kuur' },
      { kind: 'alert', severity: 'high', text: 'MRSA: sinds 1-6-2010' },
    ])
  })

  it('leave out whole pieces that do not fit, and say so', () => {
    const plan = planOf([patient(), allergy({ note: [{ text: 'x'.repeat(300) }] })])
    expect(plan.groups[0]?.alerts[0]?.record.text).toBe('Penicilline: Exantheem, matig')
    expect(plan.leftOut[0]?.elements).toEqual(['een deel van de toelichting'])
  })

  it('say it when it is not certain', () => {
    expect(
      first([allergy({ verificationStatus: concept('x', 'unconfirmed'), criticality: 'low' })]).alerts[0]?.record,
    ).toMatchObject({
      severity: 'low',
      text: expect.stringMatching(/^Vermoeden van Penicilline/),
    })
  })

  it.each([
    [allergy({ verificationStatus: concept('x', 'entered-in-error') }), 'entered-in-error'],
    [allergy({ verificationStatus: concept('x', 'refuted') }), 'refuted'],
    [allergy({ clinicalStatus: concept('x', 'resolved') }), 'ended'],
    [allergy({ code: undefined }), 'text-missing'],
    [flag({ status: 'inactive' }), 'ended'],
    [flag({ status: 'entered-in-error' }), 'entered-in-error'],
    [flag({ period: { end: '2020-01-01' } }), 'ended'],
  ])('do not come in when wrong or past: %j', (resource, code) => {
    expect(findings(resource)).toEqual([`${resource.resourceType}/${resource.id}: ${code}`])
  })
})

describe('resuscitation', () => {
  const directive = (type: string, more: object = {}) => ({
    resourceType: 'Consent',
    id: `d-${type}`,
    status: 'active',
    patient: ofTruus,
    dateTime: '2025-05-01',
    provision: { type, code: [snomed('89666000')] },
    ...more,
  })

  it('is yes or no, with its day', () => {
    expect(first([directive('deny')]).resuscitation[0]?.record).toEqual({
      wish: 'no',
      recordedAt: '2025-05-01T10:00:00.000Z',
    })
    expect(first([directive('permit')]).resuscitation[0]?.record.wish).toBe('yes')
  })

  it('is refused when it is not plainly one of the two', () => {
    const other = 'http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther'
    expect(
      findings(directive('permit', { modifierExtension: [{ url: other, valueString: 'alleen op de afdeling' }] })),
    ).toEqual(['Consent/d-permit: modifier-unknown'])
    expect(findings(directive('permit'), directive('deny'))).toEqual([
      'Consent/d-permit: decision-unclear',
      'Consent/d-deny: decision-unclear',
    ])
    expect(findings(directive('permit', { status: 'draft' }))).toEqual(['Consent/d-permit: not-final'])
    expect(findings(directive('permit', { status: 'inactive' }))).toEqual(['Consent/d-permit: ended'])
  })

  it('is one treatment of many: others are not understood', () => {
    expect(findings(directive('permit', { provision: { type: 'permit', code: [snomed('305351004')] } }))).toEqual([
      'Consent/d-permit: consent-kind-unknown',
    ])
  })
})
