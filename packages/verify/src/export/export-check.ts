import { Reporting } from '../report.ts'
import { GrowingTree, type Hash } from '../tree.ts'
import { Trust } from '../trust.ts'
import { conclude } from './conclude.ts'
import type { ExportHead } from './head.ts'
import { Unreadable } from './lines.ts'
import { nothingSaid, noticeOf, readSealerRow, type Said, takeUp } from './notes.ts'
import { NumberOrder, type Placed } from './numbers.ts'
import { RangeSet } from './ranges.ts'
import { Roots } from './roots.ts'
import { afterSalt, hashLength, hashOf, isoOf, leafInPlace, type RowView, viewOf } from './row-view.ts'
import { TimeOrder } from './times.ts'
import type { Given } from './verify.ts'

const [letterR, letterX, letterM, letterD, letterU] = Buffer.from('rxmdu')
const anHour = 3_600_000

/** A row older than a checkpoint that was made before it was sealed. */
export interface TooOld {
  row: Placed
  count: number
  numbers: RangeSet
  drop: number
}

/** A row whose content is not what was sealed, with the hash that it has now. */
interface Changed {
  position: number
  leaf: string
  hash: string
  row: RowView
}

/** The state of a check while an export goes by: what is looked at once is not kept. */
export class ExportCheck {
  readonly head: ExportHead
  readonly reporting = new Reporting()
  readonly trust: Trust
  readonly tree: GrowingTree
  readonly roots: Roots
  readonly numbers: NumberOrder
  readonly times = new TimeOrder()
  readonly said: Said = nothingSaid()
  readonly tooOld: TooOld[] = []
  readonly changed: Changed[] = []
  readonly dropped = new Map<string, RangeSet>()
  readonly unsealed: { row: RowView; text: string }[] = []
  readonly taken = new RangeSet()
  rows = 0
  /** Rows more than the export says that it has. */
  extra = 0
  #oldest = Number.NEGATIVE_INFINITY

  constructor(head: ExportHead, given: Given) {
    this.head = head
    this.trust = new Trust(head.origin, given.keys, given.witnesses ?? [], this.reporting)
    const changes = this.trust.addChanges(head.changes.map((note) => ({ name: 'change', note })))
    const marks = (given.checkpoints ?? []).flatMap((each) => this.trust.check(each) ?? [])
    this.tree = new GrowingTree(head.from, head.left)
    this.roots = new Roots(this.tree, [...changes, ...marks])
    this.numbers = new NumberOrder(head.from === 0)
    for (const { at, size } of [...changes, ...marks]) if (size <= head.from && at) this.#notBefore(at)
  }

  line(buffer: Buffer, start: number, end: number): void {
    if (buffer[start + 1] !== 32) throw new Unreadable('a line that this program does not know')
    const letter = buffer[start]
    if (letter === letterR) this.#row(buffer, start, end)
    else if (letter === letterX) this.#changedRow(buffer, start, end)
    else if (letter === letterM) this.#removedRow(buffer.toString('latin1', start + 2, end))
    else if (letter === letterD) this.#droppedRow(buffer.toString('latin1', start + 2, end))
    else if (letter === letterU)
      this.unsealed.push({ row: viewOf(buffer, start + 2, end), text: buffer.toString('utf8', start + 2, end) })
    else throw new Unreadable('a line that this program does not know')
  }

  /** The report, with what only the end tells. `checkpoint` is undefined when the file ended before it. */
  end(checkpoint: string | undefined) {
    return conclude(this, checkpoint)
  }

  #row(buffer: Buffer, start: number, end: number) {
    const text = afterSalt(buffer, start + 2, end)
    const view = viewOf(buffer, text, end)
    const position = this.tree.size
    const row: Placed = { number: view.number, position, at: view.at }
    this.#leaf(leafInPlace(buffer, start + 2, text, end))
    if (view.ofSealer) this.sealerRow(buffer.toString('utf8', text, end), row)
    const place = this.numbers.add(row)
    if (place === 'taken') {
      this.taken.add(row.number)
      this.reporting.find('inserted', { position, number: row.number, at: isoOf(row.at) })
      return
    }
    const loaded = this.said.loaded.has(row.number)
    if (place === 'late') this.numbers.explain(loaded ? this.said.loaded : this.said.late)
    if (loaded) return
    if (row.at < this.#oldest) this.#addTooOld(row)
    if (place === 'next') this.times.next(row)
    else this.times.late(row)
  }

  #changedRow(buffer: Buffer, start: number, end: number) {
    const leafAt = afterSalt(buffer, start + 2, end)
    const text = leafAt + hashLength + 1
    if (text >= end || buffer[text - 1] !== 32) throw new Unreadable('a line without leaf')
    const leaf = hashOf(buffer.toString('latin1', leafAt, leafAt + hashLength))
    const row = viewOf(buffer, text, end)
    const position = this.tree.size
    this.#leaf(leaf)
    this.numbers.addUnknown()
    const { id } = JSON.parse(buffer.toString('utf8', text, end)) as { id?: string }
    this.reporting.find('changed', { position, number: row.number, ...(id ? { id } : {}), at: isoOf(row.at) })
    const hash = Buffer.from(leafInPlace(buffer, start + 2, text, end)).toString('hex')
    if (this.changed.length < 10_000)
      this.changed.push({ position, leaf: Buffer.from(leaf).toString('hex'), hash, row })
  }

  #removedRow(leaf: string) {
    const position = this.tree.size
    const number = this.numbers.highest?.number
    this.#leaf(hashOf(leaf))
    this.numbers.addUnknown()
    this.reporting.find('removed', { position, ...(number === undefined ? {} : { afterNumber: number }) })
  }

  #droppedRow(fields: string) {
    const [leaf = '', month = ''] = fields.split(' ')
    if (!/^\d{4}-\d{2}$/.test(month)) throw new Unreadable('a dropped row without month')
    const positions = this.dropped.get(month) ?? new RangeSet()
    positions.add(this.tree.size)
    this.dropped.set(month, positions)
    this.#leaf(hashOf(leaf))
    this.numbers.addUnknown()
    // Steps of the clock may have been said in rows that are not here any more.
    this.times.forget()
    this.#oldest = Number.NEGATIVE_INFINITY
  }

  #leaf(leaf: Hash) {
    this.rows += 1
    if (this.tree.size >= this.head.until) {
      this.extra += 1
      return
    }
    this.tree.add(leaf)
    if (this.tree.size !== this.roots.nextSize) return
    const held = this.roots.hold()
    if (held?.at) this.#notBefore(held.at)
  }

  /** A row of the sealer: what it says, when it is signed. */
  sealerRow(text: string, row: Placed): void {
    const { id, at, body } = readSealerRow(text, row.position, this.trust)
    if (!body) {
      if (row.position < this.trust.earlierKeyUntil) this.reporting.notice('notes-of-earlier-key')
      else this.reporting.find('forged-note', { position: row.position, number: row.number, id, at })
      return
    }
    takeUp(this.said, body)
    if (body.kind === 'started') this.said.started.push({ number: row.number, highest: body.highest ?? 0 })
    noticeOf(this.reporting, body, at)
    if (body.kind === 'late' || body.kind === 'loaded') this.numbers.explain(this.said[body.kind])
    if (body.kind !== 'abandoned') return
    for (const [from, until] of body.numbers ?? [])
      for (const [first, last] of this.numbers.abandon(from, until)) {
        this.taken.add(first, last)
        this.reporting.find(
          'inserted',
          { number: first, ...(last > first ? { untilNumber: last } : {}) },
          { count: last - first + 1 },
        )
      }
  }

  /** From here on no row may be more than an hour older than this. */
  #notBefore(at: string) {
    const time = Date.parse(at) - anHour
    if (time > this.#oldest) this.#oldest = time
  }

  #addTooOld(row: Placed) {
    const drop = this.#oldest - row.at
    const last = this.tooOld.at(-1)
    if (last && last.row.position + last.count === row.position && Math.abs(last.drop - drop) < anHour / 6) {
      last.count += 1
      last.numbers.add(row.number)
      last.drop = Math.max(last.drop, drop)
    } else this.tooOld.push({ row, count: 1, numbers: new RangeSet([[row.number, row.number]]), drop })
  }
}
