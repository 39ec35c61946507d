import { describe, expect, it } from 'vitest'
import { findingsOf, patient, planOf } from '../../../../test/support/fhir.ts'

const core = 'http://hl7.org/fhir/StructureDefinition'
const clientOf = (more: object, ...others: object[]) => planOf([patient(more), ...others]).groups[0]?.client?.record
const refusalOf = (more: object) => findingsOf(planOf([patient(more)]))
const family = (value: string, parts: Record<string, string>) => ({
  family: value,
  _family: {
    extension: Object.entries(parts).map(([part, valueString]) => ({ url: `${core}/humanname-${part}`, valueString })),
  },
})
const given = (...names: [string, string | undefined][]) => ({
  given: names.map(([name]) => name),
  _given: names.map(([, valueCode]) =>
    valueCode ? { extension: [{ url: `${core}/iso21090-EN-qualifier`, valueCode }] } : null,
  ),
})
const order = (valueCode: string) => ({ extension: [{ url: `${core}/humanname-assembly-order`, valueCode }] })
const married = { 'own-prefix': 'van der', 'own-name': 'Giessen', 'partner-prefix': 'van', 'partner-name': 'Putten' }

describe('names', () => {
  it('takes own and partner’s name with their prefixes', () => {
    const client = clientOf({ name: [{ use: 'official', ...family('van Putten-van der Giessen', married) }] })
    expect(client).toMatchObject({
      ownPrefix: 'van der',
      ownName: 'Giessen',
      partnerPrefix: 'van',
      partnerName: 'Putten',
      nameOrder: 'partner-own',
    })
  })

  it.each([
    ['NL1', 'own'],
    ['NL2', 'partner'],
    ['NL3', 'partner-own'],
    ['NL4', 'own-partner'],
  ])('reads the order %s as %s, whatever is written', (code, nameOrder) => {
    expect(clientOf({ name: [{ use: 'official', ...order(code), ...family('van Putten', married) }] })?.nameOrder).toBe(
      nameOrder,
    )
  })

  it.each([
    ['van der Giessen', 'own'],
    ['Van Putten', 'partner'],
    ['van Putten - van der Giessen', 'partner-own'],
    ['van der Giessen-van Putten', 'own-partner'],
    ['iets anders', 'own'],
  ])('without a code, takes the order of «%s»', (written, nameOrder) => {
    expect(clientOf({ name: [{ use: 'official', ...family(written, married) }] })?.nameOrder).toBe(nameOrder)
  })

  it('keeps first names, initials and what somebody is called apart', () => {
    const name = [
      { use: 'official', family: 'Schemer', ...given(['Hendrik', 'BR'], ['Willem', 'BR']) },
      { use: 'official', ...given(['H.', 'IN'], ['J.', 'IN'], ['W.', 'IN']) },
      { use: 'usual', given: ['Henk'] },
    ]
    expect(clientOf({ name })).toMatchObject({
      givenNames: 'Hendrik Willem',
      initials: 'H.J.W.',
      nickname: 'Henk',
      ownName: 'Schemer',
    })
  })

  it('knows initials without a qualifier by their points, and a call name by CL', () => {
    const name = [{ family: 'Bakker', ...given(['J.', undefined], ['P.M.', undefined], ['Jopie', 'CL']) }]
    expect(clientOf({ name })).toMatchObject({ givenNames: null, initials: 'J.P.M.', nickname: 'Jopie' })
  })

  it('passes over old names, and refuses when there is no family name', () => {
    const old = { use: 'old', family: 'Vroeger' }
    expect(clientOf({ name: [old, { family: 'Nu' }] })?.ownName).toBe('Nu')
    expect(refusalOf({ name: [old, { use: 'usual', given: ['Jo'] }] })).toEqual(['Patient/truus: name-missing'])
  })
})

describe('BSN', () => {
  const system = 'http://fhir.nl/fhir/NamingSystem/bsn'
  const masked = { extension: [{ url: `${core}/data-absent-reason`, valueCode: 'masked' }] }

  it('is taken when it passes its test', () => {
    expect(
      clientOf({
        identifier: [
          { system: 'http://x', value: '9' },
          { system, value: '111222333' },
        ],
      })?.bsn,
    ).toBe('111222333')
  })
  it('that is masked is left out, and the client comes in', () => {
    expect(clientOf({ identifier: [{ system, _value: masked }] })?.bsn).toBeNull()
  })
  it.each([['111222334'], ['12345'], ['*********'], ['']])('%s refuses the client', (value) => {
    expect(refusalOf({ identifier: [{ system, value }] })).toEqual(['Patient/truus: bsn-invalid'])
  })
  it('two different ones refuse the client', () => {
    const identifier = [
      { system, value: '111222333' },
      { system, value: '999900018' },
    ]
    expect(refusalOf({ identifier })).toEqual(['Patient/truus: bsn-several'])
  })
  it('of two clients in one import refuses both', () => {
    const identifier = [{ system, value: '111222333' }]
    const plan = planOf([patient({ identifier }), patient({ id: 'b', identifier }), patient({ id: 'c' })])
    expect(findingsOf(plan)).toEqual(['Patient/truus: bsn-twice', 'Patient/b: bsn-twice'])
    expect(plan.groups.map((each) => each.patient)).toEqual(['Patient/c'])
  })
})

describe('particulars', () => {
  const dutchGender = (code: string) => ({
    extension: [
      {
        url: 'http://nictiz.nl/fhir/StructureDefinition/ext-CodeSpecification',
        valueCodeableConcept: { coding: [{ code }] },
      },
    ],
  })
  it.each([
    [{ gender: 'female' }, 'female'],
    [{ gender: 'male', _gender: dutchGender('M') }, 'male'],
    [{ gender: 'other', _gender: dutchGender('UN') }, 'undifferentiated'],
    [{ gender: 'unknown' }, 'unknown'],
    [{}, 'unknown'],
  ])('reads administrative sex %j as %s', (more, sex) => {
    expect(clientOf(more)?.sex).toBe(sex)
  })

  it.each([
    [{ birthDate: '1940' }, 'birth-date-partial'],
    [{ birthDate: '1940-02-30' }, 'birth-date-invalid'],
    [{ birthDate: '2026-03-02' }, 'birth-date-invalid'],
    [{ deceasedBoolean: true }, 'deceased-moment-missing'],
    [{ deceasedDateTime: '2020' }, 'deceased-moment-missing'],
    [{ deceasedDateTime: '2027-01-01' }, 'moment-in-future'],
    [{ active: false }, 'patient-inactive'],
    [{ link: [{ type: 'replaced-by', other: { reference: 'Patient/2' } }] }, 'patient-inactive'],
    [{ name: [{ family: 'x'.repeat(121) }] }, 'too-long'],
    [{ name: [{ family: 'nul\0' }] }, 'invalid-text'],
    [{ implicitRules: 'http://x' }, 'modifier-unknown'],
    [{ address: [{ modifierExtension: [{ url: 'x' }] }] }, 'modifier-unknown'],
    [{ meta: { security: [{ code: 'V' }] } }, 'confidential'],
  ])('refuses %j with %s', (more, code) => {
    expect(refusalOf(more)).toEqual([`Patient/truus: ${code}`])
  })

  it('takes the day of death at noon, and no death when it says so', () => {
    expect(clientOf({ deceasedDateTime: '2025-07-01' })?.deceasedAt).toBe('2025-07-01T10:00:00.000Z')
    expect(clientOf({ deceasedBoolean: false })?.deceasedAt).toBeNull()
  })

  it('takes the street in its Dutch parts', () => {
    const part = (name: string, valueString: string) => ({ url: `${core}/iso21090-ADXP-${name}`, valueString })
    const extension = [
      part('streetName', 'Dorpsstraat'),
      part('houseNumber', '15'),
      part('buildingNumberSuffix', 'A'),
      part('additionalLocator', 'to'),
    ]
    const address = [
      { use: 'old', line: ['Oudeweg 1'] },
      {
        use: 'home',
        line: ['Dorpsstraat to 15 A'],
        _line: [{ extension }],
        city: 'Hoogmade',
        postalCode: '1012 NX',
        country: 'Nederland',
      },
    ]
    expect(clientOf({ address })).toMatchObject({
      street: 'Dorpsstraat',
      houseNumber: '15',
      houseNumberAddition: 'A tegenover',
      postalCode: '1012 NX',
      city: 'Hoogmade',
      country: 'Nederland',
    })
  })

  it.each([
    ['Dorpsstraat 15', 'Dorpsstraat', '15', null],
    ['1e Jacob van Campenstr 15-A', '1e Jacob van Campenstr', '15', 'A'],
    ['Plein 1944', 'Plein', '1944', null],
    ['Woonboot Anna', 'Woonboot Anna', null, null],
  ])('without parts splits «%s»', (line, street, houseNumber, houseNumberAddition) => {
    expect(clientOf({ address: [{ line: [line] }] })).toMatchObject({ street, houseNumber, houseNumberAddition })
  })

  it('tells mobile from fixed, home from work', () => {
    const telecom = [
      { system: 'phone', value: '020-7654321', use: 'work' },
      { system: 'phone', value: '020-1234567', use: 'home' },
      { system: 'phone', value: '06 12345678' },
      { system: 'email', value: 'truus@voorbeeld.nl' },
      { system: 'email', value: 'oud@voorbeeld.nl', use: 'old' },
    ]
    expect(clientOf({ telecom })).toMatchObject({
      phone: '020-1234567',
      mobile: '06 12345678',
      email: 'truus@voorbeeld.nl',
    })
  })

  it('takes the general practitioner with their telephone number', () => {
    const practitioner = {
      resourceType: 'Practitioner',
      id: 'h',
      name: [{ text: 'W. Klaasen', prefix: ['Drs.'] }],
      telecom: [{ system: 'phone', value: '020-111' }],
    }
    const client = clientOf({ generalPractitioner: [{ reference: 'Practitioner/h' }] }, practitioner)
    expect(client).toMatchObject({ generalPractitioner: 'Drs. W. Klaasen', generalPractitionerPhone: '020-111' })
  })

  it('tells what it left out', () => {
    const plan = planOf([patient({ maritalStatus: { text: 'x' }, identifier: [{ system: 'http://x', value: '1' }] })])
    expect(plan.leftOut.map((each) => each.elements)).toEqual([['maritalStatus', 'identifier (anders dan BSN)']])
  })
})
