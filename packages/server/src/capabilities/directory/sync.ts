import type { SyncPlan } from '@hoede/contract'
import { type AuditRecord, recordAudit } from '../../platform/audit/record.ts'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { endMembershipNow, insertPersonOf, updatePersonOf } from '../organisation/public.ts'
import { comeBack, leave } from '../scim/public.ts'
import { readPeopleFile } from './people-file.ts'
import * as queries from './sync-queries.ts'
import { leavingPercent, type Plan, planSync, type Step } from './sync-rules.ts'

const mostShown = 500

interface Request {
  csv: string
  endMissing: boolean
}

/** What a file would do; nothing is written. */
export async function previewSync(reader: Reader, request: Request, askerId: string | undefined): Promise<SyncPlan> {
  return present(await planFor(reader, request, askerId))
}

interface Planned extends Plan {
  percent: number
  bound: number
}

async function planFor(reader: Reader, { csv, endMissing }: Request, askerId: string | undefined): Promise<Planned> {
  const { people: file, errors } = readPeopleFile(csv)
  const [people, units, bounds] = await Promise.all([
    queries.findEverybody(reader),
    queries.findOpenTeams(reader),
    queries.findBounds(reader),
  ])
  const plan = planSync(file, { people, units, today: bounds.today, askerId }, endMissing && errors.length === 0)
  const leaving = plan.steps.filter(({ outcome }) => outcome === 'end').length
  const all = [...errors, ...plan.errors].sort((a, b) => a.line - b.line)
  return { ...plan, errors: all, percent: leavingPercent(leaving, plan.employed), bound: bounds.percent }
}

function present({ steps, errors, missing, employed, percent, bound }: Planned): SyncPlan {
  const count = (outcome: Step['outcome']) => steps.filter((step) => step.outcome === outcome).length
  const shown = steps.filter(({ outcome }) => outcome !== 'same').slice(0, mostShown)
  return {
    totals: {
      add: count('add'),
      change: count('change'),
      return: count('return'),
      end: count('end'),
      same: count('same'),
      missing: missing.length,
      employed,
    },
    lines: shown.map(({ person, known, outcome, changes }) => {
      const { userName, givenName, prefix, familyName } = (person ?? known)!
      return {
        userName,
        name: [givenName, prefix, familyName].filter(Boolean).join(' '),
        outcome: outcome as SyncPlan['lines'][number]['outcome'],
        changes,
      }
    }),
    errors: errors.slice(0, mostShown),
    tooMany: percent > bound,
    percent,
  }
}

/** Who carries it out: somebody at a screen, or the operator. */
export interface Actor {
  personId: string | undefined
  supplier: string | undefined
}

/**
 * Brings the people in agreement with a file, as a whole or not at all. Throws Problem people-file with what is wrong by line,
 * sync-too-many when more would leave than the setting and `allowRemovals` let through, last-manager.
 */
export async function carryOutSync(
  tx: Transaction,
  customerName: string,
  request: Request & { allowRemovals?: number | undefined },
  actor: Actor,
): Promise<SyncPlan> {
  await queries.holdOthersOff(tx)
  const plan = await planFor(tx, request, actor.personId)
  if (plan.errors.length)
    throw new Problem('people-file', {
      fields: plan.errors.slice(0, 100).map(({ line, message }) => ({ path: `regel ${line}`, message })),
    })
  const leaving = plan.steps.filter(({ outcome }) => outcome === 'end').length
  if (plan.percent > plan.bound && leaving > (request.allowRemovals ?? 0))
    throw new Problem('sync-too-many', {
      detail: `${leaving} van de ${plan.employed} medewerkers zouden uit dienst gaan (${plan.percent}%, de grens is ${plan.bound}%).`,
    })
  for (const step of plan.steps) await carryOut(tx, customerName, step, actor)
  return present(plan)
}

async function carryOut(tx: Transaction, customerName: string, step: Step, actor: Actor): Promise<void> {
  if (step.outcome === 'same') return
  const id = step.known?.id ?? newId()
  await recordAudit(tx, {
    ...rowOf[step.outcome],
    ...actor,
    objectId: id,
    outcome: 'success',
    part: 'person',
    detail: detailOf(step),
  })
  if (step.outcome === 'end') {
    await leave(tx, id)
    return
  }
  const { person } = step
  if (!person) return
  if (step.outcome === 'add') {
    const { line: _line, teams: _teams, from, until: _until, ...values } = person
    const employedFrom = from ? (await queries.startOfDay(tx, from)).toISOString() : undefined
    if (!(await insertPersonOf(tx, { ...values, id, employedFrom }))) throw new Problem('user-name-taken')
  }
  if (step.outcome === 'return') await comeBack(tx, id)
  if (step.rewrites) await updatePersonOf(tx, customerName, id, person)
  if (step.lastDay !== undefined && !(step.outcome !== 'change' && step.lastDay === null))
    await queries.setLastDay(tx, id, step.lastDay)
  for (const { membershipId } of step.leaves) await endMembershipNow(tx, membershipId)
  for (const unit of step.joins) await queries.joinFrom(tx, { id: newId(), personId: id, unitId: unit.id })
}

const rowOf: Record<Exclude<Step['outcome'], 'same'>, Pick<AuditRecord, 'event' | 'action'>> = {
  add: { event: 'person.create', action: 'C' },
  change: { event: 'person.change', action: 'U' },
  return: { event: 'person.return', action: 'U' },
  end: { event: 'person.leave', action: 'U' },
}

const detailOf = ({ person, known, joins, leaves, lastDay }: Step) => ({
  source: 'file',
  userName: (person ?? known)?.userName,
  function: person?.function,
  joined: joins.map(({ id }) => id),
  left: leaves.map(({ name }) => name),
  ...(lastDay === undefined ? {} : { lastDay }),
})
