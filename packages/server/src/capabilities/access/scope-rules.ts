import type { ScopeRequest } from '@hoede/contract'

export interface Fault {
  path: string
  message: string
}

/** A unit with those above it, itself included. */
export interface UnitPath {
  id: string
  path: readonly string[]
}

const some = (list: readonly unknown[] | undefined) => (list?.length ?? 0) > 0
const ownReach = ['own-teams', 'own-clients', 'roster']

/** Why the parts of a scope do not go together; each fault names its field. What is not named here makes sense. */
export function faultsOfShape(request: ScopeRequest): Fault[] {
  const { scope } = request
  const faults: Fault[] = []
  const fault = (field: string, message: string) => void faults.push({ path: `body.${field}`, message })
  if ((scope === 'unit') !== (request.unitId !== undefined)) {
    fault('unitId', scope === 'unit' ? 'Kies een locatie of team.' : 'Een locatie of team hoort niet bij dit bereik.')
  }
  if ((scope === 'client') !== (request.clientNumber !== undefined)) {
    fault(
      'clientNumber',
      scope === 'client' ? 'Vul een cliëntnummer in.' : 'Een cliëntnummer hoort niet bij dit bereik.',
    )
  }
  if (request.relationKind !== undefined && scope !== 'own-clients') {
    fault('relationKind', 'Een soort zorgrelatie hoort alleen bij eigen cliënten.')
  }
  if ((request.minutesBefore !== undefined || request.minutesAfter !== undefined) && scope !== 'roster') {
    fault('minutesBefore', 'Tijd voor en na een dienst hoort alleen bij het rooster.')
  }
  if (request.withinUnitId !== undefined && !ownReach.includes(scope)) {
    fault(
      'withinUnitId',
      '‘Alleen binnen’ hoort bij eigen teams, eigen cliënten en rooster. Kies anders die locatie zelf.',
    )
  }
  if (scope === 'client' && some(request.exceptUnits)) {
    fault('exceptUnits', 'Van één cliënt kan geen locatie of team worden uitgezonderd.')
  }
  if (scope === 'client' && some(request.exceptClientNumbers)) {
    fault('exceptClientNumbers', 'Van één cliënt kan geen andere cliënt worden uitgezonderd.')
  }
  for (const field of ['exceptUnits', 'exceptClientNumbers'] as const) {
    const list = request[field] ?? []
    if (new Set(list).size < list.length) fault(field, 'Hier staat iets dubbel.')
  }
  return faults
}

/** Units that are not there (any more), and exceptions that take away nothing or everything. */
export function faultsOfUnits(request: ScopeRequest, open: readonly UnitPath[]): Fault[] {
  const faults: Fault[] = []
  const known = new Map(open.map((unit) => [unit.id, unit]))
  const fault = (field: string, message: string) => void faults.push({ path: `body.${field}`, message })
  if (request.unitId && !known.has(request.unitId)) fault('unitId', 'Kies een locatie of team.')
  if (request.withinUnitId && !known.has(request.withinUnitId)) fault('withinUnitId', 'Kies een locatie of team.')
  const inside = request.unitId ?? request.withinUnitId
  for (const id of request.exceptUnits ?? []) {
    const unit = known.get(id)
    if (!unit) fault('exceptUnits', 'Een van deze locaties of teams bestaat niet of is gesloten.')
    else if (inside && unit.id === inside) fault('exceptUnits', 'Zo blijft er niets over van dit bereik.')
    else if (inside && !unit.path.includes(inside))
      fault('exceptUnits', 'Een uitzondering ligt binnen het bereik zelf.')
    else if (unit.path.length === 1) fault('exceptUnits', 'Zo blijft er niets over van dit bereik.')
  }
  return faults
}
