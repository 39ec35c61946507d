import { describe, expect, it } from 'vitest'
import { newSshKey, readHostKeys } from './ssh-keys.ts'

describe('a fresh SSH key', () => {
  // One in 256 would miss a byte: of 2,000 pairs none does by chance less than once in two thousand runs.
  it('has all its 32 bytes, in both halves', () => {
    const head = '-----BEGIN OPENSSH PRIVATE KEY-----'.length
    for (let pair = 0; pair < 2_000; pair++) {
      const { privateKey, publicKey } = newSshKey('hoede')
      const key = Buffer.from(publicKey.split(' ')[1]!, 'base64').subarray(-32)
      const whole = Buffer.from(privateKey.slice(head, privateKey.indexOf('-----END')), 'base64')
      expect(readHostKeys(publicKey)?.types).toEqual(['ssh-ed25519'])
      expect(whole.includes(Buffer.concat([Buffer.from([0, 0, 0, 32]), key]))).toBe(true)
    }
  })
})
