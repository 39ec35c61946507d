import type { NewRoleRule, RoleRule, RuleEffect } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { keepingAManager } from '../access/public.ts'
import * as queries from './role-rule-queries.ts'

const mostNamed = 20

/** The rules that work. */
export async function listRules(reader: Reader): Promise<RoleRule[]> {
  return (await queries.findRules(reader)).map(present)
}

/** Throws Problem invalid-input, role-unknown, unit-unknown, group-unknown or rule-exists. */
async function checked(reader: Reader, request: NewRoleRule) {
  const rule = {
    function: request.function?.replace(/\s+/g, ' ').trim() || null,
    groupId: request.groupId ?? null,
    roleId: request.roleId,
    scope: request.scope,
    unitId: request.unitId ?? null,
  }
  const fields: { path: string; message: string }[] = []
  if ((rule.function === null) === (rule.groupId === null))
    fields.push({ path: 'body.function', message: 'Kies een functie of een groep.' })
  if ((rule.scope === 'unit') !== (rule.unitId !== null))
    fields.push({ path: 'body.unitId', message: 'Kies een locatie of team.' })
  if (fields.length) throw new Problem('invalid-input', { fields })
  const [parts, exists] = await Promise.all([queries.partsOf(reader, rule), queries.sameRule(reader, rule)])
  if (!parts.role) throw new Problem('role-unknown')
  if (!parts.unit) throw new Problem('unit-unknown')
  if (!parts.group) throw new Problem('group-unknown')
  if (exists) throw new Problem('rule-exists')
  return { rule, fourEyes: rule.scope === 'organisation' && parts.critical && parts.another }
}

/** Whom a rule would give its role. */
export async function previewRule(reader: Reader, request: NewRoleRule): Promise<RuleEffect> {
  const { rule, fourEyes } = await checked(reader, request)
  return presentEffect(await queries.effectOf(reader, rule), fourEyes)
}

/**
 * Makes a rule, which works at once; what it brings of a critical role for the whole organisation waits until a second person has
 * confirmed it (four eyes). Nobody makes a rule that gives themselves a role: Problem grant-to-self.
 */
export async function addRule(tx: Transaction, makerId: string, request: NewRoleRule): Promise<RoleRule> {
  const { rule } = await checked(tx, request)
  const affected = await queries.effectOf(tx, rule)
  if (affected.some(({ id, already }) => id === makerId && !already)) throw new Problem('grant-to-self')
  const id = newId()
  await queries.insertRule(tx, id, rule)
  return ruleOf(tx, id)
}

/** Whose role ends with a rule. */
export async function previewEnd(reader: Reader, id: string): Promise<RuleEffect> {
  await ruleOf(reader, id)
  return presentEffect(await queries.effectOfEnding(reader, id), false)
}

/** Ends a rule, and what it brought. Never so that nobody is left who can give roles: Problem last-manager. */
export async function endRule(tx: Transaction, id: string, version: number): Promise<RoleRule> {
  const before = await ruleOf(tx, id)
  if (before.endedAt) throw new Problem('rule-ended')
  const ended = await keepingAManager(tx, () => queries.endRule(tx, id, version))
  if (!ended) throw new Problem('conflict', { current: await ruleOf(tx, id) })
  return ruleOf(tx, id)
}

async function ruleOf(reader: Reader, id: string): Promise<RoleRule> {
  const row = await queries.findRule(reader, id)
  if (!row) throw new Problem('not-found')
  return present(row)
}

const present = (row: queries.RuleRow): RoleRule => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
})

function presentEffect(rows: readonly queries.AffectedRow[], fourEyes: boolean): RuleEffect {
  const affected = rows.filter((row) => !row.already)
  return {
    people: affected.slice(0, mostNamed).map(({ id, name, function: job }) => ({ id, name, function: job })),
    count: affected.length,
    already: rows.length - affected.length,
    fourEyes,
  }
}

/** What a rule was, for the log. */
export const ruleForLog = (rule: RoleRule) => ({
  function: rule.function,
  group: rule.group?.name ?? null,
  role: rule.role.key,
  scope: rule.scope,
  unit: rule.unit?.id ?? null,
})
