import type { EnvironmentKeys } from '../../platform/crypto/keys.ts'
import { Pseudonyms } from '../../platform/crypto/pseudonyms.ts'
import { type Client, quoteName } from '../../platform/db/connection.ts'
import { type RawRow, readCopy, writeCopy } from '../../platform/db/copy-through.ts'
import { databaseVersion } from '../../platform/db/migrate.ts'
import { insertStartingRoles } from '../access/public.ts'
import { requireClasses } from './catalogue.ts'
import { type CopiedTable, copied, copiedTables } from './classes.ts'
import { tableMaker } from './columns.ts'
import { Corpus } from './corpus.ts'
import { ordinaryWords } from './leaks.ts'
import { MadeUpPeople } from './made-up.ts'
import { dropped, type Making } from './making.ts'
import { commonFunctions, groupClients, groupPeople, mostCommon } from './plan.ts'
import { CopyProblem } from './problem.ts'
import { inDutchTime, type Survey, survey } from './source.ts'

export interface AnonymiseRequest {
  /** The database that is copied, and the new one, migrated and otherwise empty; both as administrator. */
  source: Client
  target: Client
  /** Of the new one. What is sealed in the source is not opened. */
  keys: EnvironmentKeys
  /** Hears each table, and how many rows of it are in. */
  progress?: ((table: string, rows: number) => void) | undefined
}

/** What the proof needs to know, and nobody after it. */
export interface Anonymised {
  making: Making
  /** By table: rows in the source, and how many of those have no place in the copy because of a rare code. */
  read: Record<string, { rows: number; dropped: number }>
}

/**
 * Fills an empty environment with an anonymised copy of another one, as it was at one moment. Throws CopyProblem for whatever has no class
 * or is not what its class says; what is in the target then must be thrown away. The caller wipes `making.pseudonyms` after the proof.
 */
export async function anonymise({ source, target, keys, progress }: AnonymiseRequest): Promise<Anonymised> {
  await source.query('begin transaction isolation level repeatable read read only')
  try {
    await source.query(`${inDutchTime}; set local work_mem = '128MB'`)
    await target.query(inDutchTime)
    await requireClasses(source)
    await requireClasses(target)
    if ((await databaseVersion(source)) !== (await databaseVersion(target)))
      throw new CopyProblem(
        'version-differs',
        'De omgevingen hebben niet dezelfde versie: breng beide eerst op de nieuwste.',
      )
    // The rows are made as the product would have made them; its triggers would make some of them a second time.
    await target.query('set session_replication_role = replica')
    await insertStartingRoles((sql, values) => target.query(sql, values))
    const making = await prepare(source, target, keys)
    const read: Anonymised['read'] = {}
    await target.query("set synchronous_commit = off; set maintenance_work_mem = '256MB'")
    await target.query(`truncate ${copiedTables.join(', ')}, role_proposal cascade`)
    const indexes = await dropIndexes(target)
    const seed = String(making.pseudonyms.number('order', '', 2 ** 31))
    for (const table of copiedTables) {
      read[table] = await copyTable(making, table, copied(table) as CopiedTable, seed, { source, target, progress })
    }
    await target.query(
      "select setval('client_number', (select greatest(max(number::bigint), 100001) from client where number ~ '^[0-9]{1,12}$'))",
    )
    for (const index of indexes) await target.query(index)
    await target.query('reset session_replication_role')
    await target.query(`analyze ${copiedTables.map(quoteName).join(', ')}`)
    return { making, read }
  } finally {
    await source.query('rollback').catch(() => undefined)
  }
}

/** Indexes that no constraint needs are made after the rows, in one go each; answers how. */
async function dropIndexes(target: Client): Promise<string[]> {
  const { rows } = await target.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any ($1::regclass[]) and not i.indisunique
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [copiedTables],
  )
  for (const { name } of rows) await target.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}

async function prepare(source: Client, target: Client, keys: EnvironmentKeys): Promise<Making> {
  const pseudonyms = new Pseudonyms()
  const found = await survey(source)
  const clients = groupClients(found.clients, pseudonyms)
  const people = groupPeople(found.people, pseudonyms)
  const madeUp = new MadeUpPeople(pseudonyms)
  const shared = clients.all.map(({ members, until }) => {
    const years = members.map((each) => each.birthYear).sort((a, b) => a - b)
    return {
      year: years[Math.floor(years.length / 2)] as number,
      sex: mostCommon(members.map((each) => each.sex)),
      region: mostCommon(members.map((each) => each.region)),
      deceased: until !== null && mostCommon(members.map((each) => each.deceased)),
    }
  })
  const inSecretOrder = found.clients
    .map(({ id }) => ({ id, order: pseudonyms.seed('rank', id) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
  for (const [rank, { id }] of inSecretOrder.entries()) {
    const { year, sex, region } = shared[clients.of(id).group.index] as Making['shared'][number]
    madeUp.addClient(id, rank, year, sex, region)
  }
  return {
    pseudonyms,
    clients,
    people,
    functions: commonFunctions(found.people),
    survey: found as Survey,
    madeUp,
    corpus: new Corpus(pseudonyms.seed('texts', '')),
    keys,
    unitNames: await unitNames(source, pseudonyms),
    shared,
    known: await knownCodes(target),
    ordinary: await ordinaryWords(target),
  }
}

/** Names of units say something of where; a number says enough to find them again. */
async function unitNames(source: Client, pseudonyms: Pseudonyms): Promise<Map<string, string>> {
  const { rows } = await source.query<{ id: string; kind: string }>('select id, kind from unit')
  const words: Record<string, string> = { organisation: 'Organisatie', location: 'Locatie', team: 'Team' }
  const counts = new Map<string, number>()
  const order = rows.map((row) => ({ ...row, order: pseudonyms.seed('unit', row.id) }))
  order.sort((a, b) => (a.order < b.order ? -1 : 1))
  return new Map(
    order.map(({ id, kind }) => {
      const number = (counts.get(kind) ?? 0) + 1
      counts.set(kind, number)
      return [id, kind === 'organisation' ? `${words[kind]} (kopie)` : `${words[kind] ?? 'Eenheid'} ${number}`]
    }),
  )
}

/** The codes that a new environment has by itself: those a customer did not think of. */
async function knownCodes(target: Client): Promise<Map<string, Set<string>>> {
  const known = new Map<string, Set<string>>()
  for (const [table, column] of [
    ['role', 'key'],
    ['role', 'name'],
    ['role', 'description'],
    ['care_relation_kind', 'key'],
    ['care_relation_kind', 'name'],
  ] as const) {
    const { rows } = await target.query<{ value: string }>(`select ${column} as value from ${table}`)
    known.set(`${table}.${column}`, new Set(rows.map(({ value }) => value)))
  }
  return known
}

async function copyTable(
  making: Making,
  table: string,
  spec: CopiedTable,
  seed: string,
  { source, target, progress }: Pick<AnonymiseRequest, 'source' | 'target' | 'progress'>,
): Promise<{ rows: number; dropped: number }> {
  const maker = tableMaker(making, table, spec, seed)
  const counts = { rows: 0, dropped: 0 }
  async function* made() {
    for await (const rows of readCopy(source, maker.select)) {
      counts.rows += rows.length
      const result: RawRow[] = []
      for (const row of rows) {
        const each = maker.row(row)
        if (each === dropped) counts.dropped += 1
        else result.push(each)
      }
      yield result
      progress?.(table, counts.rows)
    }
  }
  await writeCopy(target, table, maker.columns, made())
  progress?.(table, counts.rows)
  return counts
}
