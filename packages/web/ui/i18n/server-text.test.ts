import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serverSentences, serverWords } from './server-sentences.en.ts'
import { inEnglish } from './server-text.ts'

const texts = { sentences: serverSentences, words: serverWords }
const capabilities = join(import.meta.dirname, '../../../server/src/capabilities')

/** Files whose sentences reach no screen: mails and messages, the command line, a page for another program. */
const elsewhere = [
  /messages\/texts\.ts$/,
  /environments\//,
  /backups\/(?!routes|own)/,
  /copies\//,
  /point-in-time\//,
  /breached-/,
  /fhir-import\//,
  /single-sign-on\/logout\.ts$/,
  /demo/,
]

/** Sentences as they stand in the sources; what is filled in as {}. */
async function sentencesOfServer(): Promise<string[]> {
  const files = (await readdir(capabilities, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !elsewhere.some((each) => each.test(file)),
  )
  const found = new Set<string>()
  for (const file of files) {
    const source = (await readFile(join(capabilities, file), 'utf8')).replace(/\/\*\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
    for (const match of source.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)) {
      const text = (match[1] ?? match[2] ?? '').replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '{}')
      if (
        /^[A-ZÉ{«][^\n]*\s[^\n]*[.?]$/.test(text) &&
        text.length > 12 &&
        !/\b(select|from|where|the|must)\b/.test(text)
      )
        found.add(text)
    }
  }
  return [...found]
}

describe('texts of the server in English', () => {
  it('know every sentence that can reach a screen', async () => {
    const sentences = await sentencesOfServer()
    expect(sentences.length).toBeGreaterThan(150)
    const known = new Set(serverSentences.map(([dutch]) => dutch))
    expect(sentences.filter((each) => !known.has(each))).toEqual([])
  })

  it.each([
    ['Gebruik minstens 14 tekens.', 'Use at least 14 characters.'],
    [
      'De aanmelddienst antwoordde niet op tijd. Je applicatiebeheerder kan dit oplossen.',
      'The sign-in service did not answer in time. Your application manager can solve this.',
    ],
    [
      'Op https://id.example/x staat niets. Klopt het adres van de aanbieder (issuer)?',
      'There is nothing at https://id.example/x. Is the address of the provider (issuer) right?',
    ],
    ['wachtwoord en sms-code', 'password and text message code'],
    ['Chrome op Windows', 'Chrome on Windows'],
    ['Een programma op Linux', 'A program on Linux'],
    ['buiten de eigen netwerken', 'outside your own networks'],
  ])('%s', (dutch, english) => {
    expect(inEnglish(dutch, texts)).toBe(english)
  })

  it('leave what they do not know, whole', () => {
    expect(inEnglish('Gebruik minstens 14 tekens. En nog iets.', texts)).toBeUndefined()
    expect(inEnglish('Zusterpost 2', texts)).toBeUndefined()
  })

  it('fill in as much in both languages', () => {
    const gaps = (text: string) => text.split('{}').length
    expect(serverSentences.filter(([dutch, english]) => gaps(dutch) !== gaps(english))).toEqual([])
  })
})
