import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, inject, it, vi } from 'vitest'
import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
} from '../capabilities/environments/provision.ts'
import { findCustomer, findEnvironment } from '../capabilities/environments/queries.ts'
import { fileKeyProvider, operatorKey } from '../platform/crypto/key-provider.ts'
import { openKeys, rolePassword } from '../platform/crypto/keys.ts'
import { seal, unseal } from '../platform/crypto/seal.ts'
import { maintenance } from '../platform/db/maintenance.ts'
import { registerKeyCommands } from './keys.ts'
import type { OperatorSession } from './operator.ts'

describe('hoede key', async () => {
  const cluster = inject('cluster')
  const folder = join(cluster.dataFolder, 'keys')
  const root = await operatorKey(folder)
  const files = fileKeyProvider(folder)
  let wraps = Number.POSITIVE_INFINITY
  const operator: Operator = {
    address: { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
    administrator: cluster.administrator,
    // A provider that can fall away in the middle.
    keyProvider: {
      ...files,
      wrap: async (name, dataKey) => {
        wraps -= 1
        if (wraps < 0) throw Object.assign(new Error('killed'), { code: 'KILLED' })
        return files.wrap(name, dataKey)
      },
    },
    rolePassword: (role) => rolePassword(root, role),
  }
  const control = await openControl(operator)
  afterAll(() => control.end())
  const key = `keys${process.pid}`
  await createCustomer(control, operator, { key, name: 'Zorg met sleutel' })
  const one = { customerKey: key, kind: 'production', host: `${key}.localhost` } as const
  const two = { customerKey: key, kind: 'test', host: `${key}-test.localhost` } as const
  await createEnvironment(control, operator, one)
  await createEnvironment(control, operator, two)
  const environment = async (name: string) => (await findEnvironment(control, 'key', name))!
  const session = {
    control,
    operator,
    config: { keyProviders: {} },
    supplier: 'hoede cli (test)',
    environment,
    within: async (found: { databaseName: string; dataKeys: never }, work: never) => {
      const client = await openEnvironment(operator, found.databaseName)
      try {
        return await maintenance(client, `${found.databaseName}_owner`, await openKeys(files, found.dataKeys), work)
      } finally {
        await client.end()
      }
    },
    close: async () => undefined,
  } as unknown as OperatorSession
  const run = async (...words: string[]) => {
    const printed: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
    const program = new Command().exitOverride()
    registerKeyCommands(program, async () => session)
    await program.parseAsync(['node', 'hoede', 'key', ...words]).finally(() => log.mockRestore())
    return printed.join('\n')
  }
  const change = (name: string) => run('change', key, '--key-provider', 'file', '--key-name', name)
  const keysOf = async (name: string) => openKeys(files, (await environment(name)).dataKeys)
  const sealed = seal((await keysOf(key)).seal, 'een rapportage', 'rij')

  it('tells with which key each environment is wrapped, and whether it opens', async () => {
    const text = await run('status', key)
    expect(text).toContain(`Sleutel van Zorg met sleutel: ${key}`)
    expect(text).toMatch(new RegExp(`${key}-test +1 +${key} +bruikbaar`))
  })

  it('goes on where it was broken off, and what was sealed before opens all the while', async () => {
    wraps = 1
    await expect(change(`${key}-anew`)).rejects.toThrow('killed')
    wraps = Number.POSITIVE_INFINITY
    const names = [(await environment(key)).dataKeys, (await environment(`${key}-test`)).dataKeys].map(
      ([dataKey]) => dataKey?.keyName,
    )
    expect(names.toSorted()).toEqual([key, `${key}-anew`])
    expect(await run('status', key)).toContain('Een vervanging is niet af')
    expect(unseal((await keysOf(key)).seal, sealed, 'rij')).toBe('een rapportage')

    const text = await change(`${key}-anew`)
    expect(text).toMatch(/^1 van 1: /)
    expect(unseal((await keysOf(key)).seal, sealed, 'rij')).toBe('een rapportage')
    expect((await findCustomer(control, key))?.keyName).toBe(`${key}-anew`)
    expect(await run('status', key)).not.toContain('niet af')
    expect(await change(`${key}-anew`)).toContain('Alles was al')
  })

  it('needs the old key no longer afterwards', async () => {
    const file = join(folder, `${key}.key`)
    const old = await readFile(file)
    await rename(file, `${file}.away`)
    expect(unseal((await keysOf(key)).seal, sealed, 'rij')).toBe('een rapportage')
    await writeFile(file, old, { mode: 0o600 })
  })

  it('stands in the log of each environment, with both keys', async () => {
    const client = await openEnvironment(operator, (await environment(key)).databaseName)
    const { rows } = await client.query("select supplier, detail from audit_event where event = 'key.change'")
    await client.end()
    expect(rows).toEqual([{ supplier: 'hoede cli (test)', detail: { version: 1, from: key, to: `${key}-anew` } }])
  })

  it('refuses an unknown customer or provider, and a key that does not open', async () => {
    await expect(run('status', 'niemand')).rejects.toMatchObject({ code: 'customer-unknown' })
    await expect(run('change', key, '--key-provider', 'hsm', '--key-name', 'x')).rejects.toMatchObject({
      code: 'key-provider-unknown',
    })
    await rename(join(folder, `${key}-anew.key`), join(folder, `${key}-anew.key.away`))
    await expect(change(`${key}-third`)).rejects.toMatchObject({ code: 'key-withdrawn' })
    await rename(join(folder, `${key}-anew.key.away`), join(folder, `${key}-anew.key`))
    expect(await change(`${key}-third`)).toContain('2 van 2')
    expect(unseal((await keysOf(key)).seal, sealed, 'rij')).toBe('een rapportage')
  })
})
