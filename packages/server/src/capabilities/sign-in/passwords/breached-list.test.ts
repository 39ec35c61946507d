import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { digestOf, openBloom } from '../../../platform/crypto/bloom.ts'
import { makeBreachedList } from './breached-list.ts'
import { breachedPasswordsFile, isBreached, useBreachedPasswords } from './breached-passwords.ts'

describe('the list of stolen passwords', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hoede-breached-'))
  afterAll(() => rm(folder, { recursive: true }))
  const source = join(folder, 'bron.txt')
  const list = breachedPasswordsFile(folder)
  const make = async (content: string | Buffer) => {
    await writeFile(source, content)
    return makeBreachedList(source, list)
  }
  const holds = async (...passwords: string[]) => {
    const set = await openBloom(list)
    return Promise.all(passwords.map((password) => set.has(digestOf(password))))
  }
  const hash = (password: string) => digestOf(password).toString('hex')

  it('is made of one password on each line, byte for byte', async () => {
    const made = await make('paard batterij nietje\r\n\nÿÿtrombone in de sloot\n spatie vooraf\nzonder einde')
    expect(made.texts).toBe(4)
    expect(await holds('paard batterij nietje', 'ÿÿtrombone in de sloot', ' spatie vooraf', 'zonder einde')).toEqual(
      Array(4).fill(true),
    )
    expect(await holds('spatie vooraf', '', 'paard batterij nietje\r')).toEqual([false, false, false])
  })

  it('is made of SHA-1 in capitals or not, with how often it was seen; padding is left out', async () => {
    const lines = [
      `${hash('een').toUpperCase()}:3730471`,
      hash('twee'),
      `${hash('drie').toUpperCase()}:0`,
      `${hash('vier')}:10\r`,
    ]
    const made = await make(lines.join('\n'))
    expect(made.texts).toBe(3)
    expect(await holds('een', 'twee', 'drie', 'vier')).toEqual([true, true, false, true])
    // What only looks like a hash is a password.
    const lookalike = 'g'.repeat(40)
    await make(`${lookalike}\n${hash('een')}`)
    expect(await holds(lookalike, 'een')).toEqual([true, true])
  })

  it('tells how far it is, to the end', async () => {
    await writeFile(source, Array.from({ length: 200_000 }, (_, n) => `wachtwoord-nummer-${n}`).join('\n'))
    const seen: number[] = []
    await makeBreachedList(source, list, (done) => seen.push(done))
    expect(seen.length).toBeGreaterThan(4)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen.at(-1)).toBeCloseTo(1)
  })

  it('is not made of nothing, of what is not there, or of what is no text; the one that was there stays', async () => {
    await make('een goed begin')
    await expect(make('\n\r\n')).rejects.toMatchObject({ code: 'password-list' })
    await expect(make(Buffer.alloc(200_000, 7))).rejects.toThrow(/geen tekstbestand/)
    await expect(makeBreachedList(join(folder, 'nergens'), list)).rejects.toThrow(/is er niet/)
    await expect(makeBreachedList(folder, list)).rejects.toThrow(/is er niet/)
    expect(await holds('een goed begin')).toEqual([true])
  })

  it('is looked at anew when it came, changed, broke or went', async () => {
    const warnings: string[] = []
    await rm(list, { force: true })
    expect(await useBreachedPasswords(list, (text) => warnings.push(text))).toBeUndefined()
    expect(await isBreached(['eerste keer'])).toBe(false)
    await make('eerste keer')
    expect(await isBreached(['eerste keer', 'iets anders'])).toBe(true)
    expect(await isBreached(['iets anders'])).toBe(false)
    await make('tweede keer')
    expect(await isBreached(['eerste keer'])).toBe(false)
    expect(await isBreached(['iets', 'tweede keer'])).toBe(true)
    expect(warnings).toEqual([])
    await writeFile(list, 'kapot')
    expect(await isBreached(['tweede keer'])).toBe(false)
    expect(await isBreached(['tweede keer'])).toBe(false)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('geen lijst van Hoede')
    expect(warnings[0]).toContain('hoede passwords refresh')
    await make('derde keer')
    expect(await isBreached(['derde keer'])).toBe(true)
    await rm(list)
    expect(await isBreached(['derde keer'])).toBe(false)
  })
})
