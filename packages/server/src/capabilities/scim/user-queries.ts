import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { Searchable } from './filter-sql.ts'
import type { Resource } from './patch.ts'
import { type Brought, userNamesFor } from './person-rules.ts'

export interface UserRow extends Brought {
  id: string
  hoedeName: string
  sentName: string | null
  externalId: string | null
  attributes: { sent?: Resource; brought?: Brought }
  membershipId: string | null
  active: boolean
  createdAt: Date
  changedAt: Date
  /** Of the person, and of what the directory knows of them (0: nothing yet). */
  versions: [number, number]
  groups: { value: string; display: string }[]
}

const columns = `p.id, p.user_name as "hoedeName", p.given_name as "givenName", p.prefix, p.family_name as "familyName", p.function,
  p.email, p.phone, d.sent_name as "sentName", d.external_id as "externalId", coalesce(d.attributes, '{}') as attributes,
  d.membership_id as "membershipId", (p.employed_until is null or p.employed_until > now()) as active,
  p.created_at as "createdAt", greatest(d.changed_at, p.created_at) as "changedAt",
  array[p.version, coalesce(d.version, 0)] as versions,
  coalesce((select jsonb_agg(jsonb_build_object('value', g.id, 'display', g.display_name) order by g.display_name, g.id)
    from directory_member m join directory_group g on g.id = m.group_id where m.person_id = p.id), '[]') as groups`
const tables = 'person p left join directory_user d on d.person_id = p.id'
/** Deleted by the directory is gone for it. */
const exists = 'd.removed_at is null'

const sentName = 'coalesce(d.sent_name, p.user_name)'
const family = `concat_ws(' ', p.prefix, p.family_name)`
const shown = `concat_ws(' ', p.given_name, p.prefix, p.family_name)`
/** A list as it was sent, unless what came of it was changed in Hoede. */
const list = (name: string, column: string, type: string) =>
  `case when d.attributes #>> '{brought,${column}}' is not distinct from p.${column} and jsonb_typeof(d.attributes #> '{sent,${name}}') = 'array'
    then d.attributes #> '{sent,${name}}'
    when p.${column} is not null then jsonb_build_array(jsonb_build_object('value', p.${column}, 'type', '${type}')) else '[]' end`

export const userSearch: Searchable = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  single: {
    id: { sql: 'p.id::text', kind: 'text' },
    username: {
      sql: sentName,
      kind: 'text',
      // Whoever the directory did not know yet is found by the name that Hoede would make of it.
      equals: (value, parameter) =>
        `p.id in (select n.person_id from directory_user n where lower(n.sent_name) = lower(${parameter(value)}::text) and n.removed_at is null
          union all select o.id from person o left join directory_user k on k.person_id = o.id
          where o.user_name in (lower(${parameter(value)}::text), ${parameter(userNamesFor(value)[0] ?? '')}::text) and k.sent_name is null)`,
    },
    externalid: {
      sql: 'd.external_id',
      kind: 'exact',
      equals: (value, parameter) =>
        `p.id in (select n.person_id from directory_user n where n.external_id = ${parameter(value)}::text)`,
    },
    displayname: { sql: `coalesce(d.attributes #>> '{sent,displayName}', ${shown})`, kind: 'text' },
    title: { sql: `coalesce(d.attributes #>> '{sent,title}', p.function)`, kind: 'text' },
    active: { sql: '(p.employed_until is null or p.employed_until > now())', kind: 'boolean' },
    'name.givenname': { sql: 'p.given_name', kind: 'text' },
    'name.familyname': { sql: `coalesce(d.attributes #>> '{sent,name,familyName}', ${family})`, kind: 'text' },
    'name.formatted': { sql: `coalesce(d.attributes #>> '{sent,name,formatted}', ${shown})`, kind: 'text' },
    'meta.created': { sql: 'p.created_at', kind: 'moment' },
    'meta.lastmodified': { sql: 'greatest(d.changed_at, p.created_at)', kind: 'moment' },
  },
  many: { emails: list('emails', 'email', 'work'), phonenumbers: list('phoneNumbers', 'phone', 'mobile') },
}

export interface Page {
  where: string
  values: unknown[]
  order: string
  /** From 0. */
  offset: number
  count: number
}

/** A page of users, and how many there are in all. */
export async function findUsers(reader: Reader, page: Page): Promise<{ rows: UserRow[]; total: number }> {
  const [counted, rows] = await Promise.all([
    reader.rows<{ total: number }>(
      `select count(*)::int as total from ${tables} where ${exists} and ${page.where}`,
      page.values,
    ),
    page.count === 0
      ? []
      : reader.rows<UserRow>(
          `select ${columns} from ${tables} where ${exists} and ${page.where}
           order by ${page.order} limit $${page.values.length + 1} offset $${page.values.length + 2}`,
          [...page.values, page.count, page.offset],
        ),
  ])
  return { rows, total: counted[0]!.total }
}

export async function findUser(reader: Reader, id: string): Promise<UserRow | undefined> {
  const [row] = await reader.rows<UserRow>(`select ${columns} from ${tables} where p.id = $1 and ${exists}`, [id])
  return row
}

/** Nobody else changes this person until the transaction ends. */
export async function lockPerson(tx: Transaction, id: string): Promise<void> {
  await tx.rows('select 1 from person where id = $1 for no key update', [id])
}

/** Somebody whom the directory deleted before, by the name that it used. */
export async function findRemoved(reader: Reader, sent: string): Promise<string | undefined> {
  const [row] = await reader.rows<{ id: string }>(
    `select person_id as id from directory_user where lower(sent_name) = lower($1) and removed_at is not null
     order by removed_at desc limit 1`,
    [sent],
  )
  return row?.id
}

/** Is a name known: as one the directory sent, or as the user name of somebody whom it does not know? */
export async function isNameKnown(reader: Reader, sent: string): Promise<boolean> {
  const rows = await reader.rows(
    `select 1 from directory_user where lower(sent_name) = lower($1) and removed_at is null
     union all select 1 from person p left join directory_user d on d.person_id = p.id
     where p.user_name in (lower($1), $2) and d.sent_name is null limit 1`,
    [sent, userNamesFor(sent)[0] ?? ''],
  )
  return rows.length > 0
}

export async function takenNames(reader: Reader, names: readonly string[], exceptId: string): Promise<Set<string>> {
  const rows = await reader.rows<{ name: string }>(
    'select user_name as name from person where user_name = any ($1::text[]) and id <> $2',
    [names, exceptId],
  )
  return new Set(rows.map((row) => row.name))
}

export interface DirectoryValues {
  personId: string
  sentName: string
  externalId: string | null
  attributes: { sent: Resource; brought: Brought }
  membershipId: string | null
}

export async function saveDirectoryUser(tx: Transaction, user: DirectoryValues): Promise<void> {
  await tx.rows(
    `insert into directory_user as d (person_id, sent_name, external_id, attributes, membership_id) values ($1, $2, $3, $4, $5)
     on conflict (person_id) do update set sent_name = $2, external_id = $3, attributes = $4, membership_id = $5, changed_at = now(),
       removed_at = null, version = d.version + 1`,
    [user.personId, user.sentName, user.externalId, JSON.stringify(user.attributes), user.membershipId],
  )
}

/** Gone for the directory; whoever it did not know yet is known from here on, as deleted. */
export async function markRemoved(tx: Transaction, personId: string, hoedeName: string): Promise<void> {
  await tx.rows(
    `insert into directory_user as d (person_id, sent_name, removed_at) values ($1, $2, now())
     on conflict (person_id) do update set removed_at = now(), changed_at = now(), external_id = null, membership_id = null, version = d.version + 1`,
    [personId, hoedeName],
  )
}

export async function findMapping(reader: Reader): Promise<unknown> {
  const [row] = await reader.rows<{ value: unknown }>(`select value from setting where key = 'directory-mapping'`)
  return row?.value
}
