import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { ClientBase, Submittable } from 'pg'
import type { EnvironmentKeys } from '../crypto/keys.ts'
import { type Answer, Batch, type Ending, type Prepared, type Statement } from './batch.ts'
import type { DB } from './schema.generated.ts'

/** Reads an environment's database: a reader cannot write, by its type. */
export interface Reader {
  readonly db: Pick<Kysely<DB>, 'selectFrom' | 'selectNoFrom' | 'with' | 'fn'>
  /**
   * Runs one parameterised statement, prepared once per connection; for what the query builder does not say well. Values given as
   * a function are asked at the moment of sending, when all that is asked in the same turn is known.
   */
  rows<R extends object>(sql: string, values?: Statement['values']): Promise<R[]>
  readonly keys: EnvironmentKeys
}

/** Reads and writes; committed or undone as a whole by whoever opened it. */
export interface Transaction extends Reader {
  readonly db: Pick<
    Kysely<DB>,
    'selectFrom' | 'selectNoFrom' | 'with' | 'fn' | 'insertInto' | 'updateTable' | 'deleteFrom'
  >
}

/** So many statements keep a prepared form on a connection; what comes after that is prepared anew each time. */
const preparedAtMost = 500

/**
 * A connection that prepares each statement once, and sends what is asked in one turn of the event loop as one batch: a use case
 * that asks three things at once pays one round trip.
 */
export class EnvironmentConnection implements DatabaseConnection {
  readonly kysely: Kysely<DB>
  readonly #client: ClientBase
  readonly #prepared = new Map<string, Prepared>()
  #waiting: Statement[] = []
  #committed = false
  #ending: Ending | undefined

  constructor(client: ClientBase) {
    this.#client = client
    this.kysely = new Kysely<DB>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new SingleConnectionDriver(this),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    })
  }

  async rows<R extends object>(sql: string, values: Statement['values'] = []): Promise<R[]> {
    return (await this.#ask(sql, values)).rows as R[]
  }

  /** Opens or ends the transaction and tells what the server called it: COMMIT can be answered with ROLLBACK. */
  async command(sql: 'begin' | 'commit' | 'rollback'): Promise<string> {
    this.#committed = false
    const answer = this.#ask(sql, [])
    this.#committed = sql === 'commit'
    return (await answer).command
  }

  /**
   * What is asked next, in one turn of the event loop, is a transaction by itself, without a begin and a commit of its own. Gives
   * a function that answers when it was committed, and throws what undid it; where nothing was asked it answers at once.
   */
  once(): () => Promise<void> {
    this.#committed = false
    const committed = new Promise<void>((resolve, reject) => {
      this.#ending = { resolve, reject }
    })
    committed.catch(() => undefined)
    return async () => {
      if (this.#ending && this.#waiting.length === 0) {
        this.#ending = undefined
        this.#committed = true
      } else await committed
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, count } = await this.#ask(query.sql, query.parameters)
    return { rows: rows as R[], numAffectedRows: BigInt(count) }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not used here')
  }

  #ask(text: string, values: Statement['values']): Promise<Answer> {
    if (this.#committed)
      throw new Error('the commit was sent already: nothing can be asked in this transaction any more')
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#send())
      this.#waiting.push({ text, values, resolve, reject })
    })
  }

  #send(): void {
    const statements = this.#waiting
    this.#waiting = []
    const ending = this.#ending
    this.#ending = undefined
    if (ending) this.#committed = true
    try {
      this.#client.query(new Batch(statements, this.#prepare, ending) as unknown as Submittable)
    } catch (error) {
      // A value that cannot be said: nothing was sent.
      for (const statement of statements) statement.reject(error as Error)
      ending?.reject(error as Error)
    }
  }

  readonly #prepare = (text: string): Prepared => {
    const known = this.#prepared.get(text)
    if (known) return known
    if (this.#prepared.size >= preparedAtMost) return { name: '', known: false, fields: undefined }
    const prepared = { name: `h${this.#prepared.size}`, known: false, fields: undefined }
    this.#prepared.set(text, prepared)
    return prepared
  }
}

class SingleConnectionDriver implements Driver {
  readonly #connection: EnvironmentConnection
  constructor(connection: EnvironmentConnection) {
    this.#connection = connection
  }
  async init() {}
  async acquireConnection() {
    return this.#connection
  }
  async releaseConnection() {}
  async destroy() {}
  async beginTransaction() {
    throw new Error('the transaction is opened and closed in one place: environments.ts')
  }
  async commitTransaction() {
    throw new Error('the transaction is opened and closed in one place: environments.ts')
  }
  async rollbackTransaction() {
    throw new Error('the transaction is opened and closed in one place: environments.ts')
  }
}
