import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SoftHsm, startSoftHsm } from '../../../test/support/softhsm.ts'
import { loopbackCertificate } from '../../../test/support/tls.ts'
import { startTransit, type TransitStandIn } from '../../../test/support/transit-server.ts'
import { type KeyProvider, keyState } from './key-provider.ts'
import { keyProviders } from './key-providers.ts'
import { newDataKey } from './keys.ts'

let folder: string
let hsm: SoftHsm
let vault: TransitStandIn
let provider: KeyProvider
let pin: string
let token: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoede-keys-'))
  hsm = await startSoftHsm()
  const { ca, ...tls } = await loopbackCertificate()
  vault = await startTransit(tls)
  pin = hsm.pin
  token = 'a-token'
  provider = keyProviders(folder, {
    hsm: { kind: 'pkcs11', library: hsm.library, token: hsm.token, pin: async () => pin },
    broken: { kind: 'pkcs11', library: join(folder, 'none.so'), token: 'hoede', pin: async () => '1' },
    vault: {
      kind: 'transit',
      address: vault.address,
      namespace: 'care',
      token: async () => token,
      authorities: async () => ca,
      timeoutMilliseconds: 400,
    },
    gone: { kind: 'transit', address: 'https://127.0.0.1:1', token: async () => 'x', timeoutMilliseconds: 400 },
    stranger: { kind: 'transit', address: vault.address, token: async () => token, timeoutMilliseconds: 400 },
  })
})
afterAll(async () => {
  await provider.close?.()
  await Promise.all([vault.close(), hsm.remove(), rm(folder, { recursive: true })])
})

const secretOf = async (reference: string) => {
  await provider.ensure(reference)
  const secret = newDataKey()
  return { secret, wrapped: await provider.wrap(reference, secret) }
}

describe.each(['linde', 'hsm/linde', 'vault/linde'])('the key %s', (reference) => {
  it('opens what it wrapped, and wraps the same thing differently each time', async () => {
    const { secret, wrapped } = await secretOf(reference)
    expect(await provider.unwrap(reference, wrapped)).toEqual(secret)
    expect(wrapped.includes(secret)).toBe(false)
    expect(await provider.wrap(reference, secret)).not.toEqual(wrapped)
    expect(await keyState(provider, reference, wrapped)).toBe('usable')
  })

  it('stays the same key when it is asked for again', async () => {
    const { secret, wrapped } = await secretOf(reference)
    await provider.ensure(reference)
    expect(await provider.unwrap(reference, wrapped)).toEqual(secret)
  })

  it('does not open what another key wrapped, nor what was changed', async () => {
    const { wrapped } = await secretOf(reference)
    await provider.ensure(`${reference}-2`)
    expect(await keyState(provider, `${reference}-2`, wrapped)).toBe('broken')
    // In Vault's form of base64 the last bits may mean nothing: a character in the middle.
    const changed = Buffer.from(wrapped)
    changed[40] = changed[40] === 0x41 ? 0x42 : 0x41
    expect(await keyState(provider, reference, changed)).toBe('broken')
    expect(await keyState(provider, reference, wrapped)).toBe('usable')
  })

  it('is destroyed for good: nothing opens, and asking again finds nothing', async () => {
    const one = `${reference}-destroyed`
    const { wrapped } = await secretOf(one)
    const { wrapped: other } = await secretOf(`${reference}-kept`)
    const kind = reference.startsWith('hsm/') ? 'object' : reference.startsWith('vault/') ? 'server' : 'file'
    expect(await provider.destroy(one)).toBe(kind)
    expect(await keyState(provider, one, wrapped)).toBe('withdrawn')
    expect(await provider.destroy(one)).toBe('absent')
    await provider.ensure(one)
    expect(await keyState(provider, one, wrapped)).toBe('broken')
    expect(await keyState(provider, `${reference}-kept`, other)).toBe('usable')
  })

  it('is withdrawn when it never was there', async () => {
    const { wrapped } = await secretOf(reference)
    expect(await keyState(provider, `${reference}-never`, wrapped)).toBe('withdrawn')
  })
})

it('a key file that is taken away is withdrawn, and usable when it is back', async () => {
  const { wrapped } = await secretOf('moved')
  await rename(join(folder, 'moved.key'), join(folder, 'elsewhere'))
  expect(await keyState(provider, 'moved', wrapped)).toBe('withdrawn')
  await rename(join(folder, 'elsewhere'), join(folder, 'moved.key'))
  expect(await keyState(provider, 'moved', wrapped)).toBe('usable')
})

it('a key that the token may not delete is not destroyed, and says so', async () => {
  const { wrapped } = await secretOf('vault/guarded')
  for (const what of ['config', 'delete']) {
    vault.forbidden = new Set([what])
    await expect(provider.destroy('vault/guarded')).rejects.toMatchObject({ code: 'key-withdrawn' })
  }
  vault.forbidden = new Set()
  expect(await keyState(provider, 'vault/guarded', wrapped)).toBe('usable')
  vault.fails = 503
  await expect(provider.destroy('vault/guarded')).rejects.toMatchObject({ code: 'key-unreachable' })
  vault.fails = undefined
})

it('the root of the operator is nobody’s key', async () => {
  for (const does of [provider.ensure('operator'), provider.destroy('operator'), provider.destroy('x.y')])
    await expect(does).rejects.toMatchObject({ code: 'key-withdrawn' })
})

it('the process of a module that falls over is started again, and nobody notices', async () => {
  const { secret, wrapped } = await secretOf('hsm/crash')
  const helpers = async () =>
    (await promisify(execFile)('pgrep', ['-P', String(process.pid), '-f', 'pkcs11.ts'])).stdout.trim().split('\n')
  for (const pid of await helpers()) process.kill(Number(pid), 'SIGSEGV')
  const opened = await Promise.all(Array.from({ length: 20 }, () => provider.unwrap('hsm/crash', wrapped)))
  for (const each of opened) expect(each).toEqual(secret)
})

it('a module that is pulled out is withdrawn, and goes on when it is back', async () => {
  const { wrapped } = await secretOf('hsm/pulled')
  await hsm.pull()
  expect(await keyState(provider, 'hsm/pulled', wrapped)).toBe('withdrawn')
  await hsm.pushBack()
  expect(await keyState(provider, 'hsm/pulled', wrapped)).toBe('usable')
})

it('a PIN that the module refused is not tried again; another one is', async () => {
  const { wrapped } = await secretOf('hsm/pin')
  // The session that is open needs no PIN: a fresh one does.
  await provider.close?.()
  pin = '000000'
  await expect(provider.unwrap('hsm/pin', wrapped)).rejects.toMatchObject({
    code: 'key-withdrawn',
    message: 'CKR 0xa0',
  })
  await expect(provider.unwrap('hsm/pin', wrapped)).rejects.toMatchObject({
    message: expect.stringContaining('refused this PIN before'),
  })
  pin = hsm.pin
  expect(await keyState(provider, 'hsm/pin', wrapped)).toBe('usable')
})

it('many questions at once to the module are all answered', async () => {
  const made = await Promise.all(Array.from({ length: 40 }, () => secretOf('hsm/many')))
  const opened = await Promise.all(made.map(({ wrapped }) => provider.unwrap('hsm/many', wrapped)))
  expect(opened).toEqual(made.map(({ secret }) => secret))
})

it('a library that is not there is unreachable, and the server lives on', async () => {
  await expect(provider.ensure('broken/linde')).rejects.toMatchObject({ code: 'key-unreachable' })
})

it.each([
  [403, 'withdrawn'],
  [404, 'withdrawn'],
  [429, 'unreachable'],
  [500, 'unreachable'],
  [503, 'unreachable'],
])('a server that answers %i makes the key %s, for as long as it does', async (status, state) => {
  const { wrapped } = await secretOf('vault/statuses')
  vault.fails = status
  expect(await keyState(provider, 'vault/statuses', wrapped)).toBe(state)
  vault.fails = undefined
  expect(await keyState(provider, 'vault/statuses', wrapped)).toBe('usable')
})

it('a server that is slow, gone, or shows a certificate that nobody trusts is unreachable', async () => {
  const { wrapped } = await secretOf('vault/slow')
  vault.slow = 1_500
  expect(await keyState(provider, 'vault/slow', wrapped)).toBe('unreachable')
  vault.slow = 0
  expect(await keyState(provider, 'gone/slow', wrapped)).toBe('unreachable')
  expect(await keyState(provider, 'stranger/slow', wrapped)).toBe('unreachable')
  expect(await keyState(provider, 'nowhere/slow', wrapped)).toBe('unreachable')
})

it('a token that is taken away or gone withdraws; a new one, read from where it stands, goes on', async () => {
  const { wrapped } = await secretOf('vault/token')
  vault.tokens = new Set(['another'])
  expect(await keyState(provider, 'vault/token', wrapped)).toBe('withdrawn')
  token = 'another'
  expect(await keyState(provider, 'vault/token', wrapped)).toBe('usable')
  token = ''
  expect(await keyState(provider, 'vault/token', wrapped)).toBe('withdrawn')
  token = 'another'
})

it('a key that was deleted there, or whose version is too old, is withdrawn; its name and namespace find it', async () => {
  const { wrapped } = await secretOf('vault/versions')
  expect([...vault.keys.keys()]).toContain('care/versions')
  vault.minDecryptionVersion = 2
  expect(await keyState(provider, 'vault/versions', wrapped)).toBe('withdrawn')
  vault.minDecryptionVersion = 0
  const kept = vault.keys.get('care/versions')!
  vault.keys.delete('care/versions')
  expect(await keyState(provider, 'vault/versions', wrapped)).toBe('withdrawn')
  // Rotated there: what the older version wrapped still opens.
  vault.keys.set('care/versions', [...kept, newDataKey()])
  expect(await keyState(provider, 'vault/versions', wrapped)).toBe('usable')
  expect((await provider.wrap('vault/versions', newDataKey())).toString()).toMatch(/^vault:v2:/)
})

it('no name leads to a file outside of the folder', async () => {
  await writeFile(join(folder, 'outside'), 'x')
  await expect(provider.ensure('../outside')).rejects.toThrow()
  await expect(provider.wrap('a.b', newDataKey())).rejects.toMatchObject({ code: 'key-withdrawn' })
  expect(await readFile(join(folder, 'outside'), 'utf8')).toBe('x')
})
