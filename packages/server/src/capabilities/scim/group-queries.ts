import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { Searchable } from './filter-sql.ts'
import type { Page } from './user-queries.ts'

export interface GroupRow {
  id: string
  displayName: string
  externalId: string | null
  createdAt: Date
  changedAt: Date
  version: number
}

export interface Member {
  value: string
  display: string
}

const columns = `g.id, g.display_name as "displayName", g.external_id as "externalId", g.created_at as "createdAt",
  g.changed_at as "changedAt", g.version`

export const groupSearch: Searchable = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  single: {
    id: { sql: 'g.id::text', kind: 'text' },
    displayname: { sql: 'g.display_name', kind: 'text' },
    externalid: { sql: 'g.external_id', kind: 'exact' },
    'meta.created': { sql: 'g.created_at', kind: 'moment' },
    'meta.lastmodified': { sql: 'g.changed_at', kind: 'moment' },
  },
  many: {
    members: `(select coalesce(jsonb_agg(jsonb_build_object('value', m.person_id, 'type', 'User')), '[]') from directory_member m where m.group_id = g.id)`,
  },
}

export async function findGroups(reader: Reader, page: Page): Promise<{ rows: GroupRow[]; total: number }> {
  const [counted, rows] = await Promise.all([
    reader.rows<{ total: number }>(
      `select count(*)::int as total from directory_group g where g.removed_at is null and ${page.where}`,
      page.values,
    ),
    reader.rows<GroupRow>(
      `select ${columns} from directory_group g where g.removed_at is null and ${page.where}
       order by ${page.order} limit $${page.values.length + 1} offset $${page.values.length + 2}`,
      [...page.values, page.count, page.offset],
    ),
  ])
  return { rows, total: counted[0]!.total }
}

export async function findGroup(reader: Reader, id: string): Promise<GroupRow | undefined> {
  const [row] = await reader.rows<GroupRow>(
    `select ${columns} from directory_group g where g.id = $1 and g.removed_at is null`,
    [id],
  )
  return row
}

/** Nobody else changes this group until the transaction ends. */
export async function lockGroup(tx: Transaction, id: string): Promise<void> {
  await tx.rows('select 1 from directory_group where id = $1 for no key update', [id])
}

export async function membersOf(reader: Reader, groupIds: readonly string[]): Promise<Map<string, Member[]>> {
  const rows = await reader.rows<Member & { group: string }>(
    `select m.group_id as "group", m.person_id as value, concat_ws(' ', p.given_name, p.prefix, p.family_name) as display
     from directory_member m join person p on p.id = m.person_id where m.group_id = any ($1::uuid[]) order by m.added_at, m.person_id`,
    [groupIds],
  )
  const members = new Map<string, Member[]>(groupIds.map((id) => [id, []]))
  for (const { group, ...member } of rows) members.get(group)?.push(member)
  return members
}

export async function memberIds(reader: Reader, groupId: string): Promise<string[]> {
  const rows = await reader.rows<{ id: string }>('select person_id as id from directory_member where group_id = $1', [
    groupId,
  ])
  return rows.map((row) => row.id)
}

/** Which of these people exist for the directory. */
export async function knownPeople(reader: Reader, ids: readonly string[]): Promise<Set<string>> {
  const rows = await reader.rows<{ id: string }>(
    `select p.id from person p left join directory_user d on d.person_id = p.id
     where p.id = any ($1::uuid[]) and d.removed_at is null`,
    [ids],
  )
  return new Set(rows.map((row) => row.id))
}

export async function isGroupNameTaken(reader: Reader, name: string, exceptId: string): Promise<boolean> {
  const rows = await reader.rows(
    'select 1 from directory_group where lower(display_name) = lower($1) and removed_at is null and id <> $2',
    [name, exceptId],
  )
  return rows.length > 0
}

type GroupValues = Pick<GroupRow, 'id' | 'displayName' | 'externalId'>

export async function insertGroup(tx: Transaction, group: GroupValues): Promise<void> {
  await tx.rows('insert into directory_group (id, display_name, external_id) values ($1, $2, $3)', [
    group.id,
    group.displayName,
    group.externalId,
  ])
}

export async function updateGroup(tx: Transaction, group: GroupValues): Promise<void> {
  await tx.rows(
    `update directory_group set display_name = $2, external_id = $3, changed_at = now(), version = version + 1 where id = $1`,
    [group.id, group.displayName, group.externalId],
  )
}

export async function addMembers(tx: Transaction, groupId: string, ids: readonly string[]): Promise<void> {
  await tx.rows(
    `insert into directory_member (group_id, person_id) select $1, n from unnest($2::uuid[]) n on conflict do nothing`,
    [groupId, ids],
  )
}

export async function removeMembers(tx: Transaction, groupId: string, ids: readonly string[]): Promise<void> {
  await tx.rows('delete from directory_member where group_id = $1 and person_id = any ($2::uuid[])', [groupId, ids])
}

export async function removeGroup(tx: Transaction, id: string): Promise<void> {
  await tx.rows('select access.remove_directory_group($1)', [id])
}
