import { insertStartingRoles } from '../capabilities/access/public.ts'
import { lastNumber, noteLoaded } from '../capabilities/log-proof/public.ts'
import { recordAudit } from '../platform/audit/record.ts'
import type { EnvironmentKeys } from '../platform/crypto/keys.ts'
import { type Client, quoteName } from '../platform/db/connection.ts'
import { copyRows } from '../platform/db/copy.ts'
import { maintenance } from '../platform/db/maintenance.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import * as tables from './tables.ts'
import type { ClientFile, LogRecord, Organisation } from './types.ts'

class DemoProblem extends Error {
  readonly code = 'environment-not-empty'
}

/** An environment's database, opened as administrator, with the role that owns it and the environment's keys. */
export interface Target {
  client: Client
  owner: string
  keys: EnvironmentKeys
}

export interface LoadOptions {
  /** Hears how many rows of about how many are in. */
  progress?(done: number, total: number): void
  /** Who stands in the log as the one who filled the environment. */
  supplier: string
  /**
   * 'one': everything or nothing. 'many': a transaction for every part, for sets that are too large for one; what an interrupted
   * run leaves must be thrown away.
   */
  transactions: 'one' | 'many'
  /** Work of the caller in the (last) transaction, just before it commits. */
  beforeCommit?(tx: Transaction): Promise<void>
}

const clientsAtOnce = 150

/**
 * Writes a generated organisation into an empty environment, sealed with its key as the product does. Returns the number of
 * rows. Throws DemoProblem where people or clients are already there; nothing is changed then.
 */
export async function loadOrganisation(
  target: Target,
  organisation: Organisation,
  options: LoadOptions,
): Promise<number> {
  const loading = new Loading(target, organisation, options)
  const parts = loading.parts()
  if (options.transactions === 'one') {
    await loading.transact(async (tx) => {
      for (const part of parts) await part(tx)
    })
  } else {
    for (const part of parts) await loading.transact(part)
  }
  loading.report()
  return loading.done
}

type Part = (tx: Transaction) => Promise<void>

class Loading {
  done = 0
  /** The last row of the log before anything was loaded. */
  #before = 0
  readonly #target: Target
  readonly #organisation: Organisation
  readonly #options: LoadOptions
  readonly #filled = new Set<string>()

  constructor(target: Target, organisation: Organisation, options: LoadOptions) {
    this.#target = target
    this.#organisation = organisation
    this.#options = options
  }

  /** One transaction as the owner, with the row in the log that every change needs: that the environment was filled. */
  transact(part: Part): Promise<void> {
    const { client, owner, keys } = this.#target
    return maintenance(client, owner, keys, async (tx) => {
      await recordAudit(tx, {
        event: 'environment.filled',
        action: 'C',
        outcome: 'success',
        part: 'environment',
        supplier: this.#options.supplier,
      })
      await part(tx)
    })
  }

  *parts(): Iterable<Part> {
    yield (tx) => this.#people(tx)
    let files: ClientFile[] = []
    for (const file of this.#organisation.clients()) {
      files.push(file)
      if (files.length < clientsAtOnce) continue
      const full = files
      files = []
      yield (tx) => this.#files(tx, full)
    }
    yield (tx) => this.#files(tx, files)
    yield (tx) => this.#finish(tx)
  }

  report(): void {
    this.#options.progress?.(this.done, Math.max(this.done, this.#organisation.expectedRows))
  }

  async #people(tx: Transaction): Promise<void> {
    this.#before = await lastNumber(tx)
    const [found] = await tx.rows<{ filled: boolean }>(
      'select exists (select from person) or exists (select from client) as filled',
    )
    if (found?.filled) throw new DemoProblem('there are people or clients in this environment already')
    const { units, people, memberships, grants, shifts } = this.#organisation
    await insertStartingRoles((sql, values) => tx.rows(sql, values))
    const roles = await tx.rows<{ key: string; id: string }>('select key, id from role')
    // An environment that was made with its root unit keeps it.
    const [root] = await tx.rows<{ id: string }>('select id from unit where parent_id is null')
    const generated = units[0]?.id
    const below = units
      .slice(1)
      .map((unit) => (root && unit.parentId === generated ? { ...unit, parentId: root.id } : unit))
    await this.#copy(tables.unitTable, root ? below : units)
    await this.#copy(tables.personTable, people)
    await this.#copy(tables.membershipTable, memberships)
    await this.#copy(tables.grantTable(new Map(roles.map((role) => [role.key, role.id]))), grants)
    await this.#copy(tables.shiftTable, shifts)
    await tx.rows("select ensure_audit_partitions((now() - interval '2 months')::date, now()::date)")
  }

  async #files(tx: Transaction, files: ClientFile[]): Promise<void> {
    // In the order in which they were written, as the rows of a real environment lie: one record is spread over the table.
    const reports = byTime(files.flatMap((file) => file.reports))
    const clients = files.map((file) => file.client)
    await this.#copy(tables.clientTable, clients)
    await this.#copy(
      tables.placementTable,
      files.flatMap((file) => file.placements),
    )
    await this.#copy(
      tables.careRelationTable,
      files.flatMap((file) => file.careRelations),
    )
    await this.#copy(
      tables.contactTable,
      files.flatMap((file) => file.contacts),
    )
    await this.#copy(
      tables.alertTable,
      files.flatMap((file) => file.alerts),
    )
    await this.#copy(tables.reportTable, reports)
    await this.#copy(tables.reportVersionTable, earlierVersions(reports))
    await this.#copy(tables.measurementTable, byTime(files.flatMap((file) => file.measurements)))
    await keepHistory(tx, clients)
    const log = files.flatMap((file): LogRecord[] => this.#organisation.logOf(file))
    await this.#copy(
      tables.logTable,
      log.sort((a, b) => a.at - b.at),
    )
    this.report()
  }

  async #finish(tx: Transaction): Promise<void> {
    await this.#copy(tables.logTable, this.#organisation.otherLog())
    await tx.rows(
      "select setval('client_number', (select greatest(max(number::bigint), 100001) from client where number ~ '^[0-9]{1,12}$'))",
    )
    await tx.rows(`analyze ${[...this.#filled].map(quoteName).join(', ')}`)
    await noteLoaded(tx, this.#before)
    await this.#options.beforeCommit?.(tx)
  }

  async #copy<R>(table: tables.Table<R>, records: Iterable<R>): Promise<void> {
    const { client, keys } = this.#target
    const rows = Iterator.from(records).map((record) => table.row(record, keys))
    this.done += await copyRows(client, table.name, table.columns, rows)
    this.#filled.add(table.name)
  }
}

const byTime = <R extends { recordedAt: number }>(rows: R[]) => rows.sort((a, b) => a.recordedAt - b.recordedAt)

function* earlierVersions(reports: ClientFile['reports']): Iterable<tables.EarlierVersion> {
  for (const report of reports) for (let index = 0; index < report.earlier.length; index += 1) yield { report, index }
}

/** The versions before the present one, as the trigger of the product would have kept them. */
async function keepHistory(tx: Transaction, clients: ClientFile['client'][]): Promise<void> {
  const changes = clients.flatMap(({ id, history }) => {
    let before: object = {}
    // From the newest change back: each takes away one more of what was changed since.
    return [...history].reverse().map((change, index) => {
      before = { ...before, ...snakeCase(change.before) }
      const changedAt = new Date(change.changedAt)
      return { id, version: history.length - index, before, changed_at: changedAt, changed_by: change.changedBy }
    })
  })
  await tx.rows(
    `insert into row_history (table_name, row_id, version, client_id, row, changed_at, changed_by)
     select 'client', c.id::text, h.version, c.id, to_jsonb(c) || h.before || jsonb_build_object('version', h.version),
       h.changed_at, h.changed_by
     from jsonb_to_recordset($1::jsonb) as h (id uuid, version integer, before jsonb, changed_at timestamptz, changed_by uuid)
     join client c on c.id = h.id`,
    [JSON.stringify(changes)],
  )
  await tx.rows(
    `insert into row_history (table_name, row_id, version, client_id, row, changed_at, changed_by)
     select 'measurement', m.id::text, 1, m.client_id,
       to_jsonb(m) || '{"version": 1, "status": "final", "reason_sealed": null}', n.recorded_at, n.performer_id
     from measurement m join measurement n on n.replaces_id = m.id
     where m.client_id = any ($1::uuid[]) and m.status = 'entered-in-error'`,
    [clients.map((client) => client.id)],
  )
}

const columnNames: Record<string, string> = { resuscitationRecordedAt: 'resuscitation_recorded_at' }
const snakeCase = (values: object) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [columnNames[key] ?? key, value]))
