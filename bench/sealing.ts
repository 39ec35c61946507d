import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { newDataKey } from '../packages/server/src/platform/crypto/keys.ts'
import { seal, unseal } from '../packages/server/src/platform/crypto/seal.ts'
import { VersionedKeys } from '../packages/server/src/platform/crypto/versioned-keys.ts'
import { type LoadResult, summary } from './load.ts'

const row = '0190a1b2-0000-7000-8000-000000000001'

/** AES-256-GCM as node:crypto gives it, without version, layout or a look at the row: there and back. */
function bare(key: Buffer, text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = cipher.update(text, 'utf8')
  cipher.final()
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(cipher.getAuthTag())
  return decipher.update(body, undefined, 'utf8') + decipher.final('utf8')
}

/** Times of one, in milliseconds; a hundred are timed together, as one is too short for the clock. */
function timesOf(work: () => string, text: string, milliseconds: number): LoadResult {
  const times: number[] = []
  const begin = performance.now()
  let wrong = 0
  while (performance.now() - begin < milliseconds) {
    const from = performance.now()
    for (let i = 0; i < 100; i += 1) if (work() !== text) wrong += 1
    times.push((performance.now() - from) / 100)
  }
  const result = summary(times, (performance.now() - begin) / 1000, wrong)
  return { ...result, perSecond: result.perSecond * 100, requests: result.requests * 100 }
}

/** Sealing a text and opening it again beside bare AES-GCM, in turns so that both see the same machine. */
export function measureSealing(seconds: number): { what: string; result: LoadResult; bare: LoadResult }[] {
  const [first, second] = [newDataKey(), newDataKey()]
  const keys = new VersionedKeys([
    { version: 1, key: first },
    { version: 2, key: second },
  ])
  return [120, 2_000].map((length) => {
    const text = 'Mevrouw heeft rustig ontbeten. '.repeat(length).slice(0, length)
    const own = () => unseal(keys, seal(keys, text, row), row)
    // Both are compiled before either counts.
    timesOf(own, text, 300)
    timesOf(() => bare(second, text), text, 300)
    const result = timesOf(own, text, seconds * 500)
    return {
      what: `seal and open a text of ${length}`,
      bare: timesOf(() => bare(second, text), text, seconds * 500),
      result,
    }
  })
}
