import { describe, expect, it } from 'vitest'
import { concept, findingsOf, loinc, patient, planOf, quantity, snomed, weight } from '../../../../test/support/fhir.ts'

const measured = (more: object, ...others: object[]) =>
  planOf([patient(), weight(more), ...others]).groups[0]?.measurements[0]?.record
const finding = (more: object) => findingsOf(planOf([patient(), weight(more)]))
const component = (code: object, value: object) => ({ code, ...value })
const pressure = (systolic: object, diastolic: object, more: object = {}) => ({
  code: loinc('85354-9'),
  valueQuantity: undefined,
  component: [component(loinc('8480-6'), systolic), component(loinc('8462-4'), diastolic)],
  ...more,
})
const mmHg = (value: number) => ({ valueQuantity: quantity(value, 'mm[Hg]', 'mmHg') })

describe('measurements', () => {
  it('takes a weight with its moment', () => {
    expect(measured({})).toEqual({
      kind: 'weight',
      value: 62.4,
      secondValue: null,
      method: null,
      position: null,
      note: null,
      performer: { name: 'Niet vermeld in de bron', function: 'functie onbekend' },
      measuredAt: '2026-02-01T07:30:00.000Z',
    })
  })

  it.each([
    ['weight', '29463-7', quantity(2400, 'g', 'gram'), 2.4, 'In de bron: 2400 gram'],
    ['weight', '29463-7', quantity(150, '[lb_av]', 'lb'), 68, 'In de bron: 150 lb'],
    ['weight', '29463-7', quantity(62.44, 'kg'), 62.4, 'In de bron: 62,44 kg'],
    ['height', '8302-2', quantity(1.53, 'm'), 153, 'In de bron: 1,53 m'],
    ['temperature', '8310-5', quantity(38.6, 'Cel'), 38.6, null],
    ['temperature', '8310-5', quantity(101.5, '[degF]', '°F'), 38.6, 'In de bron: 101,5 °F'],
    ['pulse', '8893-0', quantity(72, '{beats}/min'), 72, null],
    ['pulse', '8867-4', quantity(72, '/min'), 72, null],
    ['saturation', '59408-5', quantity(95, '%'), 95, null],
  ])('takes %s (%s) in its own unit', (kind, code, valueQuantity, value, note) => {
    expect(measured({ code: loinc(code), valueQuantity })).toMatchObject({ kind, value, note })
  })

  it('takes both pressures, the position, the method and what stands beside them', () => {
    const record = measured(
      pressure(mmHg(125), mmHg(75), {
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/observation-bodyPosition',
            valueCodeableConcept: snomed('33586001', 'Zittende positie'),
          },
        ],
        method: snomed('371911009', 'met manchet'),
        bodySite: snomed('368209003', 'Rechter bovenarm'),
        note: [{ text: 'Na rust' }],
      }),
    )
    expect(record).toMatchObject({
      kind: 'blood-pressure',
      value: 125,
      secondValue: 75,
      position: 'zittend',
      method: 'met manchet',
    })
    expect(record?.note).toBe('Na rust\nPlaats: Rechter bovenarm')
  })

  it('turns kilopascal into millimetres of mercury', () => {
    const kPa = (value: number) => ({ valueQuantity: quantity(value, 'kPa') })
    expect(measured(pressure(kPa(16), kPa(10)))).toMatchObject({
      value: 120,
      secondValue: 75,
      note: 'In de bron: 16 kPa\nIn de bron: 10 kPa',
    })
  })

  it('reads a pain score as a whole number with its scale', () => {
    const pain = {
      code: snomed('225908003'),
      valueQuantity: undefined,
      valueInteger: 7,
      method: concept('urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.9.1', 'VAS10'),
    }
    expect(measured(pain)).toMatchObject({ kind: 'pain', value: 7, method: 'VAS' })
    expect(finding({ ...pain, valueInteger: 11 })).toEqual(['Observation/weight: value-impossible'])
    expect(finding({ ...pain, method: concept('x', 'VAS100') })).toEqual(['Observation/weight: scale-unknown'])
  })

  it.each([
    [
      'temperature',
      {
        code: { coding: [...loinc('8310-5').coding, ...snomed('415974002').coding] },
        valueQuantity: quantity(37, 'Cel'),
      },
      { method: 'oor' },
    ],
    [
      'height',
      {
        code: loinc('8302-2'),
        valueQuantity: quantity(160, 'cm'),
        component: [component(snomed('425260001'), { valueCodeableConcept: snomed('102538003') })],
      },
      { position: 'liggend' },
    ],
    [
      'weight',
      {
        component: [
          component(snomed('248159006'), {
            valueCodeableConcept: concept('urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.8.1', 'FULL'),
          }),
        ],
      },
      { method: 'met kleding' },
    ],
    [
      'saturation',
      {
        code: loinc('2708-6'),
        valueQuantity: quantity(92, '%'),
        component: [component(snomed('57485005'), { valueBoolean: true })],
      },
      { method: 'met zuurstof' },
    ],
  ])('knows how %s was measured', (_, more, expected) => {
    expect(measured(more)).toMatchObject(expected)
  })

  it('puts noon where only the day is known, summer and winter, and says so', () => {
    expect(measured({ effectiveDateTime: '2026-01-10' })).toMatchObject({
      measuredAt: '2026-01-10T11:00:00.000Z',
      note: 'Tijdstip niet vermeld in de bron',
    })
    expect(measured({ effectiveDateTime: '2025-07-10' })?.measuredAt).toBe('2025-07-10T10:00:00.000Z')
  })

  it('names who measured, with what they are', () => {
    const role = {
      resourceType: 'PractitionerRole',
      id: 'r',
      practitioner: { reference: 'Practitioner/p' },
      specialty: [concept('x', '1', 'Verpleegkundige')],
    }
    const person = { resourceType: 'Practitioner', id: 'p', name: [{ family: 'Wit', given: ['S.'] }] }
    const plan = planOf([patient(), weight({ performer: [{ reference: 'PractitionerRole/r' }] }), role, person])
    expect(plan.groups[0]?.measurements[0]?.record.performer).toEqual({ name: 'S. Wit', function: 'Verpleegkundige' })
    expect(findingsOf(plan)).toEqual([])
    expect(measured({ performer: [{ reference: 'Patient/truus' }] })?.performer.name).toBe('De cliënt zelf')
    expect(measured({ performer: [{ display: 'Zr. Anna' }] })?.performer.name).toBe('Zr. Anna')
  })

  it.each([
    [{ status: 'entered-in-error' }, 'entered-in-error'],
    [{ status: 'preliminary' }, 'not-final'],
    [{ status: undefined }, 'not-final'],
    [{ effectiveDateTime: undefined }, 'moment-missing'],
    [{ effectiveDateTime: '2026-02' }, 'moment-invalid'],
    [{ effectiveDateTime: '2026-02-30' }, 'moment-invalid'],
    [{ effectiveDateTime: '2026-02-01T08:30:00' }, 'moment-invalid'],
    [{ effectiveDateTime: '2026-03-02' }, 'moment-in-future'],
    [{ effectiveDateTime: '2026-03-01T12:10:00Z' }, 'moment-in-future'],
    [{ valueQuantity: quantity(900, 'kg') }, 'value-impossible'],
    [{ valueQuantity: { value: 62 } }, 'unit-unknown'],
    [{ valueQuantity: { value: 62, unit: 'kg' } }, 'unit-unknown'],
    [{ valueQuantity: quantity(62, 'cm') }, 'unit-unknown'],
    [{ valueQuantity: quantity(62, 'constructor') }, 'unit-unknown'],
    [{ valueQuantity: { ...quantity(62, 'kg'), comparator: '<' } }, 'value-compared'],
    [{ valueQuantity: undefined }, 'value-missing'],
    [{ valueQuantity: undefined, dataAbsentReason: concept('x', 'unknown') }, 'no-value'],
    [pressure(mmHg(120), {}), 'value-missing'],
    [pressure(mmHg(300), mmHg(20)), 'value-impossible'],
    [pressure(mmHg(70), mmHg(80)), 'value-impossible'],
    [{ modifierExtension: [{ url: 'http://x', valueBoolean: true }] }, 'modifier-unknown'],
    [{ code: loinc('2947-0') }, 'code-unknown'],
    [
      { category: [concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory')] },
      'code-unknown',
    ],
    [{ subject: undefined }, 'subject-missing'],
    [{ subject: { reference: 'Patient/niemand' } }, 'subject-unknown'],
    [{ note: [{ text: 'x'.repeat(501) }] }, 'too-long'],
  ])('does not take in %j: %s', (more, code) => {
    expect(finding(more)).toEqual([`Observation/weight: ${code}`])
  })
})
