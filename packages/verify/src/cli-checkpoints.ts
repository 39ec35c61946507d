import { hash } from 'node:crypto'
import { base64, NoteError, type Verifier, verifierText } from './note.ts'
import { Reporting } from './report.ts'
import { type Hash, isConsistent } from './tree.ts'
import { type GivenCheckpoint, splitNotes, Trust } from './trust.ts'
import { findingText, type Language } from './words.ts'

/** A key for people: whose, what for, and a fingerprint to compare by telephone. */
export function describeKey(key: Verifier): string {
  const fingerprint = hash('sha256', key.publicKey, 'hex').match(/.{4}/g)!.join(' ')
  const use = key.kind === 'signature' ? 'signs checkpoints of a log' : 'co-signs checkpoints as a witness'
  return `${verifierText(key)}\nname         ${key.name}\nuse          ${use} (Ed25519)\nkey id       ${key.keyId.toString('hex')}\nfingerprint  ${fingerprint}\n`
}

interface Compared {
  keys: readonly Verifier[]
  from: GivenCheckpoint
  to: GivenCheckpoint
  /** Base64 hashes, one a line. */
  proof: string
  language: Language
}

const said = {
  en: {
    holds: (first: number, second: number) => `The log of ${first} rows is the beginning of that of ${second} rows.`,
    not: (first: number, second: number) =>
      `Not proven: with this proof, the log of ${first} rows is not the beginning of that of ${second} rows.`,
  },
  nl: {
    holds: (first: number, second: number) =>
      `Het logboek van ${first} regels is het begin van dat van ${second} regels.`,
    not: (first: number, second: number) =>
      `Niet bewezen: met dit bewijs is het logboek van ${first} regels niet het begin van dat van ${second} regels.`,
  },
}

const last = ({ name, note }: GivenCheckpoint): GivenCheckpoint => ({ name, note: splitNotes(note).at(-1) ?? '' })

/** Is the log of one checkpoint the beginning of that of another? Throws NoteError when the proof is no list of hashes. */
export function consistent({ keys, from, to, proof, language }: Compared): { holds: boolean; text: string } {
  const reporting = new Reporting()
  const origin = keys[0]?.name ?? ''
  const trust = new Trust(origin, keys, [], reporting)
  const changes = [from, to].map(last).filter(({ note }) => /^next-key /m.test(note))
  trust.addChanges(changes)
  const [first, second] = [trust.check(last(from)), trust.check(last(to))]
  if (!first || !second)
    return { holds: false, text: reporting.findings.map((finding) => findingText(finding, language)).join('\n') }
  const holds = isConsistent(first.size, second.size, first.root, second.root, hashesOf(proof))
  return { holds, text: said[language][holds ? 'holds' : 'not'](first.size, second.size) }
}

const hashesOf = (text: string): Hash[] =>
  text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const bytes = base64(line.trim())
      if (bytes?.length !== 32) throw new NoteError('the proof is not a list of base64 hashes')
      return bytes
    })
