import { type Hash, subtreesOf } from '../tree.ts'
import { Unreadable } from './lines.ts'
import { hashOf } from './row-view.ts'

/** What stands above the rows of an export. */
export interface ExportHead {
  origin: string
  from: number
  until: number
  left: Hash[]
  /** Checkpoints that changed the key, oldest first. */
  changes: string[]
}

const isCount = (text: string) => /^(0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text))

/** Collects the lines above the rows; `end` at the empty line. */
export class HeadReader {
  readonly #head: Partial<ExportHead> & Pick<ExportHead, 'left' | 'changes'> = { left: [], changes: [] }

  line(text: string): void {
    const [word, value] = [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)]
    if (word === 'origin' && value) this.#head.origin = value
    else if ((word === 'from' || word === 'until') && isCount(value)) this.#head[word] = Number(value)
    else if (word === 'left') this.#head.left.push(hashOf(value))
    else if (word === 'change') this.#head.changes.push(Buffer.from(value, 'base64').toString('utf8'))
    else throw new Unreadable('a line above the rows that this program does not know')
  }

  end(): ExportHead {
    const { origin, from, until, ...rest } = this.#head
    if (origin === undefined || from === undefined || until === undefined || until < from)
      throw new Unreadable('no origin, from or until above the rows')
    if (rest.left.length !== subtreesOf(0, from).length) throw new Unreadable('not as many left hashes as from says')
    return { origin, from, until, ...rest }
  }

  /** The origin alone, for an export of single rows. */
  get origin(): string {
    if (this.#head.origin === undefined) throw new Unreadable('no origin above the rows')
    return this.#head.origin
  }

  get changes(): string[] {
    return this.#head.changes
  }
}
