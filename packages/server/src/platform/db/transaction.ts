import type { Writable } from 'node:stream'
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
import type { ClientBase } from 'pg'
import type { EnvironmentKeys } from '../crypto/keys.ts'
import type { DB } from './schema.generated.ts'

/** Reads an environment's database: a reader cannot write, by its type. */
export interface Reader {
  readonly db: Pick<Kysely<DB>, 'selectFrom' | 'selectNoFrom' | 'with' | 'fn'>
  /** Runs one parameterised statement, prepared once per connection; for what the query builder does not say well. */
  rows<R extends object>(sql: string, values?: readonly unknown[]): Promise<R[]>
  readonly keys: EnvironmentKeys
}

/** Reads and writes; committed or undone as a whole by whoever opened it. */
export interface Transaction extends Reader {
  readonly db: Pick<
    Kysely<DB>,
    'selectFrom' | 'selectNoFrom' | 'with' | 'fn' | 'insertInto' | 'updateTable' | 'deleteFrom'
  >
}

/**
 * A connection that prepares each statement once under a name of its own and sends statements without waiting for the answers
 * of earlier ones (pg's pipeline mode): a use case that asks three things at once pays one round trip.
 */
export class EnvironmentConnection implements DatabaseConnection {
  readonly kysely: Kysely<DB>
  readonly #client: ClientBase
  readonly #names = new Map<string, string>()
  #corked = false
  #committed = false

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

  async rows<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    this.#gather()
    const result = await this.#client.query<R>({ name: this.#name(sql), text: sql, values: values as unknown[] })
    return result.rows
  }

  /** Opens or ends the transaction and tells what the server called it (BEGIN, COMMIT, ROLLBACK, …). */
  async command(sql: 'begin' | 'commit' | 'rollback'): Promise<string> {
    this.#committed = false
    this.#gather()
    this.#committed = sql === 'commit'
    return (await this.#client.query(sql)).command
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#gather()
    const result = await this.#client.query({
      name: this.#name(query.sql),
      text: query.sql,
      values: query.parameters as unknown[],
    })
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not used here')
  }

  /** What is asked in one turn of the event loop leaves as one TLS record: each write to the socket costs as much as a small query. */
  #gather(): void {
    if (this.#committed)
      throw new Error('the commit was sent already: nothing can be asked in this transaction any more')
    if (this.#corked) return
    const { stream } = (this.#client as unknown as { connection: { stream: Writable } }).connection
    this.#corked = true
    stream.cork()
    setImmediate(() => {
      this.#corked = false
      stream.uncork()
    })
  }

  #name(sql: string): string {
    const known = this.#names.get(sql)
    if (known) return known
    // Statements with lists of varying length would fill the server's memory with names: those go unnamed.
    if (this.#names.size >= 500) return ''
    const name = `h${this.#names.size}`
    this.#names.set(sql, name)
    return name
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
