import { drawnNames } from '../../demo/names.ts'
import type { EnvironmentKeys } from '../../platform/crypto/keys.ts'
import { unseal } from '../../platform/crypto/seal.ts'
import type { Client } from '../../platform/db/connection.ts'
import { readCopy } from '../../platform/db/copy-through.ts'
import { classes, copied } from './classes.ts'
import { wordsOf } from './corpus.ts'
import type { Making } from './making.ts'

export interface LeakResult {
  /** Values of the source that were looked for, and those that were found: numbers only. */
  lookedFor: number
  found: number
  /** Columns (`table.column`) in which something was found. */
  where: string[]
  /** Sealed texts that were opened and looked through. */
  opened: number
}

/**
 * Looks in every column of the copy, in the opened sealed texts too, for what identified people in the source: ids, client numbers, user
 * names, telephone numbers, mail addresses, and names; of these, those that are not among what copies are made of.
 */
export async function leaks(source: Client, target: Client, making: Making): Promise<LeakResult> {
  const { keys, corpus, ordinary, functions, survey } = making
  const codes = [...functions, ...[...survey.common.values()].flatMap((values) => [...values])].flatMap(wordsOf)
  const said = new Set([...corpus.words, ...ordinary, ...codes, ...drawnNames.flatMap(wordsOf)])
  const { rows } = await source.query<{ value: string }>(
    `select id::text as value from client union select id::text from person union select id::text from unit
     union select number from client union select user_name from person union select email from client
     union select phone from client union select mobile from client union select general_practitioner from client
     union select phone from person union select email from person union select phone from contact_person
     union select email from contact_person union select own_name from client union select partner_name from client
     union select family_name from person union select street || ' ' || house_number from client`,
  )
  const values = rows.map(({ value }) => value).filter((value) => value && value.length > 4 && !couldBeMadeUp(value))
  return lookFor(
    values.filter((value) => !wordsOf(value).every((word) => said.has(word))),
    target,
    keys,
  )
}

/** The words that stand in an environment before anybody is in it: names of roles, settings and codes. */
export async function ordinaryWords(empty: Client): Promise<Set<string>> {
  const words = new Set<string>()
  const { rows } = await empty.query<{ text: string }>(
    "select pg_get_constraintdef(oid) as text from pg_constraint where contype = 'c'",
  )
  for (const { text } of rows) for (const word of wordsOf(text)) words.add(word)
  for (const table of Object.keys(classes)) {
    for (const { name, type } of await columnsOf(empty, table)) {
      if (!isText(type)) continue
      for await (const values of readCopy(empty, textsOf(table, name)))
        for (const [value] of values) for (const word of wordsOf(value as string)) words.add(word)
    }
  }
  return words
}

const isText = (type: string) => !/^(boolean|integer|bigint|smallint|timestamp|date|bytea|numeric)/.test(type)
const textsOf = (table: string, column: string) =>
  `select distinct "${column}"::text from "${table}" where "${column}" is not null`

/** Numbers and addresses that belong to nobody: copies draw from them, and so do demonstrations. */
const couldBeMadeUp = (value: string) =>
  /^06-00|^099\d-|@example\.nl$|^8\d{5}$|^dr\. |^\p{L}+(straat|laan|weg|hof|plein|dreef|pad|singel|kade|plantsoen) \d+$|^[a-z0-9]+\.[a-z0-9]+$/u.test(
    value,
  )

/** Words that stand one after another in a value are looked for so. */
const longest = 8

/** Looks for values in every column of every table of a database, and in what its keys open. */
export async function lookFor(values: readonly string[], target: Client, keys: EnvironmentKeys): Promise<LeakResult> {
  const wanted = new Map(values.map((value) => [wordsOf(value).join(' '), value]))
  const longestWanted = Math.min(longest, Math.max(1, ...[...wanted.keys()].map((key) => key.split(' ').length)))
  const found = new Set<string>()
  const where = new Set<string>()
  const seen = new Set<string>()
  let opened = 0
  const look = (text: string, place: string) => {
    if (seen.has(text)) return
    if (seen.size < 200_000) seen.add(text)
    const words = wordsOf(text)
    for (let from = 0; from < words.length; from += 1) {
      let phrase = ''
      for (let count = 0; count < longestWanted && from + count < words.length; count += 1) {
        phrase += (count ? ' ' : '') + words[from + count]
        const hit = wanted.get(phrase)
        if (hit === undefined) continue
        found.add(hit)
        where.add(place)
      }
    }
  }
  for (const table of Object.keys(classes)) {
    for (const { name, type } of await columnsOf(target, table)) {
      const place = `${table}.${name}`
      seen.clear()
      if (type === 'bytea' && name.endsWith('_sealed') && copied(table)) {
        const id = table === 'report_version' ? 'report_id' : 'id'
        const select = `select ${id}, encode("${name}", 'hex') from ${table} where "${name}" is not null`
        for await (const rows of readCopy(target, select)) {
          for (const [row, sealed] of rows)
            look(unseal(keys.seal, Buffer.from(sealed as string, 'hex'), row as string), place)
          opened += rows.length
        }
      } else if (isText(type)) {
        for await (const rows of readCopy(target, textsOf(table, name)))
          for (const [value] of rows) look(value as string, place)
      }
    }
  }
  return { lookedFor: values.length, found: found.size, where: [...where].sort(), opened }
}

async function columnsOf(target: Client, table: string): Promise<{ name: string; type: string }[]> {
  const { rows } = await target.query<{ name: string; type: string }>(
    `select attname as name, atttypid::regtype::text as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  )
  return rows
}
