import pg from 'pg'

/** One parameterised statement with whoever waits for its answer. */
export interface Statement {
  text: string
  /** A function is asked at the moment of sending. */
  values: readonly unknown[] | (() => readonly unknown[])
  resolve(answer: Answer): void
  reject(error: Error): void
}

export interface Answer {
  rows: Record<string, unknown>[]
  /** What the server says it did: SELECT, INSERT, BEGIN, COMMIT, ROLLBACK, … */
  command: string
  /** Rows selected or changed. */
  count: number
}

interface Field {
  name: string
  parse: (text: string) => unknown
}

/** What a connection remembers of a statement it has prepared: its name there, and what its rows look like. */
export interface Prepared {
  name: string
  known: boolean
  fields: Field[] | undefined
}

/** The part of pg's connection that a batch speaks through (extended query protocol, PostgreSQL manual section 55.2.3). */
interface Wire {
  stream: { cork(): void; uncork(): void }
  parse(message: { name: string; text: string; types?: number[] }): void
  bind(message: { portal: string; statement: string; values: (string | Buffer | null)[]; binary: boolean }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: { portal: string; rows: number }): void
  sync(): void
  on(event: 'parseComplete', listener: () => void): void
  off(event: 'parseComplete', listener: () => void): void
}

/** Whoever waits for the end of a batch as a whole. */
export interface Ending {
  /** The server is ready for the next batch and reported no error in this one, its commit included. */
  resolve(): void
  reject(error: Error): void
}

/**
 * Several statements that travel together and end with one Sync: one write, one flush of answers. A statement is prepared at its
 * first use on a connection, and its rows are described then only. When one fails, the server leaves those behind it undone.
 * Outside of an open transaction the batch is one by itself: the Sync commits it (PostgreSQL manual section 55.2.3.1).
 */
export class Batch {
  readonly #statements: Statement[]
  readonly #values: Parameter[][]
  readonly #prepared: Prepared[]
  /** The statements whose preparation this batch asks for, in order; the server confirms them in the same order. */
  readonly #parsing: Prepared[] = []
  readonly #ending: Ending | undefined
  #wire: Wire | undefined
  #at = 0
  #rows: Record<string, unknown>[] = []
  #failed = false
  /** pg asks for it; answers go to each statement's own promise. */
  readonly callback = () => undefined

  constructor(statements: Statement[], prepare: (text: string) => Prepared, ending?: Ending) {
    this.#statements = statements
    this.#ending = ending
    this.#values = statements.map(({ values }) => (typeof values === 'function' ? values() : values).map(toParameter))
    this.#prepared = statements.map((statement) => prepare(statement.text))
  }

  submit(wire: Wire): void {
    this.#wire = wire
    wire.on('parseComplete', this.#parsed)
    wire.stream.cork()
    try {
      for (const [index, statement] of this.#statements.entries())
        this.#send(wire, statement, this.#prepared[index]!, this.#values[index]!)
      wire.sync()
    } finally {
      wire.stream.uncork()
    }
  }

  #send(wire: Wire, statement: Statement, prepared: Prepared, values: Parameter[]): void {
    if (!prepared.known && (prepared.name === '' || !this.#parsing.includes(prepared))) {
      wire.parse({ name: prepared.name, text: statement.text })
      this.#parsing.push(prepared)
    }
    wire.bind({ portal: '', statement: prepared.name, values, binary: false })
    if (!prepared.fields) wire.describe({ type: 'P', name: '' })
    wire.execute({ portal: '', rows: 0 })
  }

  readonly #parsed = (): void => {
    const prepared = this.#parsing.shift()
    if (prepared && prepared.name !== '') prepared.known = true
  }

  handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }): void {
    this.#prepared[this.#at]!.fields = message.fields.map((field) => ({
      name: field.name,
      parse: pg.types.getTypeParser(field.dataTypeID, 'text') as Field['parse'],
    }))
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const fields = this.#prepared[this.#at]!.fields ?? []
    const row: Record<string, unknown> = {}
    for (let index = 0; index < fields.length; index++) {
      const text = message.fields[index]
      row[fields[index]!.name] = text === null || text === undefined ? null : fields[index]!.parse(text)
    }
    this.#rows.push(row)
  }

  handleCommandComplete(message: { text: string }): void {
    const statement = this.#statements[this.#at]!
    this.#prepared[this.#at]!.fields ??= []
    const words = message.text.split(' ')
    const answer = { rows: this.#rows, command: words[0] ?? '', count: Number(words.at(-1)) || 0 }
    this.#rows = []
    this.#at += 1
    statement.resolve(answer)
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleError(error: Error): void {
    if (this.#failed) return
    this.#failed = true
    this.#close()
    for (const statement of this.#statements.slice(this.#at)) statement.reject(error)
    this.#ending?.reject(error)
  }

  handleReadyForQuery(): void {
    this.#close()
    if (!this.#failed) this.#ending?.resolve()
  }

  #close(): void {
    this.#wire?.off('parseComplete', this.#parsed)
  }
}

type Parameter = string | Buffer | null

/** A value in PostgreSQL's text form (bytes as they are). */
function toParameter(value: unknown): Parameter {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  if (value instanceof Uint8Array) return Buffer.from(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `{${value.map(toElement).join(',')}}`
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

function toElement(value: unknown): string {
  const text = toParameter(value)
  if (text === null) return 'NULL'
  if (Array.isArray(value)) return String(text)
  return `"${(Buffer.isBuffer(text) ? `\\x${text.toString('hex')}` : text).replace(/["\\]/g, '\\$&')}"`
}
