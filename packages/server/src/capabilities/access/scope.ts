import type { ScopeRequest } from '@hoede/contract'
import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { GrantRow, Receiver, ScopeValues } from './queries.ts'
import type { WantedScope } from './rules.ts'
import * as queries from './scope-queries.ts'
import { type Fault, faultsOfShape, faultsOfUnits } from './scope-rules.ts'

/**
 * What was asked, as it will stand in the row: names looked up, what was left out filled in. A Problem when the parts do not go
 * together or name what is not there; it names each field.
 */
export async function resolveScope(reader: Reader, request: ScopeRequest): Promise<ScopeValues | Problem> {
  const shape = faultsOfShape(request)
  if (shape.length) return invalid(shape)
  const { exceptUnits = [], exceptClientNumbers = [] } = request
  const [units, clients, kindKnown, minutes] = await Promise.all([
    queries.openUnits(reader, [request.unitId, request.withinUnitId, ...exceptUnits].filter(isGiven)),
    queries.clientsToGrant(reader, [request.clientNumber, ...exceptClientNumbers].filter(isGiven)),
    queries.isOpenKind(reader, request.relationKind),
    queries.rosterMinutes(reader),
  ])
  const faults = faultsOfUnits(request, units)
  if (!kindKnown) faults.push({ path: 'body.relationKind', message: 'Deze soort zorgrelatie bestaat niet (meer).' })
  if (faults.length) return invalid(faults)
  const unknown = unknownClient(request, clients)
  if (unknown) return unknown
  const isRoster = request.scope === 'roster'
  return {
    scope: request.scope,
    unitId: request.unitId ?? null,
    clientId: request.clientNumber ? clients.get(request.clientNumber)! : null,
    relationKind: request.relationKind ?? null,
    minutesBefore: isRoster ? (request.minutesBefore ?? minutes.before) : null,
    minutesAfter: isRoster ? (request.minutesAfter ?? minutes.after) : null,
    withinUnitId: request.withinUnitId ?? null,
    exceptUnits: exceptUnits.toSorted(),
    exceptClients: exceptClientNumbers.map((number) => clients.get(number)!).toSorted(),
  }
}

/** One answer for a number that does not exist and for one out of reach: whoever gives roles learns nothing of others. */
function unknownClient(request: ScopeRequest, found: ReadonlyMap<string, string>): Problem | undefined {
  const detail = 'Er is geen cliënt met dit nummer binnen jouw bereik.'
  if (request.clientNumber && !found.has(request.clientNumber)) return new Problem('not-found', { detail })
  const missing = (request.exceptClientNumbers ?? []).filter((number) => !found.has(number))
  if (missing.length === 0) return undefined
  return invalid([{ path: 'body.exceptClientNumbers', message: `${detail} (${missing.join(', ')})` }])
}

const invalid = (fields: Fault[]) => new Problem('invalid-input', { fields })
const isGiven = (value: string | undefined): value is string => value !== undefined

export function orProblem<T>(value: T | Problem): T {
  if (value instanceof Problem) throw value
  return value
}

/** The scope as far as it matters for who may give it. */
export function wantedScope(
  scope: Pick<ScopeValues, 'scope' | 'unitId' | 'withinUnitId'>,
  receiver: Pick<Receiver, 'teams' | 'clients' | 'clientsWithin'>,
  clientWithin: boolean,
): WantedScope {
  const { withinUnitId } = scope
  switch (scope.scope) {
    case 'organisation':
    case 'roster':
      return { scope: scope.scope, withinUnitId }
    case 'unit':
      return { scope: 'unit', unitId: scope.unitId ?? '' }
    case 'own-teams':
      return { scope: 'own-teams', teams: receiver.teams, withinUnitId }
    case 'own-clients':
      return { scope: 'own-clients', clients: receiver.clients, within: receiver.clientsWithin, withinUnitId }
    case 'client':
      return { scope: 'client', within: clientWithin }
  }
}

/** Does a grant that is there reach exactly as far? */
export const isSameScope = (row: GrantRow, scope: ScopeValues): boolean =>
  row.scope === scope.scope &&
  (row.unit?.id ?? null) === scope.unitId &&
  row.clientId === scope.clientId &&
  (row.relationKind?.key ?? null) === scope.relationKind &&
  row.minutesBefore === scope.minutesBefore &&
  row.minutesAfter === scope.minutesAfter &&
  (row.within?.id ?? null) === scope.withinUnitId &&
  sameSet(row.exceptUnits, scope.exceptUnits) &&
  sameSet(row.exceptClients, scope.exceptClients)

const sameSet = (rows: readonly { id: string }[], ids: readonly string[]) =>
  rows.length === ids.length && rows.every((row) => ids.includes(row.id))
