import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, inject, it, vi } from 'vitest'
import { environmentDirectory } from '../capabilities/environments/directory.ts'
import {
  createCustomer,
  createEnvironment,
  type Operator,
  openControl,
  openEnvironment,
} from '../capabilities/environments/provision.ts'
import { findCustomer, findEnvironment, listRenewals, reviveDataKeys } from '../capabilities/environments/queries.ts'
import { finishRenewal } from '../capabilities/environments/renewals.ts'
import { fileKeyProvider, operatorKey } from '../platform/crypto/key-provider.ts'
import { openKeys, rolePassword } from '../platform/crypto/keys.ts'
import { seal, unseal } from '../platform/crypto/seal.ts'
import { asSealer, Environments } from '../platform/db/environments.ts'
import { maintenance } from '../platform/db/maintenance.ts'
import { createLogger } from '../platform/log/logger.ts'
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
    // A connection for each command, as each is a program of its own.
    const own = await openControl(operator)
    registerKeyCommands(program, async () => ({ ...session, control: own, close: () => own.end() }))
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

  describe('renew', () => {
    const target = `${key}-test`
    const open = () => {
      const directory = environmentDirectory(control, files, operator.rolePassword, cluster.caFile)
      const parts = { control, environments: new Environments(directory), logger: createLogger('silent') }
      const sealing = new Environments(asSealer(directory))
      const close = () => Promise.all([parts.environments.close(), sealing.close()])
      return { ...parts, sealing, close }
    }
    /** As the worker does it: everything that is due, once. */
    const turn = async (settleSeconds = 86_400) => {
      const parts = open()
      const outcomes = []
      for (const renewal of (await listRenewals(control, settleSeconds)).filter((each) => each.environment === target))
        outcomes.push(await finishRenewal(parts, renewal))
      await parts.close()
      return outcomes
    }
    const minuteLater = async () =>
      control.query("update data_key set seals_from = seals_from - interval '61 seconds' where environment_id = $1", [
        (await environment(target)).id,
      ])
    const lasting = async () => {
      const { lookup, brake, draft, sign } = await keysOf(target)
      return [lookup, brake, draft, sign].map(String)
    }

    it('makes one new data key, also when two ask for it; it seals after a minute', async () => {
      const before = await lasting()
      const outcomes = await Promise.allSettled([run('renew', target), run('renew', target)])
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      await expect(run('renew', target)).rejects.toMatchObject({ code: 'key-renewing' })
      const { seal: keys } = await keysOf(target)
      expect([keys.newest, keys.versions]).toEqual([1, [2, 1]])
      expect(await turn()).toEqual([])
      expect(await run('status', key)).toMatch(new RegExp(`${target} +2 .* verzegelt vanaf`))
      await minuteLater()
      expect((await keysOf(target)).seal.newest).toBe(2)
      // What people and machines know from before stays what it was.
      expect(await lasting()).toEqual(before)
    })

    it('the earlier one is out of use after a day, and only when nothing is sealed with it', async () => {
      const client = await openEnvironment(operator, (await environment(target)).databaseName)
      const old = (await keysOf(target)).seal
      const value = Buffer.concat([Buffer.of(1), seal(old, 'een geheim', 'wie').subarray(1)])
      await client.query('set session_replication_role = replica')
      const id = '0190a1b2-0000-7000-8000-00000000abcd'
      await client.query(
        "insert into gateway (id, kind, name, channels, position, sender, credentials_sealed) values ($1, 'demo', 'x', '{sms}', 1, 'x', $2)",
        [id, value],
      )
      expect(await turn(0)).toEqual(['left'])
      expect((await environment(target)).dataKeys).toHaveLength(2)
      expect(await run('status', key)).toMatch(new RegExp(`${target} +1 .* opent nog +1\\b`))
      await client.query('delete from gateway where id = $1', [id])
      expect(await turn()).toEqual(['waits'])
      expect(await turn(0)).toEqual(['retired'])
      expect((await environment(target)).dataKeys.map(({ version }) => version)).toEqual([2])
      expect(await run('status', key)).toMatch(new RegExp(`${target} +1 .* alleen reservekopieën`))
      const { rows } = await client.query("select event from audit_event where event like 'key.re%' order by number")
      expect(rows.map(({ event }) => event)).toEqual(['key.renew', 'key.retire'])
      await client.end()
    })

    it('goes on from any version, and what was put back from before opens again', async () => {
      const before = await lasting()
      await run('renew', target)
      await minuteLater()
      expect(await turn(0)).toEqual(['retired'])
      expect((await environment(target)).dataKeys.map(({ version }) => version)).toEqual([3])
      expect(await lasting()).toEqual(before)
      await reviveDataKeys(control, (await environment(target)).id)
      expect((await keysOf(target)).seal.versions).toEqual([3, 2, 1])
      expect(await lasting()).toEqual(before)
      expect(await turn(0)).toEqual(['retired'])
    })
  })
})
