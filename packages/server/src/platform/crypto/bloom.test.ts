import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { BloomBuilder, digestOf, falsePositives, openBloom, sizeFor } from './bloom.ts'

describe('a set kept as a Bloom filter', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hoede-bloom-'))
  afterAll(() => rm(folder, { recursive: true }))
  const texts = Array.from({ length: 50_000 }, (_, n) => `bekend wachtwoord ${n}`)
  const file = join(folder, 'set.bloom')
  const builder = new BloomBuilder(texts.length)
  for (const text of texts) builder.add(digestOf(text))
  const made = await builder.write(file)

  it('knows everything that went in', async () => {
    const set = await openBloom(file)
    for (const text of texts) expect(await set.has(digestOf(text))).toBe(true)
    expect([set.texts, set.functions, set.bits]).toEqual([50_000, 13, made.bits])
    expect(Date.now() - set.madeAt.getTime()).toBeLessThan(60_000)
    await set.close()
    expect(await readdir(folder)).toEqual(['set.bloom'])
  })

  it('takes one in ten thousand others for one of them, and no more', async () => {
    const set = await openBloom(file)
    let wrong = 0
    // The same questions each time: what is measured here is the same number each time.
    const asked = 500_000
    for (let n = 0; n < asked; n++) if (await set.has(digestOf(`iets anders ${n}`))) wrong += 1
    const rate = wrong / asked
    expect(rate).toBeGreaterThan(falsePositives * 0.6)
    expect(rate).toBeLessThan(falsePositives * 1.4)
  })

  it('takes 19.2 bits for each text', () => {
    expect(sizeFor(1_000_000).bits / 1_000_000).toBeCloseTo(19.17, 1)
    expect(sizeFor(1_000_000).functions).toBe(13)
    expect(sizeFor(0).bits).toBe(1024)
    expect(sizeFor(1_000_000_000).bits).toBeGreaterThan(2 ** 32)
  })

  it('knows by SHA-1 what HIBP knows', () => {
    expect(digestOf('password').toString('hex').toUpperCase()).toBe('5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8')
  })

  it('says what is wrong with a file', async () => {
    const whole = await readFile(file)
    const opened = async (content: Buffer | string) => {
      const other = join(folder, 'other')
      await writeFile(other, content)
      const outcome = await openBloom(other).then(
        () => 'opened',
        (error) => `${error.code}: ${error.message}`,
      )
      await rm(other)
      return outcome
    }
    expect(await opened(whole)).toBe('opened')
    await expect(openBloom(join(folder, 'nergens'))).rejects.toMatchObject({ code: 'bloom-missing' })
    expect(await opened('')).toContain('bloom-broken: dit is geen lijst')
    expect(await opened('wachtwoord\n'.repeat(100))).toContain('geen lijst')
    expect(await opened(whole.subarray(0, 5000))).toContain('ontbreekt')
    for (const at of [12, 20, 50, 80]) {
      const other = Buffer.from(whole)
      other[at] = (other[at] ?? 0) ^ 1
      expect(await opened(other)).toContain('het begin is beschadigd')
    }
    const other = Buffer.from(whole)
    other[9000] = (other[9000] ?? 0) ^ 4
    expect(await opened(other)).toContain('de inhoud is beschadigd')
    await truncate(file, whole.length - 1)
    await expect(openBloom(file)).rejects.toMatchObject({ code: 'bloom-broken' })
    await writeFile(file, whole)
  })

  it('is read a byte at a time where it is large, with the same answers', async () => {
    const set = await openBloom(file, { wholeAtMost: 0, thorough: true })
    expect(await set.has(digestOf('bekend wachtwoord 77'))).toBe(true)
    expect(await set.has(digestOf('iets anders 77'))).toBe(false)
    await set.close()
    const whole = await readFile(file)
    const bad = Buffer.from(whole)
    bad[9000] = (bad[9000] ?? 0) ^ 4
    await writeFile(file, bad)
    await expect(openBloom(file, { wholeAtMost: 0, thorough: true })).rejects.toMatchObject({ code: 'bloom-broken' })
    await writeFile(file, whole)
  })
})
