import pg from 'pg'
import type { KeyProvider } from '../crypto/key-provider.ts'
import { type EnvironmentKeys, openKeys, type WrappedDataKey, wipeKeys } from '../crypto/keys.ts'
import { type Turns, turns } from '../process/turns.ts'
import { clientOptions, type DatabaseAddress, sqlState } from './connection.ts'
import { EnvironmentConnection, type Reader, type Transaction } from './transaction.ts'

/** An environment as the control database describes it. */
export interface Environment {
  id: string
  key: string
  kind: 'production' | 'training' | 'test'
  host: string
  customerName: string
  customerKey: string
  demo: boolean
  state: string
  databaseName: string
  roleName: string
  /** The role that may read the log; taken on for the length of a transaction. */
  logRole: string
  /** The login that extends the tree of the log; no request has it. */
  sealRole: string
  address: DatabaseAddress
  /** Every version of its data key that still opens something. */
  dataKeys: WrappedDataKey[]
  migration: number
  /** Issuers whose second factor the supplier approved, for everybody or for this customer. */
  approvedIssuers: string[]
}

/** What the store needs from the control database and the operator. */
export interface EnvironmentSource {
  byHost(host: string): Promise<Environment | undefined>
  byId(id: string): Promise<Environment | undefined>
  rolePassword(role: string): string
  keyProvider: KeyProvider
}

export interface PoolBounds {
  /** Connections to one environment. */
  connections: number
  /** How many of them what takes long for another reason than the database (hashing a password) can hold at once. */
  slow: number
  /** Environments with an open pool; the one that was idle longest is drained and closed first. */
  pools: number
}

interface Opened {
  pool: pg.Pool
  keys: EnvironmentKeys
  slow: Turns
  inUse: number
  lastUsed: number
}

/** The same environments through the login that seals their logs. */
export const asSealer = (source: EnvironmentSource): EnvironmentSource => ({
  ...source,
  byId: async (id) => {
    const found = await source.byId(id)
    return found && { ...found, roleName: found.sealRole }
  },
})

/** The one way to an environment's data: a callback for a named environment. Nothing is ambient. */
export class Environments {
  readonly #source: EnvironmentSource
  readonly #bounds: PoolBounds
  readonly #opened = new Map<string, Promise<Opened>>()
  readonly #connections = new WeakMap<pg.PoolClient, EnvironmentConnection>()

  constructor(source: EnvironmentSource, bounds: PoolBounds = { connections: 8, slow: 4, pools: 100 }) {
    this.#source = source
    this.#bounds = bounds
  }

  byHost(host: string): Promise<Environment | undefined> {
    return this.#source.byHost(host)
  }

  /** Reads in one transaction; what the callback needs to log is written by the endpoint wrapper, which uses transact(). */
  read<T>(id: string, work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.#within(id, (client, keys) => this.#transaction(client, keys, work))
  }

  /** One transaction: committed when the callback answers, undone when it throws. The result is given after the commit. */
  transact<T>(id: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#within(id, (client, keys) => this.#transaction(client, keys, work))
  }

  /** The same for work that takes long for another reason than the database: it never holds all connections. */
  async transactSlowly<T>(id: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const { slow } = await this.#open(id)
    return slow(() => this.transact(id, work))
  }

  /**
   * One transaction in one round trip: everything that the callback asks, it asks at once. That is committed when all of it
   * succeeded, also if the callback then throws, and undone as a whole otherwise. The result is given after the commit. What is
   * asked later is refused.
   */
  once<T>(id: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#within(id, (client, keys) => this.#batch(client, keys, work))
  }

  /** The keys of an environment, for what needs no database (the key of somebody's drafts). */
  async keys(id: string): Promise<EnvironmentKeys> {
    return (await this.#open(id)).keys
  }

  async close(): Promise<void> {
    const all = [...this.#opened.values()]
    this.#opened.clear()
    await Promise.all(
      all.map(async (opening) => {
        const opened = await opening.catch(() => undefined)
        await opened?.pool.end()
        if (opened) wipeKeys(opened.keys)
      }),
    )
  }

  async #within<T>(id: string, work: (client: pg.PoolClient, keys: EnvironmentKeys) => Promise<T>): Promise<T> {
    const opened = await this.#open(id)
    opened.inUse += 1
    try {
      return await work(await opened.pool.connect(), opened.keys)
    } finally {
      opened.inUse -= 1
      opened.lastUsed = Date.now()
    }
  }

  async #transaction<T>(
    client: pg.PoolClient,
    keys: EnvironmentKeys,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const connection = this.#connection(client)
    let broken: Error | undefined
    try {
      const begun = connection.command('begin')
      // The statements of the callback are sent along without waiting; an error here shows itself in every one of them.
      begun.catch(() => undefined)
      const rows: Transaction['rows'] = (sql, values) => connection.rows(sql, values)
      const result = await work({ db: connection.kysely, rows, keys })
      // PostgreSQL answers a commit of a failed transaction with ROLLBACK and no error.
      if ((await connection.command('commit')) !== 'COMMIT') throw new Error('the transaction was undone')
      return result
    } catch (error) {
      await connection.command('rollback').catch((failure: Error) => {
        broken = failure
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  async #batch<T>(
    client: pg.PoolClient,
    keys: EnvironmentKeys,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const connection = this.#connection(client)
    const committed = connection.once()
    let broken: Error | undefined
    const rows: Transaction['rows'] = (sql, values) => connection.rows(sql, values)
    try {
      const [result] = await Promise.allSettled([work({ db: connection.kysely, rows, keys })])
      const failure = await committed().then(
        () => undefined,
        (error: Error) => error,
      )
      if (failure && sqlState(failure) === undefined) broken = failure
      if (result.status === 'rejected') throw result.reason
      if (failure) throw failure
      return result.value
    } finally {
      client.release(broken)
    }
  }

  #connection(client: pg.PoolClient): EnvironmentConnection {
    const known = this.#connections.get(client)
    if (known) return known
    const connection = new EnvironmentConnection(client)
    this.#connections.set(client, connection)
    return connection
  }

  #open(id: string): Promise<Opened> {
    const known = this.#opened.get(id)
    if (known) return known
    const opening = this.#openPool(id)
    this.#opened.set(id, opening)
    opening.catch(() => this.#opened.delete(id))
    this.#closeIdlest()
    return opening
  }

  async #openPool(id: string): Promise<Opened> {
    const environment = await this.#source.byId(id)
    if (!environment) throw new Error('no such environment')
    const keys = await openKeys(this.#source.keyProvider, environment.dataKeys)
    const user = environment.roleName
    const login = { user, password: this.#source.rolePassword(user), database: environment.databaseName }
    const pool = new pg.Pool({
      ...clientOptions(environment.address, login),
      max: this.#bounds.connections,
      idleTimeoutMillis: 30_000,
      allowExitOnIdle: true,
    })
    // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
    pool.on('error', () => undefined)
    const slow = turns(this.#bounds.slow)
    return { pool, keys, slow, inUse: 0, lastUsed: Date.now() }
  }

  #closeIdlest(): void {
    if (this.#opened.size <= this.#bounds.pools) return
    void Promise.all([...this.#opened].map(async ([id, opening]) => ({ id, opened: await opening })))
      .then(async (all) => {
        const idlest = all
          .filter((each) => each.opened.inUse === 0)
          .sort((a, b) => a.opened.lastUsed - b.opened.lastUsed)[0]
        if (!idlest) return
        this.#opened.delete(idlest.id)
        await idlest.opened.pool.end()
      })
      .catch(() => undefined)
  }
}
