import {
  type BulkGrant,
  type BulkGrantCommit,
  type BulkLine,
  type BulkPreview,
  type BulkResult,
  type BulkTotals,
  type BulkWithdrawal,
  type BulkWithdrawalPreview,
  bulkLimit,
  criticalPermissions,
  type Grant,
  type GrantBatch,
  type Permission,
  type ProblemCode,
  problems,
} from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { heldApart } from '../duties/public.ts'
import { keepsSecondStep } from '../sign-in/public.ts'
import { present } from './access.ts'
import * as queries from './bulk-queries.ts'
import { keepingAManager } from './public.ts'
import { findRole, type GrantRow, givingReach, insertGrant, type ScopeValues } from './queries.ts'
import { refusalOfGrant } from './rules.ts'
import { isSameScope, orProblem, resolveScope, wantedScope } from './scope.ts'

interface Period {
  from: Date
  until: Date | null
  now: Date
}

interface Plan {
  role: { id: string; name: string }
  scopes: ScopeValues[]
  period: Period
  lines: BulkLine[]
}

/** Who would get what, who has it already, who is refused and why. Changes nothing. */
export async function previewBulk(reader: Reader, giverId: string, request: BulkGrant): Promise<BulkPreview> {
  const { role, lines } = await plan(reader, giverId, request)
  return { role, totals: totalsOf(lines), items: lines }
}

/**
 * The same, carried out: all of it or nothing. One who is refused refuses everything (Problem bulk-refused, with who and why). The
 * same batch sent twice is one: `isNew` tells them apart.
 */
export async function giveBulk(
  tx: Transaction,
  giverId: string,
  request: BulkGrantCommit,
): Promise<{ result: BulkResult; isNew: boolean }> {
  const batchId = request.id ?? newId()
  const before = await queries.grantsOfBatch(tx, batchId)
  if (before.some((row) => row.role.id !== request.roleId || row.grantedById !== giverId)) {
    throw new Problem('already-exists')
  }
  if (before.length > 0) return { result: resultOf(batchId, before, before.length), isNew: false }
  const { role, scopes, period, lines } = await plan(tx, giverId, request)
  refuseWhereRefused(lines)
  const given = lines.filter((line) => line.outcome === 'give')
  const inserting = given.map((line) =>
    insertGrant(tx, {
      id: newId(),
      personId: line.person.id,
      roleId: role.id,
      ...scopes[line.scope]!,
      batchId,
      from: period.from > period.now ? period.from : null,
      until: period.until,
      grantedBy: giverId,
    }),
  )
  await Promise.all(inserting)
  const result = resultOf(batchId, await queries.grantsOfBatch(tx, batchId), given.length)
  return { result: { ...result, totals: totalsOf(lines) }, isNew: true }
}

function resultOf(batchId: string, rows: readonly queries.BatchRow[], give: number): BulkResult {
  const people = new Set(rows.map((row) => row.person.id)).size
  return {
    batchId,
    totals: { people, give, has: 0, refused: 0 },
    items: rows.map(({ grantedById: _by, ...row }) => present(row)),
  }
}

function refuseWhereRefused(lines: readonly BulkLine[]): void {
  const refused = lines.filter((line) => line.outcome === 'refused')
  if (refused.length === 0) return
  const fields = refused
    .slice(0, 50)
    .map((line) => ({ path: `people.${line.person.id}`, message: `${line.person.name}: ${line.reason}` }))
  throw new Problem('bulk-refused', { fields })
}

async function plan(reader: Reader, giverId: string, request: BulkGrant): Promise<Plan> {
  const people = await chosen(reader, request)
  const [receivers, role, givable, reach, ...resolved] = await Promise.all([
    queries.findReceivers(reader, people),
    findRole(reader, request.roleId),
    queries.isGivable(reader, request.roleId),
    givingReach(reader),
    ...request.scopes.map((scope) => resolveScope(reader, scope)),
  ])
  if (!role || !givable) throw new Problem('role-unknown')
  const scopes = resolved.map((each, index) => orProblem(ofScope(each, index)))
  if (receivers.length < people.length) throw new Problem('not-found')
  const period = periodOf(request)
  const [open, apart, steps, ...may] = await Promise.all([
    queries.openGrantsOf(reader, { people, roleId: role.id, batchId: undefined }),
    heldApart(reader, people, role.permissions),
    Promise.all(receivers.map((each) => keepsSecondStep(reader, each.id, role.id))),
    ...scopes.map((scope) => queries.mayGrantTo(reader, people, scope)),
  ])
  const critical = role.permissions.some((each) => criticalPermissions.includes(each as Permission))
  const lines = receivers.flatMap((receiver, index) =>
    scopes.map((scope, number): BulkLine => {
      const wanted = wantedScope(scope, receiver, true)
      const refusal =
        refusalOfGrant({ giverId, receiver, reach, wanted, ...period }) ??
        (may[number]!.has(receiver.id) ? undefined : 'grant-beyond-reach') ??
        (critical ? 'bulk-critical' : undefined) ??
        (apart.has(receiver.id) ? 'duty-conflict' : undefined) ??
        (steps[index] ? undefined : 'grant-without-factor')
      const has = open.some((row) => row.person.id === receiver.id && isSameScope(row, scope) && spans(row, period))
      return lineOf(receiver.person, number, refusal, has)
    }),
  )
  return { role, scopes, period, lines }
}

function lineOf(person: BulkLine['person'], scope: number, refusal: ProblemCode | undefined, has: boolean): BulkLine {
  if (has) return { person, scope, outcome: 'has', code: null, reason: null }
  if (refusal) return { person, scope, outcome: 'refused', code: refusal, reason: problems[refusal].title }
  return { person, scope, outcome: 'give', code: null, reason: null }
}

/** At which of the scopes the fault lies. */
function ofScope(resolved: ScopeValues | Problem, index: number): ScopeValues | Problem {
  if (!(resolved instanceof Problem) || !resolved.extra.fields) return resolved
  const fields = resolved.extra.fields.map(({ path, message }) => ({
    path: path.replace(/^body\./, `body.scopes.${index}.`),
    message,
  }))
  return new Problem(resolved.code, { ...resolved.extra, fields })
}

async function chosen(reader: Reader, whom: queries.Whom): Promise<string[]> {
  if (!whom.people && !whom.unitId && !whom.function) {
    throw new Problem('invalid-input', {
      fields: [{ path: 'body.people', message: 'Kies medewerkers, een locatie of team, of een functie.' }],
    })
  }
  const people = await queries.findWhom(reader, whom, bulkLimit)
  if (people.length > bulkLimit) throw new Problem('bulk-too-many')
  if (whom.people && people.length < new Set(whom.people).size && !whom.unitId && !whom.function) {
    throw new Problem('not-found')
  }
  return people
}

function periodOf(request: Pick<BulkGrant, 'from' | 'until'>): Period {
  const now = new Date()
  return {
    now,
    from: request.from ? new Date(request.from) : now,
    until: request.until ? new Date(request.until) : null,
  }
}

/** Does a grant that is there hold all of the period that is asked for? */
const spans = (row: GrantRow, { from, until, now }: Period) =>
  row.from <= (from > now ? from : now) && (row.until === null || (until !== null && row.until >= until))

function totalsOf(lines: readonly BulkLine[]): BulkTotals {
  const count = (outcome: BulkLine['outcome']) => lines.filter((line) => line.outcome === outcome).length
  const people = new Set(lines.map((line) => line.person.id)).size
  return { people, give: count('give'), has: count('has'), refused: count('refused') }
}

/** Which grants would end, and which cannot and why. Changes nothing. */
export async function previewWithdrawal(reader: Reader, request: BulkWithdrawal): Promise<BulkWithdrawalPreview> {
  const grants = await toEnd(reader, request)
  const may = await queries.mayWithdraw(
    reader,
    grants.map((each) => each.id),
  )
  const items = grants.map((row) => {
    const code = may.has(row.id) ? null : ('grant-beyond-reach' as const)
    return { grant: present(row), code, reason: code && problems[code].title }
  })
  const refused = items.filter((each) => each.code).length
  const people = new Set(grants.map((row) => row.person.id)).size
  return { totals: { people, end: items.length - refused, refused }, items }
}

/** Ends them all at once, or none (Problem bulk-refused). Returns them as they are now. */
export async function withdrawBulk(tx: Transaction, giverId: string, request: BulkWithdrawal): Promise<Grant[]> {
  const { items } = await previewWithdrawal(tx, request)
  const refused = items.filter((each) => each.code)
  if (refused.length > 0) {
    throw new Problem('bulk-refused', {
      fields: refused.slice(0, 50).map(({ grant, reason }) => ({
        path: `grants.${grant.id}`,
        message: `${grant.person.name}: ${reason}`,
      })),
    })
  }
  const ids = items.map((each) => each.grant.id)
  return keepingAManager(tx, async () => {
    if ((await queries.withdrawGrants(tx, ids, giverId)) < ids.length) throw new Problem('conflict')
    const at = new Date().toISOString()
    return items.map(({ grant }) => ({ ...grant, state: 'ended' as const, withdrawnAt: at }))
  })
}

async function toEnd(reader: Reader, request: BulkWithdrawal): Promise<GrantRow[]> {
  if (request.batchId) {
    return queries.openGrantsOf(reader, { people: null, roleId: request.roleId, batchId: request.batchId })
  }
  if (!request.roleId) {
    throw new Problem('invalid-input', { fields: [{ path: 'body.roleId', message: 'Kies een rol.' }] })
  }
  const people = await chosen(reader, request)
  return queries.openGrantsOf(reader, { people, roleId: request.roleId, batchId: undefined })
}

/** What was given in one go, as it stands now. */
export async function readBatch(reader: Reader, batchId: string): Promise<GrantBatch> {
  const items = (await queries.grantsOfBatch(reader, batchId)).map(({ grantedById: _by, ...row }) => present(row))
  const [first] = items
  if (!first) throw new Problem('not-found')
  return { batchId, grantedBy: first.grantedBy, grantedAt: first.grantedAt, items }
}

export const listFunctions = async (reader: Reader) => ({ items: await queries.findFunctions(reader) })
