import type { Verifier } from '../note.ts'
import type { Report } from '../report.ts'
import type { GivenCheckpoint } from '../trust.ts'
import { ExportCheck } from './export-check.ts'
import { HeadReader } from './head.ts'
import { LineCutter, Unreadable, unpacked } from './lines.ts'
import { ProofsCheck } from './proofs-check.ts'

/** What an auditor has beside the export. */
export interface Given {
  /** Keys that the auditor trusts: of the log, the first one at best. */
  keys: readonly Verifier[]
  /** Checkpoints that somebody kept. */
  checkpoints?: readonly GivenCheckpoint[]
  /** Keys of witnesses whose cosignatures are looked for. */
  witnesses?: readonly Verifier[]
}

type Check = Pick<ExportCheck, 'line' | 'end'>
type State = 'format' | 'head' | 'rows' | 'checkpoint'

const longestCheckpoint = 1_000_000

/** An export as it comes, line by line. */
class Reading {
  readonly #given: Given
  readonly #head = new HeadReader()
  #state: State = 'format'
  #single = false
  #check: Check | undefined
  #checkpoint = ''
  lineNumber = 0

  constructor(given: Given) {
    this.#given = given
  }

  line(buffer: Buffer, start: number, end: number): void {
    this.lineNumber += 1
    if (this.#state === 'rows') {
      if (start === end) this.#state = 'checkpoint'
      else this.#check!.line(buffer, start, end)
    } else if (this.#state === 'checkpoint') {
      this.#checkpoint += `${buffer.toString('utf8', start, end)}\n`
      if (this.#checkpoint.length > longestCheckpoint) throw new Unreadable('the checkpoint has no end')
    } else if (this.#state === 'format') this.#format(buffer.toString('utf8', start, Math.min(end, start + 100)))
    else if (start !== end) this.#head.line(buffer.toString('utf8', start, end))
    else this.#endHead()
  }

  end(short: boolean): Report {
    if (!this.#check) throw new Unreadable('the file ends above the rows')
    const whole = !short && this.#state === 'checkpoint' && this.#checkpoint.includes('\n\n\u2014 ')
    return this.#check.end(whole ? this.#checkpoint : undefined)
  }

  #format(line: string) {
    if (line !== 'hoede-log-export/v1' && line !== 'hoede-log-proofs/v1')
      throw new Unreadable('not an export of a Hoede log')
    this.#single = line === 'hoede-log-proofs/v1'
    this.#state = 'head'
  }

  #endHead() {
    this.#check = this.#single
      ? new ProofsCheck(this.#head, this.#given)
      : new ExportCheck(this.#head.end(), this.#given)
    this.#state = 'rows'
  }
}

/**
 * Verifies an export of a log (docs/security/log-format.md) as it comes in, plain or gzip, in memory that does not grow with it.
 * Throws Unreadable when it is no such export. What is wrong with the log is in the report, not thrown.
 */
export async function verifyExport(chunks: AsyncIterable<Buffer>, given: Given): Promise<Report> {
  let short = false
  const reading = new Reading(given)
  const cutter = new LineCutter((buffer, start, end) => reading.line(buffer, start, end))
  try {
    for await (const chunk of unpacked(chunks, () => {
      short = true
    }))
      cutter.push(chunk)
  } catch (error) {
    if (error instanceof Unreadable) throw new Unreadable(error.message, reading.lineNumber)
    if (error instanceof SyntaxError) throw new Unreadable('a row that is not JSON', reading.lineNumber)
    throw error
  }
  return reading.end(short || cutter.inLine)
}
