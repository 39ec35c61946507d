import { type Checkpoint, readCheckpoint } from './checkpoint.ts'
import { type Note, NoteError, readNote, readVerifier, type Verifier, verified, verifierText } from './note.ts'
import type { Mark, Reporting } from './report.ts'
import { isNoteOf, type SignedNote } from './sealer-note.ts'
import type { Hash } from './tree.ts'

/** A checkpoint that is of this log and signed by a key that may. */
export interface TrustedMark extends Mark {
  root: Hash
}

export interface GivenCheckpoint {
  /** Its file, for the report. */
  name: string
  note: string
}

interface TrustedKey {
  verifier: Verifier
  /** Sizes of checkpoints that it may sign, both included. */
  from: number
  until: number
}

/** A note is signed when it is written, and sealed after the rows that were waiting then: the key can have changed in between. */
const sealedLater = 100_000

/** Whose signatures count for one log: the keys that were given, and those that they name as the next. */
export class Trust {
  readonly #origin: string
  readonly #keys: TrustedKey[]
  readonly #witnesses: readonly Verifier[]
  readonly #reporting: Reporting
  /** Below this size, rows were sealed while another key signed that nobody gave. */
  earlierKeyUntil = 0

  constructor(origin: string, keys: readonly Verifier[], witnesses: readonly Verifier[], reporting: Reporting) {
    this.#origin = origin
    this.#witnesses = witnesses
    this.#reporting = reporting
    this.#keys = keys
      .filter(({ name, kind }) => name === origin && kind === 'signature')
      .map((verifier) => ({ verifier, from: 0, until: Number.POSITIVE_INFINITY }))
    if (!this.#keys.length) reporting.find('other-log', {}, { about: keys.map(({ name }) => name).join(', ') })
  }

  /** Reads the checkpoints that changed the key, oldest first. Those from before the first key that is trusted say nothing. */
  addChanges(all: readonly GivenCheckpoint[]): TrustedMark[] {
    const first = all.findIndex((given) => this.#touches(given))
    if (first > 0) this.earlierKeyUntil = this.#read(all[first - 1]!)?.checkpoint.size ?? 0
    return all.slice(Math.max(first, 0)).flatMap((given) => this.#addChange(given) ?? [])
  }

  /** A checkpoint that changes the key: who trusts the old key may trust the new one from there. */
  #addChange(given: GivenCheckpoint): TrustedMark | undefined {
    const read = this.#read(given)
    if (!read) return undefined
    const { note, checkpoint } = read
    const next = checkpoint.nextKey === undefined ? undefined : this.#nextKey(note, checkpoint.nextKey)
    if (!next) {
      this.#reporting.find('forged-checkpoint', { position: checkpoint.size }, { about: given.name })
      return undefined
    }
    const known = this.#keys.find(({ verifier }) => same(verifier, next))
    if (known && !this.#signed(note, checkpoint, given, known)) {
      // Only the later key was given: it vouches for the change, and not for what the earlier one signed.
      known.from = checkpoint.size
      this.earlierKeyUntil = Math.max(this.earlierKeyUntil, checkpoint.size)
      return this.#mark(given, checkpoint)
    }
    const mark = this.check(given)
    if (!mark) return undefined
    for (const key of this.#keys) {
      if (same(key.verifier, next) || key.until < checkpoint.size || !verifiedQuietly(note, key.verifier)) continue
      key.until = checkpoint.size
    }
    if (known) known.from = checkpoint.size
    else
      this.#keys.push({
        verifier: next,
        from: checkpoint.size,
        until: Number.POSITIVE_INFINITY,
      })
    this.#reporting.notice('key-changed', 1, {
      value: checkpoint.size,
      ...(checkpoint.at ? { at: checkpoint.at } : {}),
    })
    return mark
  }

  /** The checkpoint, when it is of this log and signed by a trusted key; what is wrong with it is reported otherwise. */
  check(given: GivenCheckpoint): TrustedMark | undefined {
    const read = this.#read(given)
    if (!read) return undefined
    const { note, checkpoint } = read
    const problem = this.#problem(note, checkpoint)
    if (problem === 'wrong-key' && checkpoint.size <= this.earlierKeyUntil) {
      this.#reporting.notice('notes-of-earlier-key')
      return undefined
    }
    if (problem) {
      this.#reporting.find(problem, { position: checkpoint.size }, { about: given.name })
      return undefined
    }
    this.#lookForWitnesses(given, note)
    return this.#mark(given, checkpoint)
  }

  /** Witnesses were given, and none of them co-signed any checkpoint that was looked at. */
  get wantsWitness(): boolean {
    return this.#witnesses.length > 0 && ![...this.#reporting.notices.values()].some(({ kind }) => kind === 'cosigned')
  }

  /** Is it a note of the sealer, signed with a trusted key that was in use at that position? */
  isNote(id: string, note: SignedNote, position: number): boolean {
    return this.#keys.some(({ verifier, until }) => position <= until + sealedLater && isNoteOf(verifier, id, note))
  }

  /** Is a change signed by a trusted key, or does it name one? */
  #touches(given: GivenCheckpoint): boolean {
    try {
      const note = readNote(given.note)
      const { nextKey } = readCheckpoint(note.text)
      return this.#keys.some(({ verifier }) => nextKey === verifierText(verifier) || verifiedQuietly(note, verifier))
    } catch (error) {
      if (error instanceof NoteError) return false
      throw error
    }
  }

  #read(given: GivenCheckpoint): { note: Note; checkpoint: Checkpoint } | undefined {
    let read: { note: Note; checkpoint: Checkpoint }
    try {
      const note = readNote(given.note)
      read = { note, checkpoint: readCheckpoint(note.text) }
    } catch (error) {
      if (!(error instanceof NoteError)) throw error
      this.#reporting.find('forged-checkpoint', {}, { about: given.name })
      return undefined
    }
    if (read.checkpoint.origin === this.#origin) return read
    this.#reporting.find('other-log', {}, { about: `${given.name}: ${read.checkpoint.origin}` })
    return undefined
  }

  #problem(note: Note, checkpoint: Checkpoint): 'wrong-key' | 'forged-checkpoint' | undefined {
    let signed = false
    for (const { verifier, from, until } of this.#keys) {
      const found = verifiedQuietly(note, verifier)
      if (found === 'forged') return 'forged-checkpoint'
      if (found && checkpoint.size >= from && checkpoint.size <= until) signed = true
    }
    return signed ? undefined : 'wrong-key'
  }

  #signed(note: Note, checkpoint: Checkpoint, given: GivenCheckpoint, but: TrustedKey): boolean {
    return this.#keys.some((key) => {
      if (key === but) return false
      const found = verifiedQuietly(note, key.verifier)
      if (found === 'forged')
        this.#reporting.find('forged-checkpoint', { position: checkpoint.size }, { about: given.name })
      return found === true
    })
  }

  #nextKey(note: Note, text: string): Verifier | undefined {
    try {
      const next = readVerifier(text)
      return next.name === this.#origin && next.kind === 'signature' && verified(note, next) ? next : undefined
    } catch (error) {
      if (error instanceof NoteError) return undefined
      throw error
    }
  }

  #lookForWitnesses(given: GivenCheckpoint, note: Note) {
    for (const witness of this.#witnesses) {
      try {
        const found = verified(note, witness)
        if (found) this.#reporting.notice('cosigned', 1, { about: `${given.name}: ${witness.name}`, ...at(found.time) })
      } catch (error) {
        if (!(error instanceof NoteError)) throw error
        this.#reporting.find('forged-checkpoint', {}, { about: `${given.name}: ${witness.name}` })
      }
    }
  }

  readonly #mark = ({ name }: GivenCheckpoint, { size, root, at }: Checkpoint): TrustedMark => ({
    name,
    size,
    root,
    at,
  })
}

const at = (time: Date | undefined) => (time ? { at: time.toISOString() } : {})

const same = (one: Verifier, other: Verifier) => one.publicKey.equals(other.publicKey)

/** Did it sign? Or does the note say so, and it did not? */
function verifiedQuietly(note: Note, by: Verifier): boolean | 'forged' {
  try {
    return verified(note, by) !== undefined
  } catch (error) {
    if (error instanceof NoteError) return 'forged'
    throw error
  }
}

/** The notes that stand one after the other in a text, with or without empty lines between. */
export function splitNotes(text: string): string[] {
  const notes: string[] = []
  let [note, inSignatures] = ['', false]
  for (const line of text.split(/(?<=\n)/)) {
    const signature = line.startsWith('\u2014 ')
    if (inSignatures && !signature) {
      notes.push(note)
      ;[note, inSignatures] = ['', false]
    }
    if (note === '' && line === '\n') continue
    note += line
    inSignatures = signature
  }
  return note ? [...notes, note] : notes
}
