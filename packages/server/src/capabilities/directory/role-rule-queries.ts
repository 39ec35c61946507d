import type { RoleRule } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

const named = (person: string) =>
  `case when ${person}.id is not null then concat_ws(' ', ${person}.given_name, ${person}.prefix, ${person}.family_name) end`

export type RuleRow = Omit<RoleRule, 'createdAt' | 'endedAt'> & { createdAt: Date; endedAt: Date | null }

const select = `select r.id, r.function, r.scope, r.created_at as "createdAt", r.ended_at as "endedAt", r.version,
    case when g.id is not null then json_build_object('id', g.id, 'name', g.display_name) end as "group",
    json_build_object('id', o.id, 'key', o.key, 'name', o.name) as role,
    case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as unit,
    ${named('c')} as "createdBy", ${named('e')} as "endedBy",
    (select count(distinct a.person_id)::int from access_grant a where a.rule_id = r.id and a.withdrawn_at is null
      and (not a.awaits or a.confirmed_at is not null)) as people,
    (select count(distinct a.person_id)::int from access_grant a where a.rule_id = r.id and a.withdrawn_at is null
      and a.awaits and a.confirmed_at is null) as waiting
  from role_rule r join role o on o.id = r.role_id left join directory_group g on g.id = r.group_id left join unit u on u.id = r.unit_id
  left join person c on c.id = r.created_by left join person e on e.id = r.ended_by`

/** Rules that work. */
export function findRules(reader: Reader): Promise<RuleRow[]> {
  return reader.rows<RuleRow>(`${select} where r.ended_at is null order by o.name, r.created_at, r.id limit 1000`)
}

export async function findRule(reader: Reader, id: string): Promise<RuleRow | undefined> {
  const [row] = await reader.rows<RuleRow>(`${select} where r.id = $1`, [id])
  return row
}

export interface RuleValues {
  function: string | null
  groupId: string | null
  roleId: string
  scope: string
  unitId: string | null
}

export async function sameRule(reader: Reader, rule: RuleValues): Promise<boolean> {
  const rows = await reader.rows(
    `select 1 from role_rule where ended_at is null and lower(function) is not distinct from lower($1) and group_id is not distinct from $2
       and role_id = $3 and scope = $4 and unit_id is not distinct from $5`,
    [rule.function, rule.groupId, rule.roleId, rule.scope, rule.unitId],
  )
  return rows.length > 0
}

export interface AffectedRow {
  id: string
  name: string
  function: string
  already: boolean
}

/** Whom a rule is about, and who has the same role with the same scope already. */
export function effectOf(reader: Reader, rule: RuleValues): Promise<AffectedRow[]> {
  return reader.rows<AffectedRow>(
    `select p.id, concat_ws(' ', p.given_name, p.prefix, p.family_name) as name, p.function, x.has_already as already
     from access.rule_effect($1, $2, $3, $4, $5) x join person p on p.id = x.person_id order by p.family_name, p.given_name, p.id`,
    [rule.function, rule.groupId, rule.roleId, rule.scope, rule.unitId],
  )
}

/** Whose role a rule brought, and who would keep the same role with the same scope by another way. */
export function effectOfEnding(reader: Reader, ruleId: string): Promise<AffectedRow[]> {
  return reader.rows<AffectedRow>(
    `select p.id, concat_ws(' ', p.given_name, p.prefix, p.family_name) as name, p.function, exists (
       select from access_grant o where o.person_id = g.person_id and o.role_id = g.role_id and o.id <> g.id and o.withdrawn_at is null
         and o.scope = g.scope and o.unit_id is not distinct from g.unit_id and o.valid_from <= now()
         and (o.valid_until is null or o.valid_until > now())) as already
     from access_grant g join person p on p.id = g.person_id where g.rule_id = $1 and g.withdrawn_at is null
     order by p.family_name, p.given_name, p.id`,
    [ruleId],
  )
}

/** What there is to know of the parts of a rule. */
export async function partsOf(reader: Reader, rule: RuleValues) {
  const [row] = await reader.rows<{
    role: boolean
    critical: boolean
    unit: boolean
    group: boolean
    another: boolean
  }>(
    `select exists (select from role r where r.id = $1 and not r.system) as role,
       coalesce(access.is_critical($1), false) as critical,
       $2::uuid is null or exists (select from unit u where u.id = $2 and u.closed_at is null) as unit,
       $3::uuid is null or exists (select from directory_group g where g.id = $3 and g.removed_at is null) as "group",
       access.another_approver(access.person(), null) as another`,
    [rule.roleId, rule.unitId, rule.groupId],
  )
  return row!
}

export async function insertRule(tx: Transaction, id: string, rule: RuleValues): Promise<void> {
  await tx.rows(
    `insert into role_rule (id, function, group_id, role_id, scope, unit_id, created_by)
     values ($1, $2, $3, $4, $5, $6, access.person())`,
    [id, rule.function, rule.groupId, rule.roleId, rule.scope, rule.unitId],
  )
}

/** False when somebody was first. */
export async function endRule(tx: Transaction, id: string, version: number): Promise<boolean> {
  const rows = await tx.rows(
    `update role_rule set ended_at = now(), ended_by = access.person(), version = version + 1
     where id = $1 and version = $2 and ended_at is null returning id`,
    [id, version],
  )
  return rows.length === 1
}
