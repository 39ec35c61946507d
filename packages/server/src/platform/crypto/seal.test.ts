import { expect, it } from 'vitest'
import type { KeyProvider } from './key-provider.ts'
import { draftKeyOf, keyedHash, newDataKey, openKeys, wipeKeys } from './keys.ts'
import { seal, unseal } from './seal.ts'
import { SealKeys } from './seal-keys.ts'
import { signText } from './signature.ts'

const row = '0190a1b2-0000-7000-8000-000000000001'
const first = { version: 1, key: newDataKey() }
const second = { version: 2, key: newDataKey() }

it('carries the version of its key, and opens with that one after a newer one came', () => {
  const old = seal(new SealKeys([first]), 'Heeft goed geslapen.', row)
  expect(old[0]).toBe(1)
  const both = new SealKeys([second, first])
  expect(unseal(both, old, row)).toBe('Heeft goed geslapen.')
  const young = seal(both, 'Heeft onrustig geslapen.', row)
  expect(young[0]).toBe(2)
  expect(unseal(both, young, row)).toBe('Heeft onrustig geslapen.')
})

it('does not open without its version, in another row, or with another version written in it', () => {
  const both = new SealKeys([first, second])
  const sealed = seal(both, 'BSN', row)
  expect(() => unseal(new SealKeys([first]), sealed, row)).toThrow('known key')
  expect(() => unseal(both, sealed, `${row.slice(0, -1)}2`)).toThrow('another row')
  expect(() => unseal(both, Buffer.concat([Buffer.of(1), sealed.subarray(1)]), row)).toThrow('another key')
  expect(() => unseal(both, Buffer.alloc(0), row)).toThrow('known key')
})

it.each([0, 251, 1.5])('a version %d is none', (version) => {
  expect(() => new SealKeys([{ version, key: newDataKey() }])).toThrow('version')
})

it('wiped keys are zeroes, and seal and open nothing', async () => {
  const given: Buffer[] = []
  const provider: KeyProvider = {
    ensure: async () => undefined,
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
