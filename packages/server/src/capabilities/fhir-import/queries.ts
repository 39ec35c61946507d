import type { Reader, Transaction } from '../../platform/db/transaction.ts'

/** Of two imports into one environment at the same time, the second waits for the first's client to be done. */
export async function takeTurn(tx: Transaction): Promise<void> {
  await tx.rows("select pg_advisory_xact_lock(hashtext('fhir import'))")
}

/** The clients that earlier imports from a source system brought in, by identifier. */
export async function findKnownPatients(reader: Reader, system: string): Promise<string[]> {
  const rows = await reader.rows<{ identifier: string }>(
    "select identifier from origin where system = $1 and table_name = 'client' and identifier not like '%#%'",
    [system],
  )
  return rows.map((row) => row.identifier)
}

export interface OriginRow {
  identifier: string
  contentHash: Buffer
  tableName: string
  rowId: string
}

export async function findOrigins(
  reader: Reader,
  system: string,
  identifiers: readonly string[],
): Promise<Map<string, OriginRow>> {
  const rows = await reader.rows<OriginRow>(
    `select identifier, content_hash as "contentHash", table_name as "tableName", row_id as "rowId"
     from origin where system = $1 and identifier = any ($2::text[])`,
    [system, identifiers],
  )
  return new Map(rows.map((row) => [row.identifier, row]))
}

export interface NewOrigin {
  system: string
  identifier: string
  contentHash: Buffer
  /** For people: where it came from. */
  source: string
  tableName: string
  rowId: string
  clientId: string
}

/** Remembers where a row came from; what is remembered already stays as it is. */
export async function insertOrigin(tx: Transaction, origin: NewOrigin): Promise<void> {
  await tx.rows(
    `insert into origin (system, identifier, content_hash, source, table_name, row_id, client_id)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (system, identifier) do nothing`,
    [
      origin.system,
      origin.identifier,
      origin.contentHash,
      origin.source,
      origin.tableName,
      origin.rowId,
      origin.clientId,
    ],
  )
}

export interface UnitRow {
  id: string
  name: string
}

/** The open units with this name (in any case) or id. */
export async function findUnits(reader: Reader, nameOrId: string): Promise<UnitRow[]> {
  return reader.rows<UnitRow>(
    'select id, name from unit where closed_at is null and (id::text = lower($1) or lower(name) = lower($1)) order by id',
    [nameOrId],
  )
}

/** Makes a team straight below the organisation; undefined when there is no organisation yet. */
export async function insertTeam(tx: Transaction, id: string, name: string): Promise<UnitRow | undefined> {
  const [row] = await tx.rows<UnitRow>(
    `insert into unit (id, parent_id, kind, name) select $1, id, 'team', $2 from unit where parent_id is null
     returning id, name`,
    [id, name],
  )
  return row
}
