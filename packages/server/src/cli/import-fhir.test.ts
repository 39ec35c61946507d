import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { patient, weight } from '../../test/support/fhir.ts'
import { startTestHoede } from '../../test/support/hoede.ts'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { fileKeyProvider } from '../platform/crypto/key-provider.ts'
import { type FhirImportArguments, runFhirImport } from './import-fhir.ts'
import type { OperatorSession } from './operator.ts'

describe('hoede import fhir', async () => {
  const hoede = await startTestHoede()
  const cluster = inject('cluster')
  const environment = hoede.environment()
  const session = {
    operator: {
      address: environment.address,
      administrator: cluster.administrator,
      keyProvider: fileKeyProvider(join(cluster.dataFolder, 'keys')),
      rolePassword: () => '',
    },
    supplier: 'hoede cli (test)',
    environment: async () => environment,
  } as unknown as OperatorSession
  let folder = ''
  let printed: string[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoede-cli-'))
    printed = []
    vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await rm(folder, { recursive: true, force: true })
  })
  const run = (more: Partial<FhirImportArguments> = {}) =>
    runFhirImport(session, { environment: 'linde', paths: [folder], ...more })
  const write = (name: string, content: object | string) =>
    writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))

  it('ends with 0 when nothing was refused, prints progress and a table, and says the second time that nothing changed', async () => {
    await write('a.json', patient({ id: 'cli', maritalStatus: { text: 'gehuwd' } }))
    await write('b.json', { resourceType: 'Goal', id: 'g' })
    expect(await run()).toBe(0)
    expect(printed).toContain('Bestanden gelezen: 2 van 2')
    expect(printed).toContain('  Goal/g (b.json): dit soort gegeven heeft nog geen plaats in Hoede [type-unknown]')
    expect(printed).toContain('  Patient/cli: maritalStatus')
    expect(printed.map((line) => line.replace(/ +/g, ' '))).toContain('totaal 1 0 1 0')
    expect(printed.at(-1)).toBe('1 ingevoerd in linde.')
    printed = []
    expect(await run()).toBe(0)
    expect(printed.at(-1)).toBe('Er is niets nieuws: in linde is niets gewijzigd.')
  })

  it('ends with 1 when something was refused, names it with its reason, and prints nothing of its content', async () => {
    await write(
      'a.json',
      patient({ id: 'cli-2', identifier: [{ system: 'http://fhir.nl/fhir/NamingSystem/bsn', value: '123456789' }] }),
    )
    await write('b.json', weight({ id: 'w', subject: { reference: 'Patient/cli-2' }, note: [{ text: 'geheim' }] }))
    await write('c.xml', '<stuk')
    expect(await run()).toBe(1)
    expect(printed).toContain('  Patient/cli-2 (a.json): het BSN klopt niet [bsn-invalid]')
    expect(printed).toContain('  Observation/w (b.json): de cliënt waar dit bij hoort is geweigerd [subject-refused]')
    expect(printed).toContain('  c.xml: de XML is stuk, regel 1 [xml-broken]')
    expect(printed.join('\n')).not.toMatch(/123456789|geheim|Bakker/)
    expect(printed.at(-1)).toBe('3 geweigerd; de redenen staan hierboven.')
  })

  it('does not start when something about the question is wrong', async () => {
    await expect(run()).rejects.toBeInstanceOf(OperatorProblem)
    await write('a.json', patient({ id: 'cli-3' }))
    await expect(run({ unit: 'Nergens' })).rejects.toMatchObject({ code: 'unit-unknown' })
  })
})
