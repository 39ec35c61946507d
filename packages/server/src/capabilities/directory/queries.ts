import type { Reader, Transaction } from '../../platform/db/transaction.ts'

/** People and groups that the directory knows. Its people are counted for who may see them; others get 0. */
export async function countDirectory(reader: Reader): Promise<{ people: number; groups: number }> {
  const [row] = await reader.rows<{ people: number; groups: number }>(
    `select (select count(*)::int from directory_user where removed_at is null) as people,
       (select count(*)::int from directory_group where removed_at is null) as groups`,
  )
  return row!
}

const department = `d.attributes #>> '{sent,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,department}'`

export function unlinkedDepartments(reader: Reader): Promise<{ department: string; people: number }[]> {
  return reader.rows(
    `select ${department} as department, count(*)::int as people
     from directory_user d join person p on p.id = d.person_id
     where d.removed_at is null and (p.employed_until is null or p.employed_until > now()) and ${department} <> ''
       and 1 <> (select count(*) from unit u where lower(u.name) = lower(${department}) and u.kind <> 'organisation' and u.closed_at is null)
     group by 1 order by 2 desc, 1 limit 200`,
  )
}

interface MappingValue {
  titles: Record<string, string>
  standard: string
}

export async function findMapping(reader: Reader): Promise<{ value: MappingValue; version: number }> {
  const [row] = await reader.rows<{ value: MappingValue; version: number }>(
    `select value, version from setting where key = 'directory-mapping'`,
  )
  return row!
}

/** False when somebody was first. */
export async function updateMapping(tx: Transaction, version: number, value: MappingValue): Promise<boolean> {
  const rows = await tx.rows(
    `update setting set value = $2, version = version + 1 where key = 'directory-mapping' and version = $1 returning key`,
    [version, JSON.stringify(value)],
  )
  return rows.length === 1
}

export function findGroups(reader: Reader): Promise<{ id: string; name: string; members: number; changedAt: Date }[]> {
  return reader.rows(
    `select g.id, g.display_name as name, g.changed_at as "changedAt",
       (select count(*)::int from directory_member m where m.group_id = g.id) as members
     from directory_group g where g.removed_at is null order by lower(g.display_name), g.id limit 2000`,
  )
}

export function membersOf(reader: Reader, groupId: string): Promise<{ id: string; name: string; function: string }[]> {
  return reader.rows(
    `select p.id, concat_ws(' ', p.given_name, p.prefix, p.family_name) as name, p.function
     from directory_member m join person p on p.id = m.person_id where m.group_id = $1
     order by p.family_name, p.given_name, p.id limit 5000`,
    [groupId],
  )
}

export function findFunctions(reader: Reader): Promise<{ function: string; people: number }[]> {
  return reader.rows(
    `select min(function) as function, count(*)::int as people from person
     where employed_until is null or employed_until > now() group by lower(function) order by lower(min(function)) limit 1000`,
  )
}
