import { expect, it } from 'vitest'
import type { KeyProvider } from './key-provider.ts'
import { bsnHashes, draftKeyOf, keptKeys, keyedHash, newDataKey, openKeys, wipeKeys } from './keys.ts'
import { reseal, seal, sealedVersion, unseal } from './seal.ts'
import { signText } from './signature.ts'
import { VersionedKeys } from './versioned-keys.ts'

const row = '0190a1b2-0000-7000-8000-000000000001'
const first = { version: 1, key: newDataKey() }
const second = { version: 2, key: newDataKey() }

it('carries the version of its key, and opens with that one after a newer one came', () => {
  const old = seal(new VersionedKeys([first]), 'Heeft goed geslapen.', row)
  expect(old[0]).toBe(1)
  const both = new VersionedKeys([second, first])
  expect(unseal(both, old, row)).toBe('Heeft goed geslapen.')
  const young = seal(both, 'Heeft onrustig geslapen.', row)
  expect(young[0]).toBe(2)
  expect(unseal(both, young, row)).toBe('Heeft onrustig geslapen.')
})

it('does not open without its version, in another row, or with another version written in it', () => {
  const both = new VersionedKeys([first, second])
  const sealed = seal(both, 'BSN', row)
  expect(() => unseal(new VersionedKeys([first]), sealed, row)).toThrow('known key')
  expect(() => unseal(both, sealed, `${row.slice(0, -1)}2`)).toThrow('another row')
  expect(() => unseal(both, Buffer.concat([Buffer.of(1), sealed.subarray(1)]), row)).toThrow('another key')
  expect(() => unseal(both, Buffer.alloc(0), row)).toThrow('known key')
})

it.each([0, 251, 1.5])('a version %d is none', (version) => {
  expect(() => new VersionedKeys([{ version, key: newDataKey() }])).toThrow('version')
})

it('wiped keys are zeroes, and seal and open nothing', async () => {
  const given: Buffer[] = []
  const provider: KeyProvider = {
    ensure: async () => undefined,
    destroy: async () => 'absent',
    wrap: async (_name, key) => key,
    unwrap: async (_name, wrapped) => {
      const key = Buffer.from(wrapped)
      given.push(key)
      return key
    },
  }
  const keys = await openKeys(provider, [{ version: 1, wrapped: newDataKey(), keyName: 'linde' }])
  // The data key itself is not kept, only what was derived from it.
  expect(given).toEqual([Buffer.alloc(32)])
  const sealed = seal(keys.seal, 'tekst', row)
  const sealing = keys.seal.of(1)
  wipeKeys(keys)
  expect([sealing, keys.lookup, keys.brake, keys.draft, keys.sign]).toEqual(Array(5).fill(Buffer.alloc(32)))
  expect(() => unseal(keys.seal, sealed, row)).toThrow()
  expect(() => seal(keys.seal, 'tekst', row)).toThrow('wiped')
  expect(() => keyedHash(keys.lookup, '999990019')).toThrow('wiped')
  expect(() => draftKeyOf(keys.draft, row)).toThrow('wiped')
  expect(() => signText(keys.sign, 'tekst')).toThrow('wiped')
})

it('what was the same to the bit is so when it is sealed anew, and nothing else is', () => {
  const old = seal(new VersionedKeys([first]), 'Heeft goed geslapen.', row)
  const both = new VersionedKeys([first, second])
  const anew = reseal(both, old, row)
  expect([sealedVersion(anew), unseal(both, anew, row)]).toEqual([2, 'Heeft goed geslapen.'])
  expect(reseal(both, old, row)).toEqual(anew)
  const other = seal(new VersionedKeys([first]), 'Heeft goed geslapen.', row)
  expect(reseal(both, other, row).subarray(1, 13)).not.toEqual(anew.subarray(1, 13))
  expect(anew.length).toBe(old.length)
})

it('a key whose time has not come opens, and does not seal', () => {
  const soon = new VersionedKeys([first, { ...second, from: Date.now() + 60_000 }])
  expect([soon.newest, soon.versions]).toEqual([1, [2, 1]])
  expect(unseal(soon, seal(new VersionedKeys([second]), 'tekst', row), row)).toBe('tekst')
})

it('what must stay the same does, also when the first data key is gone; the hash of a BSN does not', async () => {
  const asIs: KeyProvider = {
    ensure: async () => undefined,
    destroy: async () => 'absent',
    wrap: async (_name, key) => key,
    unwrap: async (_name, wrapped) => Buffer.from(wrapped),
  }
  const one = { version: 1, wrapped: newDataKey(), keyName: 'linde' }
  const before = await openKeys(asIs, [one])
  const key = newDataKey()
  const two = { version: 2, wrapped: key, keyName: 'linde', kept: keptKeys(before, 2, key) }
  const after = await openKeys(asIs, [two])
  for (const each of ['lookup', 'brake', 'draft', 'sign'] as const) expect(after[each]).toEqual(before[each])
  const both = await openKeys(asIs, [one, two])
  const [young, old] = bsnHashes(both, '999990019')
  expect([[old], [young]]).toEqual([bsnHashes(before, '999990019'), bsnHashes(after, '999990019')])
  expect(young).not.toEqual(old)
  // Exchanged in the control database for those of another version, it does not open.
  await expect(openKeys(asIs, [{ ...two, wrapped: newDataKey() }])).rejects.toThrow('another key')
})
