import { insertStartingRoles } from '../capabilities/access/public.ts'
import { recordAudit } from '../platform/audit/record.ts'
import type { EnvironmentKeys } from '../platform/crypto/keys.ts'
import { type Client, quoteName } from '../platform/db/connection.ts'
import { copyRows } from '../platform/db/copy.ts'
import * as tables from './tables.ts'
import type { ClientFile, LogRecord, Organisation } from './types.ts'

export class DemoProblem extends Error {
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
  beforeCommit?(): Promise<void>
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
  await target.client.query(`set role ${quoteName(target.owner)}`)
  try {
    return await loading.run()
  } catch (error) {
    await target.client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    await target.client.query('reset role').catch(() => undefined)
  }
}

class Loading {
  readonly #target: Target
  readonly #organisation: Organisation
  readonly #options: LoadOptions
  readonly #filled = new Set<string>()
  #done = 0

  constructor(target: Target, organisation: Organisation, options: LoadOptions) {
    this.#target = target
    this.#organisation = organisation
    this.#options = options
  }

  async run(): Promise<number> {
    await this.#begin()
    await this.#refuseFilled()
    await this.#people()
    let files: ClientFile[] = []
    for (const file of this.#organisation.clients()) {
      files.push(file)
      if (files.length < clientsAtOnce) continue
      await this.#files(files)
      if (this.#options.transactions === 'many') await this.#next()
      files = []
    }
    await this.#files(files)
    await this.#copy(tables.logTable, this.#organisation.otherLog())
    await this.#query(
      "select setval('client_number', greatest((select max(number::bigint) from client where number ~ '^[0-9]{1,12}$'), 100001))",
    )
    await this.#query(`analyze ${[...this.#filled].map(quoteName).join(', ')}`)
    await this.#options.beforeCommit?.()
    await this.#query('commit')
    this.#report()
    return this.#done
  }

  /** Every transaction that changes something needs its row in the log: this is the one of filling. */
  async #begin(): Promise<void> {
    await this.#query('begin')
    await recordAudit(
      {
        rows: async <R extends object>(sql: string, values?: readonly unknown[]) =>
          (await this.#query<R>(sql, values)).rows,
      },
      {
        event: 'environment.filled',
        action: 'C',
        outcome: 'success',
        part: 'environment',
        supplier: this.#options.supplier,
      },
    )
  }

  async #next(): Promise<void> {
    await this.#query('commit')
    await this.#begin()
  }

  async #refuseFilled(): Promise<void> {
    const { rows } = await this.#query<{ filled: boolean }>(
      'select exists (select from person) or exists (select from client) as filled',
    )
    if (rows[0]?.filled) throw new DemoProblem('there are people or clients in this environment already')
  }

  async #people(): Promise<void> {
    const { units, people, memberships, grants } = this.#organisation
    await insertStartingRoles((sql, values) => this.#query(sql, values))
    const roles = await this.#query<{ key: string; id: string }>('select key, id from role')
    // An environment that was made with its root unit keeps it.
    const existing = await this.#query<{ id: string }>('select id from unit where parent_id is null')
    const root = existing.rows[0]?.id
    const generated = units[0]?.id
    const rooted = root
      ? units.slice(1).map((unit) => (unit.parentId === generated ? { ...unit, parentId: root } : unit))
      : units
    await this.#copy(tables.unitTable, rooted)
    await this.#copy(tables.personTable, people)
    await this.#copy(tables.membershipTable, memberships)
    const roleIds = new Map(roles.rows.map((role) => [role.key, role.id]))
    await this.#copy(tables.grantTable(roleIds), grants)
    const since = new Date(Date.now() - 62 * 86_400_000).toISOString().slice(0, 10)
    await this.#query('select ensure_audit_partitions($1::date, now()::date)', [since])
  }

  async #files(files: ClientFile[]): Promise<void> {
    // In the order in which they were written, as the rows of a real environment lie: one record is spread over the table.
    const byTime = <R extends { recordedAt: number }>(rows: R[]) => rows.sort((a, b) => a.recordedAt - b.recordedAt)
    const reports = byTime(files.flatMap((file) => file.reports))
    await this.#copy(
      tables.clientTable,
      files.map((file) => file.client),
    )
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
    await this.#history(files)
    const log = files.flatMap((file): LogRecord[] => this.#organisation.logOf(file))
    await this.#copy(
      tables.logTable,
      log.sort((a, b) => a.at - b.at),
    )
    this.#report()
  }

  /** The versions before the present one, as the trigger of the product would have kept them. */
  async #history(files: ClientFile[]): Promise<void> {
    const changes = files.flatMap(({ client }) => {
      let before: object = {}
      // From the newest change back: each takes away one more of what was changed since.
      return [...client.history].reverse().map((change, index) => {
        before = { ...before, ...snakeCase(change.before) }
        const version = client.history.length - index
        return { id: client.id, version, before, changed_at: new Date(change.changedAt), changed_by: change.changedBy }
      })
    })
    await this.#query(
      `insert into row_history (table_name, row_id, version, client_id, row, changed_at, changed_by)
       select 'client', c.id::text, h.version, c.id, to_jsonb(c) || h.before || jsonb_build_object('version', h.version),
         h.changed_at, h.changed_by
       from jsonb_to_recordset($1::jsonb) as h (id uuid, version integer, before jsonb, changed_at timestamptz, changed_by uuid)
       join client c on c.id = h.id`,
      [JSON.stringify(changes)],
    )
    await this.#query(
      `insert into row_history (table_name, row_id, version, client_id, row, changed_at, changed_by)
       select 'measurement', m.id::text, 1, m.client_id,
         to_jsonb(m) || '{"version": 1, "status": "final", "reason_sealed": null}', n.recorded_at, n.performer_id
       from measurement m join measurement n on n.replaces_id = m.id
       where m.client_id = any ($1::uuid[]) and m.status = 'entered-in-error'`,
      [files.map((file) => file.client.id)],
    )
  }

  async #copy<R>(table: tables.Table<R>, records: Iterable<R>): Promise<void> {
    const { client, keys } = this.#target
    const rows = Iterator.from(records).map((record) => table.row(record, keys))
    this.#done += await copyRows(client, table.name, table.columns, rows)
    this.#filled.add(table.name)
  }

  #report(): void {
    this.#options.progress?.(this.#done, Math.max(this.#done, this.#organisation.expectedRows))
  }

  #query<R extends object>(sql: string, values?: readonly unknown[]): Promise<{ rows: R[] }> {
    return this.#target.client.query<R>(sql, values as unknown[])
  }
}

function* earlierVersions(reports: ClientFile['reports']): Iterable<tables.EarlierVersion> {
  for (const report of reports) for (let index = 0; index < report.earlier.length; index += 1) yield { report, index }
}

const columnNames: Record<string, string> = { resuscitationRecordedAt: 'resuscitation_recorded_at' }
const snakeCase = (values: object) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [columnNames[key] ?? key, value]))
