import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { KeyProblem } from '../crypto/key-problem.ts'
import type { KeyProvider } from '../crypto/key-provider.ts'
import { type EnvironmentKeys, openKeys, type WrappedDataKey, wipeKeys } from '../crypto/keys.ts'
import { type Turns, turns } from '../process/turns.ts'
import { clientOptions, type DatabaseAddress, sqlState } from './connection.ts'
import type { KeyHolder, Watched } from './key-watch.ts'
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

/** Keys as they were read together, and how much work holds them: they are wiped when newer ones came and the last let go. */
interface HeldKeys {
  keys: EnvironmentKeys
  inUse: number
  /** Which versions they are, and from when each seals. */
  of: string
}

interface Opened {
  databaseName: string
  pool: pg.Pool
  held: HeldKeys
  /** Those from before, that some work still has. */
  earlier: Set<HeldKeys>
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

/** Milliseconds that a provider is not asked again for a key that it did not give. */
const refusalKept = 3_000
/** Milliseconds that work under way may take to end when its environment is stopped. */
const longestEnding = 10_000

const signOf = (dataKeys: readonly WrappedDataKey[]) =>
  dataKeys.map(({ version, sealsFrom }) => `${version}@${sealsFrom?.getTime() ?? 0}`).join(' ')

/** Ends what is no longer given out: what is under way may end, what takes longer finds its keys wiped and is undone. */
async function drain(opened: Opened): Promise<void> {
  const late = Date.now() + longestEnding
  const wait = () => sleep(20, undefined, { ref: false })
  // Whoever was given it in this very turn is counted after the first wait.
  do await wait()
  while (opened.inUse > 0 && Date.now() < late)
  for (const { keys } of [opened.held, ...opened.earlier]) wipeKeys(keys)
  // A pool that ends leaves who waits for a connection waiting for ever.
  while (opened.inUse > 0) await wait()
  await opened.pool.end()
}

/** The one way to an environment's data: a callback for a named environment. Nothing is ambient. */
export class Environments implements KeyHolder {
  readonly #source: EnvironmentSource
  readonly #bounds: PoolBounds
  readonly #opened = new Map<string, Promise<Opened>>()
  /** Environments whose key is not usable: refused without asking its provider at every request. */
  readonly #refused = new Map<string, { code: KeyProblem['code']; until: number }>()
  /** The database that each environment was last seen on. */
  readonly #placed = new Map<string, string>()
  readonly #connections = new WeakMap<pg.PoolClient, EnvironmentConnection>()

  constructor(source: EnvironmentSource, bounds: PoolBounds = { connections: 8, slow: 4, pools: 100 }) {
    this.#source = source
    this.#bounds = bounds
  }

  async byHost(host: string): Promise<Environment | undefined> {
    const found = await this.#source.byHost(host)
    if (found) this.#follow(found)
    return found
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
    return (await this.#open(id)).held.keys
  }

  /** The environments with keys in memory, and those that are refused because of them. */
  async watched(): Promise<Watched[]> {
    const ids = new Set([...this.#opened.keys(), ...this.#refused.keys()])
    const found = (await Promise.all([...ids].map((id) => this.#source.byId(id)))).filter((each) => each !== undefined)
    for (const each of found) {
      this.#follow(each)
      // Its key is gone for good: there is nothing to look at any more.
      if (each.state === 'destroyed') this.refuse(each.id, 'key-withdrawn')
      // Nobody waits for it: a provider may take long.
      void this.#takeNewKeys(each)
    }
    return found.filter(({ state }) => state !== 'destroyed')
  }

  /** A data key that came or went since the environment was opened: from now on what begins has the keys of now. */
  async #takeNewKeys({ id, dataKeys }: Environment): Promise<void> {
    const opening = this.#opened.get(id)
    const opened = await opening?.catch(() => undefined)
    const of = signOf(dataKeys)
    if (!opened || opened.held.of === of) return
    const keys = await openKeys(this.#source.keyProvider, dataKeys).catch(() => undefined)
    // Without the provider it stays as it is; the watch says what is wrong.
    if (!keys) return
    const before = opened.held
    if (this.#opened.get(id) !== opening || before.of === of) return wipeKeys(keys)
    opened.held = { keys, inUse: 0, of }
    if (before.inUse === 0) wipeKeys(before.keys)
    else opened.earlier.add(before)
  }

  /** From now on nothing of the environment is begun; what is under way ends, and its keys are wiped from memory. */
  refuse(id: string, code: KeyProblem['code']): void {
    this.#refused.set(id, { code, until: Number.POSITIVE_INFINITY })
    const opening = this.#opened.get(id)
    this.#opened.delete(id)
    void opening?.then(drain).catch(() => undefined)
  }

  /** Is the environment refused at this moment? For work that goes round all of them. */
  refuses(id: string): boolean {
    return (this.#refused.get(id)?.until ?? 0) > Date.now()
  }

  admit(id: string): void {
    this.#refused.delete(id)
  }

  async close(): Promise<void> {
    const all = [...this.#opened.values()]
    this.#opened.clear()
    await Promise.all(
      all.map(async (opening) => {
        const opened = await opening.catch(() => undefined)
        await opened?.pool.end()
        if (opened) for (const { keys } of [opened.held, ...opened.earlier]) wipeKeys(keys)
      }),
    )
  }

  /** An environment that went on in another database (a restored backup) is opened there; what was under way in the old one ends. */
  #follow({ id, databaseName }: Environment): void {
    const known = this.#placed.get(id)
    if (known === databaseName) return
    this.#placed.set(id, databaseName)
    const opening = this.#opened.get(id)
    if (!known || !opening) return
    this.#opened.delete(id)
    void opening.then(drain).catch(() => undefined)
  }

  async #within<T>(id: string, work: (client: pg.PoolClient, keys: EnvironmentKeys) => Promise<T>): Promise<T> {
    const opened = await this.#open(id)
    opened.inUse += 1
    let held: HeldKeys | undefined
    try {
      const client = await opened.pool.connect()
      held = opened.held
      held.inUse += 1
      return await work(client, held.keys)
    } finally {
      opened.inUse -= 1
      opened.lastUsed = Date.now()
      if (held) {
        held.inUse -= 1
        if (held.inUse === 0 && opened.earlier.delete(held)) wipeKeys(held.keys)
      }
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
    const refused = this.#refused.get(id)
    if (refused && refused.until > Date.now()) return Promise.reject(new KeyProblem(refused.code, 'refused'))
    const opening = this.#openPool(id)
    this.#opened.set(id, opening)
    opening.catch((error) => {
      if (this.#opened.get(id) === opening) this.#opened.delete(id)
      if (error instanceof KeyProblem) this.#refused.set(id, { code: error.code, until: Date.now() + refusalKept })
    })
    this.#closeIdlest()
    return opening
  }

  async #openPool(id: string): Promise<Opened> {
    const environment = await this.#source.byId(id)
    if (!environment) throw new Error('no such environment')
    this.#placed.set(id, environment.databaseName)
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
    // One that breaks while somebody works with it says so to what was asked, which fails; this would end the process besides.
    pool.on('connect', (client) => client.on('error', () => undefined))
    const slow = turns(this.#bounds.slow)
    const { databaseName } = environment
    const held = { keys, inUse: 0, of: signOf(environment.dataKeys) }
    return { databaseName, pool, held, earlier: new Set(), slow, inUse: 0, lastUsed: Date.now() }
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
        await drain(idlest.opened)
      })
      .catch(() => undefined)
  }
}
