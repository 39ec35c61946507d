import {
  type Checkpoint,
  consistencyProof,
  GrowingTree,
  type Hash,
  inclusionProof,
  keyChange,
  nodeHash,
  rowHash,
  rowText,
  type SealedRow,
  type Signer,
  saltOf,
  signCheckpoint,
  signerOf,
  signNote,
} from '../src/index.ts'

/** Numbers that look random and are the same every time (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}

export interface Sealed {
  row: SealedRow
  salt: Buffer
  text: string
  leaf: Hash
}

const moment = (ms: number) => new Date(ms).toISOString().replace('Z', '000Z')
const text64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** Hashes of whole subtrees of these leaves, by the words of RFC 9162. */
const readerOf = (leaves: readonly Hash[]) => async (wanted: readonly { level: number; index: number }[]) =>
  wanted.map(({ level, index }) => {
    let hashes = leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)
    while (hashes.length > 1)
      hashes = Array.from({ length: hashes.length / 2 }, (_, at) => nodeHash(hashes[2 * at]!, hashes[2 * at + 1]!))
    return hashes[0]!
  })

/** A log in memory, with its sealer: made by docs/security/log-format.md, to be verified and to be tampered with. */
export class LogMaker {
  readonly origin: string
  signer: Signer
  readonly first: Signer
  readonly #saltKey = Buffer.alloc(32, 3)
  readonly sealed: Sealed[] = []
  readonly changes: string[] = []
  readonly unsealed: SealedRow[] = []
  /** What `d` stands for now: position and month. */
  readonly dropped = new Map<number, string>()
  tree = new GrowingTree()
  number = 0
  now: number

  constructor(origin = 'hoede/linde/1', seed = 7, now = Date.UTC(2026, 10, 23, 8)) {
    this.origin = origin
    this.first = signerOf(origin, Buffer.alloc(32, seed))
    this.signer = this.first
    this.now = now
  }

  /** Draws a number and makes a row of now; not sealed yet. */
  row(more: Partial<SealedRow> = {}): SealedRow {
    this.number += 1
    const tail = this.number.toString(16).padStart(12, '0')
    return {
      action: 'R',
      at: moment(this.now),
      checks: 'ok "quoted", back\\slash \u00eb \ud83d\ude42',
      clientId: `0199f3a0-0000-7000-8000-${(this.number % 50).toString(16).padStart(12, '0')}`,
      event: 'record.opened',
      id: `0199f3a0-1111-7000-8000-${tail}`,
      number: String(this.number),
      outcome: 'success',
      part: 'report',
      shown: ['a', 'number', 'at'],
      ...more,
    }
  }

  note(note: object, signer = this.signer): SealedRow {
    const id = `0199f3a0-2222-7000-8000-${(this.number + 1).toString(16).padStart(12, '0')}`
    return this.row({
      action: 'E',
      event: 'log.sealing',
      part: 'log',
      id,
      detail: JSON.stringify(signNote(signer, id, JSON.stringify(note))),
    })
  }

  make(row: SealedRow): Sealed {
    const [salt, text] = [saltOf(this.#saltKey, row.number), rowText(row)]
    return { row, salt, text, leaf: rowHash(salt, text) }
  }

  seal(...rows: SealedRow[]): void {
    for (const row of rows) {
      const made = this.make(row)
      this.sealed.push(made)
      this.tree.add(made.leaf)
    }
  }

  /** So many rows, one every `everyMs`. */
  write(count: number, everyMs = 1000): void {
    for (let at = 0; at < count; at += 1) {
      this.now += everyMs
      this.seal(this.row())
    }
  }

  head(): Checkpoint {
    return {
      origin: this.origin,
      size: this.tree.size,
      root: this.tree.root(),
      at: moment(this.now),
      nextKey: undefined,
    }
  }

  checkpoint(signers: readonly Signer[] = [this.signer]): string {
    return signCheckpoint(this.head(), signers)
  }

  changeKey(seed: number): void {
    const next = signerOf(this.origin, Buffer.alloc(32, seed))
    this.changes.push(keyChange(this.head(), this.signer, next))
    this.signer = next
  }

  /** Lines of an export from a position on, without the checkpoint. */
  lines(from = 0): string[] {
    const edge = new GrowingTree()
    for (const { leaf } of this.sealed.slice(0, from)) edge.add(leaf)
    return [
      'hoede-log-export/v1',
      `origin ${this.origin}`,
      `from ${from}`,
      `until ${this.sealed.length}`,
      ...edge.edge.map((hash) => `left ${text64(hash)}`),
      ...this.changes.map((note) => `change ${text64(Buffer.from(note))}`),
      '',
      ...this.sealed.slice(from).map((each, at) => this.line(each, from + at)),
      ...this.unsealed.map((row) => `u ${rowText(row)}`),
      '',
    ]
  }

  line({ salt, text, leaf }: Sealed, position: number): string {
    const month = this.dropped.get(position)
    return month ? `d ${text64(leaf)} ${month}` : `r ${text64(salt)} ${text}`
  }

  export(from = 0, lines = this.lines(from), checkpoint = this.checkpoint()): string {
    return `${lines.join('\n')}\n${checkpoint}`
  }

  get leaves(): Hash[] {
    return this.sealed.map(({ leaf }) => leaf)
  }

  async proofs(positions: readonly number[]): Promise<string> {
    const read = readerOf(this.leaves)
    const rows = positions.map(async (position) => {
      const proof = await inclusionProof(position, this.sealed.length, read)
      const { salt, text } = this.sealed[position]!
      return `p ${position} ${text64(salt)} ${proof.map(text64).join(',') || '-'} ${text}`
    })
    return [
      'hoede-log-proofs/v1',
      `origin ${this.origin}`,
      ...this.changes.map((note) => `change ${text64(Buffer.from(note))}`),
      '',
      ...(await Promise.all(rows)),
      '',
      this.checkpoint(),
    ].join('\n')
  }

  consistency = (first: number, second: number) =>
    consistencyProof(first, second, readerOf(this.leaves.slice(0, second)))
}
