import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newToken, randomBytesOf } from './tokens.ts'

const packages = join(import.meta.dirname, '../../../..')

/** ASVS 5.0 V6.5.3: what must not be guessed comes from the cryptographic generator. */
describe('what must not be guessed', () => {
  it('is long, and never twice the same', () => {
    const tokens = new Set(Array.from({ length: 1000 }, newToken))
    expect(tokens.size).toBe(1000)
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/)
    expect(randomBytesOf(16)).toHaveLength(16)
  })

  it('comes from one place: nothing that runs asks the weak generator', async () => {
    const sources = [
      'server/src',
      'server/bin',
      'contract/src',
      'web/ui',
      'web/dossier',
      'web/autorisatie',
      'web/telefoon',
    ]
    const weak: string[] = []
    let read = 0
    for (const source of sources) {
      for (const name of await readdir(join(packages, source), { recursive: true })) {
        if (!/(?<!\.test)\.tsx?$/.test(name)) continue
        read += 1
        if (/\bMath\.random\b/.test(await readFile(join(packages, source, name), 'utf8'))) weak.push(join(source, name))
      }
    }
    expect(read).toBeGreaterThan(400)
    expect(weak).toEqual([])
  })
})
