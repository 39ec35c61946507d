import { describe, expect, it } from 'vitest'
import { ofTruus, patient, resourcesOf, weight } from '../../../../test/support/fhir.ts'
import { all, first, ReadProblem } from './element.ts'
import { References } from './references.ts'
import { maxFileBytes, type Resource, readResources } from './resources.ts'

const bytes = (source: string) => Buffer.from(source)
const bundle = (type: string, ...entry: object[]) => ({ resourceType: 'Bundle', type, entry })
const problem = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof ReadProblem ? error.code : error
  }
  return undefined
}

describe('reading files', () => {
  it('unpacks bundles of every kind, also within each other', () => {
    const inner = bundle('searchset', { resource: weight(), search: { mode: 'match' } })
    const resources = resourcesOf(bundle('collection', { resource: patient() }, { resource: inner }))
    expect(resources.map((each) => each.identifier)).toEqual(['Patient/truus', 'Observation/weight'])
  })

  it('takes the full URL of an entry as its name, and leaves out what a transaction removes', () => {
    const resources = resourcesOf(
      bundle(
        'transaction',
        {
          fullUrl: 'https://bron.example/fhir/Patient/truus',
          resource: patient(),
          request: { method: 'PUT', url: 'Patient/truus' },
        },
        { resource: weight(), request: { method: 'DELETE', url: 'Observation/weight' } },
        {
          fullUrl: 'urn:uuid:1',
          resource: { ...weight(), id: undefined },
          request: { method: 'POST', url: 'Observation' },
        },
      ),
    )
    expect(resources.map((each) => each.identifier)).toEqual(['https://bron.example/fhir/Patient/truus', 'urn:uuid:1'])
  })

  it('names what has no name by its content, so that a second time it is the same', () => {
    const [one] = resourcesOf({ ...weight(), id: undefined })
    const [two] = resourcesOf({ ...weight(), id: undefined, meta: { lastUpdated: '2026-01-01T00:00:00Z' } })
    expect(one?.identifier).toMatch(/^Observation\/sha256:[0-9a-f]{40}$/)
    expect(two?.identifier).toBe(one?.identifier)
  })

  it.each([
    ['bundle-kind', bytes(JSON.stringify(bundle('history')))],
    ['file-too-large', Buffer.alloc(maxFileBytes + 1, 32)],
    ['not-utf8', Buffer.from([0xff, 0xfe, 0x3c, 0x00])],
    ['not-utf8', bytes('<?xml version="1.0" encoding="ISO-8859-1"?><Patient xmlns="http://hl7.org/fhir"/>')],
    ['json-broken', bytes('{"resourceType": "Patient"')],
    ['not-fhir', bytes('[]')],
    ['not-fhir', bytes('{"hallo": 1}')],
  ])('refuses a whole file with %s', (code, content) => {
    expect(problem(() => readResources(content, 'x', 0))).toBe(code)
  })

  it('reads UTF-8 with a byte order mark', () => {
    const [found] = readResources(
      bytes('\ufeff<Patient xmlns="http://hl7.org/fhir"><id value="1"/></Patient>'),
      'x.xml',
      0,
    )
    expect(found?.identifier).toBe('Patient/1')
  })
})

describe('references', () => {
  const subject = (resource: Resource) => first(resource.element, 'subject')
  const resolve = (resources: Resource[], from: Resource) => {
    const found = new References(resources).resolve(subject(from), from)
    return 'found' in found ? found.found.identifier : found
  }
  const at = (server: string, resource: { resourceType: string; id: string }) =>
    bundle('searchset', { fullUrl: `https://${server}/fhir/${resource.resourceType}/${resource.id}`, resource })

  it('are found whatever the order of files', () => {
    const resources = resourcesOf(weight(), patient())
    expect(resolve(resources, resources[0]!)).toBe('Patient/truus')
  })

  it('mean the same server as the resource they stand in', () => {
    const resources = resourcesOf(
      at('een', patient()),
      at('twee', patient()),
      at('twee', weight()),
      at('drie', weight()),
    )
    expect(resolve(resources, resources[2]!)).toBe('https://twee/fhir/Patient/truus')
    // Patient/truus of another server is another patient.
    expect(resolve(resources.slice(0, 1), resources[3]!)).toEqual({ missing: 'https://drie/fhir/Patient/truus' })
  })

  it('by urn:uuid only mean something within their own file', () => {
    const entries = [
      { fullUrl: 'urn:uuid:1', resource: { ...patient(), id: undefined } },
      { fullUrl: 'urn:uuid:2', resource: { ...weight({ subject: { reference: 'urn:uuid:1' } }), id: undefined } },
    ]
    const [one, two] = [
      resourcesOf(bundle('transaction', ...entries)),
      resourcesOf(patient({ id: 'andere' }), bundle('transaction', entries[1]!)).slice(1),
    ]
    expect(resolve(one, one[1]!)).toBe('urn:uuid:1')
    expect(resolve([one[0]!, ...two], two[0]!)).toEqual({ missing: 'urn:uuid:1' })
  })

  it('to something contained are found there, and nowhere else', () => {
    const resources = resourcesOf(weight({ subject: { reference: '#p' }, contained: [patient({ id: 'p' })] }))
    expect(resolve(resources, resources[0]!)).toBe('Observation/weight#p')
    expect(all(resources[0]!.element, 'contained')).toHaveLength(1)
  })

  it('to one name with two contents lead nowhere', () => {
    const resources = resourcesOf(patient(), patient({ birthDate: '1950-01-01' }), weight({ subject: ofTruus }))
    expect(resolve(resources, resources[2]!)).toEqual({ ambiguous: 'Patient/truus' })
  })

  it('with a version mean the resource', () => {
    const resources = resourcesOf(patient(), weight({ subject: { reference: 'Patient/truus/_history/2' } }))
    expect(resolve(resources, resources[1]!)).toBe('Patient/truus')
  })
})
