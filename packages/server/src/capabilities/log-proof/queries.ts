import type { SealedRow } from '@hoede/verify'
import type { Reader } from '../../platform/db/transaction.ts'
import { nearby, type Range } from './ranges.ts'

/** A transaction that has begun and not ended, by PostgreSQL's virtual number. */
type UnderWay = string

export interface Pending {
  from: number
  until: number
  /** Transactions that were under way when these numbers were missed: one of them may still bring them. */
  underWay: UnderWay[]
}

export interface TreeState {
  origin: string
  size: number
  highest: number
  pending: Pending[]
  abandoned: Range[]
  abandonedSince: Date | null
  lookedAt: Date
  checkpoint: string
  saltSealed: Buffer
}

const stateColumns = `origin, size, highest, pending, abandoned, abandoned_since as "abandonedSince",
  looked_at as "lookedAt", checkpoint, salt_sealed as "saltSealed"`

/** How far the tree has come, held until the transaction ends: who else wants to seal waits. */
export const holdTree = async (reader: Reader): Promise<TreeState | undefined> =>
  (await reader.rows<TreeState>(`select ${stateColumns} from audit_tree for update`))[0]

export const readTree = async (reader: Reader): Promise<TreeState | undefined> =>
  (await reader.rows<TreeState>(`select ${stateColumns} from audit_tree`))[0]

export interface Look {
  /** The last number that was drawn. */
  last: number
  /** The numbers up to here were sealed or are pending; none when sealing has not begun. */
  highest: number | null
  unsettled: boolean | null
  /** The database's clock. */
  now: Date
  lookedAt: Date | null
}

/** Is there anything to seal? Costs next to nothing. */
export const look = async (reader: Reader): Promise<Look> =>
  (
    await reader.rows<Look>(
      `select case when is_called then last_value else 0 end as last, t.highest, t.looked_at as "lookedAt",
         t.pending <> '[]' or t.abandoned <> '[]' as unsettled, clock_timestamp() as now
       from audit_number left join audit_tree t on true`,
    )
  )[0]!

export const beginTree = (
  reader: Reader,
  tree: { origin: string; root: Uint8Array; checkpoint: string; saltSealed: Buffer },
) =>
  reader.rows(
    `insert into audit_tree (origin, size, root, highest, looked_at, checkpoint, salt_sealed) values ($1, 0, $2, 0, clock_timestamp(), $3, $4)`,
    [tree.origin, tree.root, tree.checkpoint, tree.saltSealed],
  )

/** A row as it is sealed: text only; docs/security/log-format.md. */
const sealedColumns = `e.action::text as action, e.address::text as address, to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  e.checks, e.client_id::text as "clientId", e.detail::text as detail, e.event, e.ground::text as ground, e.id::text as id,
  e.number::text as number, e.object_id::text as "objectId", e.on_behalf_of::text as "onBehalfOf", e.outcome, e.part,
  e.person_id::text as "personId", e.problem, e.question, e.session_id::text as "sessionId", e.shown::text[] as shown, e.supplier, e.trace_id as "traceId"`

type RawRow = { [Member in keyof SealedRow]-?: SealedRow[Member] | null }

function sealedRow(raw: RawRow): SealedRow {
  const row = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null)) as unknown as SealedRow
  // PostgreSQL writes the mask of a single address only in its long form.
  if (row.address) row.address = row.address.replace(row.address.includes(':') ? /\/128$/ : /\/32$/, '')
  return row
}

/** Rows of the log as they are sealed, by a condition on e. */
export const rowsWhere = async (reader: Reader, condition: string, values: unknown[]): Promise<SealedRow[]> =>
  (await reader.rows<RawRow>(`select ${sealedColumns} from audit_event e where ${condition}`, values)).map(sealedRow)

/**
 * Rows of about now with a number above one: by the index on time. Whose clock stepped, or whoever set a time by hand, is not
 * among them.
 */
export const recentRows = (reader: Reader, since: Date, above: number, most: number): Promise<SealedRow[]> =>
  rowsWhere(
    reader,
    // The zero keeps the planner from the index on numbers, which is coarse where rows were just written.
    `e.recorded_at >= $1::timestamptz - interval '1 second' and e.number + 0 > $2 order by e.number limit $3`,
    [since, above, most],
  )

/** Rows with numbers from one up to another, both included. */
export const rowsBetween = (reader: Reader, [from, until]: Range): Promise<SealedRow[]> =>
  rowsWhere(reader, 'e.number between $1 and $2 order by e.number', [from, until])

/** Rows by their numbers, wherever they are. Ranges that lie near each other are asked together. */
export async function rowsNumbered(reader: Reader, ranges: readonly Range[]): Promise<SealedRow[]> {
  const found = await Promise.all(nearby(ranges).map((range) => rowsBetween(reader, range)))
  return found
    .flat()
    .filter(({ number }) => ranges.some(([from, until]) => Number(number) >= from && Number(number) <= until))
}

/** The transactions that are under way in this database; a number that was drawn and is not there yet is one of theirs. */
export const transactionsUnderWay = async (reader: Reader): Promise<UnderWay[]> =>
  (
    await reader.rows<{ virtual: string }>(
      `select l.virtualxid as virtual from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'virtualxid' and l.granted and l.pid <> pg_backend_pid()
         and a.datid = (select oid from pg_database where datname = current_database())`,
    )
  ).map(({ virtual }) => virtual)

export interface NewTile {
  level: number
  index: number
  hashes: Buffer
  rows?: { runs: number[]; fromNumber: number; untilNumber: number; fromAt: string; untilAt: string }
}

export interface NewEdge {
  level: number
  index: number
  hash: Uint8Array
  number?: number
  at?: string
}

export const insertTiles = (reader: Reader, tiles: readonly NewTile[]) =>
  reader.rows(
    `insert into audit_tile (level, index, hashes, runs, from_number, until_number, from_at, until_at)
     select l, i, h, r::bigint[], fn, un, fa::timestamptz, ua::timestamptz
     from unnest($1::smallint[], $2::bigint[], $3::bytea[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::text[]) t (l, i, h, r, fn, un, fa, ua)`,
    [
      tiles.map(({ level }) => level),
      tiles.map(({ index }) => index),
      tiles.map(({ hashes }) => hashes),
      tiles.map(({ rows }) => (rows ? `{${rows.runs.join(',')}}` : null)),
      tiles.map(({ rows }) => rows?.fromNumber),
      tiles.map(({ rows }) => rows?.untilNumber),
      tiles.map(({ rows }) => rows?.fromAt),
      tiles.map(({ rows }) => rows?.untilAt),
    ],
  )

export const insertEdges = (reader: Reader, edges: readonly NewEdge[]) =>
  reader.rows(
    `insert into audit_edge (level, index, hash, number, at)
     select l, i, h, n, a::timestamptz from unnest($1::smallint[], $2::bigint[], $3::bytea[], $4::bigint[], $5::text[]) t (l, i, h, n, a)`,
    [
      edges.map(({ level }) => level),
      edges.map(({ index }) => index),
      edges.map(({ hash }) => hash),
      edges.map(({ number }) => number),
      edges.map(({ at }) => at),
    ],
  )

/** What came into a tile leaves the edge. */
export const removeEdges = (reader: Reader, level: number, below: number) =>
  reader.rows('delete from audit_edge where level = $1 and index < $2', [level, below])

export interface Edge {
  level: number
  index: number
  hash: Buffer
  number: number | null
  at: string | null
}

export const readEdges = (reader: Reader): Promise<Edge[]> =>
  reader.rows<Edge>(
    `select level, index, hash, number, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from audit_edge order by level, index`,
  )

export const readTileHashes = (reader: Reader, tiles: readonly { level: number; index: number }[]) =>
  reader.rows<{ level: number; index: number; hashes: Buffer }>(
    `select level, index, hashes from audit_tile where (level, index) in (select * from unnest($1::smallint[], $2::bigint[]))`,
    [tiles.map(({ level }) => level), tiles.map(({ index }) => index)],
  )

export interface StoredTile {
  index: number
  hashes: Buffer
  runs: string[]
}

/** The tiles of rows from one up to another, which is not among them. */
export const readTiles = (reader: Reader, from: number, until: number): Promise<StoredTile[]> =>
  reader.rows<StoredTile>(
    `select index, hashes, runs::text[] as runs from audit_tile where level = 0 and index >= $1 and index < $2 order by index`,
    [from, until],
  )

export const storeTree = (
  reader: Reader,
  tree: Pick<TreeState, 'size' | 'highest' | 'pending' | 'abandoned' | 'abandonedSince' | 'checkpoint'> & {
    root: Uint8Array
  },
) =>
  reader.rows(
    `update audit_tree set size = $1, root = $2, highest = $3, pending = $4, abandoned = $5, abandoned_since = $6,
       checkpoint = $7, looked_at = clock_timestamp()`,
    [
      tree.size,
      tree.root,
      tree.highest,
      JSON.stringify(tree.pending),
      JSON.stringify(tree.abandoned),
      tree.abandonedSince,
      tree.checkpoint,
    ],
  )

export const storeCheckpoint = (reader: Reader, checkpoint: string) =>
  reader.rows('update audit_tree set checkpoint = $1', [checkpoint])

export const storeLook = (reader: Reader) => reader.rows('update audit_tree set looked_at = clock_timestamp()')

/** In which tiles a number can stand: the nearest first. */
export const readTilesWith = (reader: Reader, number: number, from: number, most: number): Promise<StoredTile[]> =>
  reader.rows<StoredTile>(
    `select index, hashes, runs::text[] as runs from audit_tile
     where level = 0 and until_number >= $1 and from_number <= $1 order by until_number offset $2 limit $3`,
    [number, from, most],
  )

/** Numbers that no row of the tree can have, or that rows have which were not sealed yet. */
export const rowsOutside = async (reader: Reader, highest: number): Promise<SealedRow[]> =>
  (await Promise.all([rowsBetween(reader, [-(2 ** 53), 0]), rowsBetween(reader, [highest + 1, 2 ** 53])])).flat()

export interface DroppedMonth {
  month: string
  positions: Range[]
}

export const readDropped = (reader: Reader): Promise<DroppedMonth[]> =>
  reader.rows<DroppedMonth>('select month, positions from audit_dropped order by month')

export const readCheckpointOf = async (reader: Reader, size: number): Promise<string | undefined> =>
  (await reader.rows<{ note: string }>('select note from audit_checkpoint where size = $1', [size]))[0]?.note

export const readChanges = async (reader: Reader): Promise<string[]> =>
  (
    await reader.rows<{ change: string }>(
      'select change from audit_tree_key where change is not null order by generation',
    )
  ).map(({ change }) => change)

/** Keeps a checkpoint to look back at, unless one of this minute is there. */
export const keepCheckpoint = (reader: Reader, size: number, note: string) =>
  reader.rows(
    `insert into audit_checkpoint (size, at, note) select $1, clock_timestamp(), $2
     where not exists (select from audit_checkpoint where at > clock_timestamp() - interval '1 minute' and at <= clock_timestamp())
     on conflict do nothing`,
    [size, note],
  )

/** Of checkpoints that are five weeks old, the first of each hour stays. The proofs between any two sizes need none of them. */
export const thinCheckpoints = (reader: Reader) =>
  reader.rows(
    `delete from audit_checkpoint c where c.at < now() - interval '35 days'
       and exists (select from audit_checkpoint e where e.at >= date_trunc('hour', c.at) and e.at < c.at)`,
  )

export interface KeyRow {
  generation: number
  verifier: string
  seedSealed: Buffer
  change: string | null
}

/** The verifier keys, oldest first; the last one signs now. */
export const readVerifiers = async (reader: Reader): Promise<string[]> =>
  (await reader.rows<{ verifier: string }>('select verifier from audit_tree_key order by generation')).map(
    ({ verifier }) => verifier,
  )

export const readKeys = (reader: Reader): Promise<KeyRow[]> =>
  reader.rows<KeyRow>(
    `select generation, verifier, seed_sealed as "seedSealed", change from audit_tree_key order by generation`,
  )

export const insertKey = (reader: Reader, key: Omit<KeyRow, 'change'> & { fromSize: number; change: string | null }) =>
  reader.rows(
    'insert into audit_tree_key (generation, verifier, seed_sealed, from_size, change) values ($1, $2, $3, $4, $5)',
    [key.generation, key.verifier, key.seedSealed, key.fromSize, key.change],
  )

/** A note of the sealer in the log itself. */
export const insertNote = (reader: Reader, id: string, detail: unknown) =>
  reader.rows(
    `insert into audit_event (id, event, action, outcome, supplier, part, detail) values ($1, 'log.sealing', 'E', 'success', 'hoede', 'log', $2)`,
    [id, JSON.stringify(detail)],
  )
