import { inOrder, type Report, Reporting } from '../report.ts'
import { type Hash, isIncluded, sameHash } from '../tree.ts'
import { Trust } from '../trust.ts'
import type { HeadReader } from './head.ts'
import { Unreadable } from './lines.ts'
import { noticeOf, readSealerRow } from './notes.ts'
import { mark } from './roots.ts'
import { afterSalt, hashOf, leafInPlace, viewOf } from './row-view.ts'
import type { Given } from './verify.ts'

interface Proven {
  position: number
  number: number
  id: string
  at: string
  leaf: Hash
  proof: Hash[]
}

/** An export of single rows, each with its proof, which the checkpoint at the end is needed for. */
export class ProofsCheck {
  readonly #origin: string
  readonly #reporting = new Reporting()
  readonly #trust: Trust
  readonly #given: Given
  readonly #rows: Proven[] = []

  constructor(head: HeadReader, given: Given) {
    this.#origin = head.origin
    this.#given = given
    this.#trust = new Trust(this.#origin, given.keys, given.witnesses ?? [], this.#reporting)
    this.#trust.addChanges(head.changes.map((note) => ({ name: 'change', note })))
  }

  line(buffer: Buffer, start: number, end: number): void {
    const salt = buffer.indexOf(32, start + 2) + 1
    const position = Number(buffer.toString('latin1', start + 2, salt - 1))
    if (buffer.toString('latin1', start, start + 2) !== 'p ' || salt === 0 || !Number.isSafeInteger(position))
      throw new Unreadable('a line that this program does not know')
    const proofAt = afterSalt(buffer, salt, end)
    const text = buffer.indexOf(32, proofAt) + 1
    if (text === 0 || text >= end) throw new Unreadable('a line without proof')
    const hashes = buffer.toString('latin1', proofAt, text - 1)
    const view = viewOf(buffer, text, end)
    const row = buffer.toString('utf8', text, end)
    const { id = '', at = '' } = JSON.parse(row) as { id?: string; at?: string }
    const proof = hashes === '-' ? [] : hashes.split(',').map(hashOf)
    if (view.ofSealer) this.#sealerRow(row, position, view.number)
    const leaf = leafInPlace(buffer, salt, text, end)
    this.#rows.push({ position, number: view.number, id, at, leaf, proof })
  }

  end(note: string | undefined): Report {
    const own = note === undefined ? undefined : this.#trust.check({ name: 'export', note })
    if (note === undefined) this.#reporting.find('truncated')
    if (own)
      for (const { leaf, position, proof, number, id, at } of this.#rows)
        if (!isIncluded(leaf, position, own.size, proof, own.root))
          this.#reporting.find('changed', { position, number, id, at })
    for (const given of this.#given.checkpoints ?? []) {
      const other = this.#trust.check(given)
      if (!other || !own) continue
      if (other.size !== own.size) this.#reporting.notice('outside')
      else if (!sameHash(other.root, own.root))
        this.#reporting.find('forked', { position: own.size }, { between: { fits: mark(own), doesNot: mark(other) } })
    }
    const { findings, notices } = this.#reporting
    return {
      outcome: findings.length ? 'tampered' : 'whole',
      format: 'hoede-log-proofs/v1',
      origin: this.#origin,
      from: 0,
      until: own?.size ?? 0,
      rows: this.#rows.length,
      checkpoint: own && mark(own),
      findings: inOrder(findings),
      notices: [...notices.values()],
    }
  }

  #sealerRow(text: string, position: number, number: number) {
    const { id, at, body } = readSealerRow(text, position, this.#trust)
    if (body) noticeOf(this.#reporting, body, at)
    else this.#reporting.find('forged-note', { position, number, id, at })
  }
}
