import type { ScopeRequest, Unit } from '@hoede/contract'
import type { ScopeName } from '@hoede/contract/vocabulary'

/** How far a role reaches, as it is being filled in. */
export interface ScopeDraft {
  key: string
  scope: ScopeName | ''
  unitId: string
  clientNumber: string
  relationKind: string
  minutesBefore: string
  minutesAfter: string
  withinUnitId: string
  exceptUnits: string[]
  /** Client numbers with spaces or commas between them. */
  exceptClients: string
}

export type ScopeFault = 'scope' | 'unit' | 'client' | 'minutes'

export const emptyScope = (key: string): ScopeDraft => ({
  key,
  scope: '',
  unitId: '',
  clientNumber: '',
  relationKind: '',
  minutesBefore: '',
  minutesAfter: '',
  withinUnitId: '',
  exceptUnits: [],
  exceptClients: '',
})

export const numbersIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))]

/** With which scopes "only within" goes, and with which "except". */
export const takesWithin = (scope: ScopeName | '') =>
  scope === 'own-teams' || scope === 'own-clients' || scope === 'roster'
export const takesExcept = (scope: ScopeName | '') => scope !== '' && scope !== 'client'

const minutes = (text: string): number | undefined => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined)
const isMinutes = (text: string) => text.trim() === '' || (minutes(text) ?? 9999) <= 2880

/** What is wrong with a draft by itself; nothing when it can be sent. */
export function faultsOfDraft(draft: ScopeDraft): ScopeFault[] {
  if (!draft.scope) return ['scope']
  const faults: ScopeFault[] = []
  if (draft.scope === 'unit' && !draft.unitId) faults.push('unit')
  if (draft.scope === 'client' && !draft.clientNumber.trim()) faults.push('client')
  if (draft.scope === 'roster' && !(isMinutes(draft.minutesBefore) && isMinutes(draft.minutesAfter)))
    faults.push('minutes')
  return faults
}

/** The draft as the server takes it: only what goes with its scope. */
export function requestOf(draft: ScopeDraft & { scope: ScopeName }): ScopeRequest {
  const { scope } = draft
  const numbers = numbersIn(draft.exceptClients)
  const [before, after] = [minutes(draft.minutesBefore), minutes(draft.minutesAfter)]
  return {
    scope,
    ...(scope === 'unit' ? { unitId: draft.unitId } : {}),
    ...(scope === 'client' ? { clientNumber: draft.clientNumber.trim() } : {}),
    ...(scope === 'own-clients' && draft.relationKind ? { relationKind: draft.relationKind } : {}),
    ...(scope === 'roster' && before !== undefined ? { minutesBefore: before } : {}),
    ...(scope === 'roster' && after !== undefined ? { minutesAfter: after } : {}),
    ...(takesWithin(scope) && draft.withinUnitId ? { withinUnitId: draft.withinUnitId } : {}),
    ...(takesExcept(scope) && draft.exceptUnits.length ? { exceptUnits: draft.exceptUnits } : {}),
    ...(takesExcept(scope) && numbers.length ? { exceptClientNumbers: numbers } : {}),
  }
}

/** Units that can be left out: inside of the reach, and not the reach itself. */
export function exceptable(draft: ScopeDraft, units: readonly Unit[]): Unit[] {
  const inside = draft.scope === 'unit' ? draft.unitId : takesWithin(draft.scope) ? draft.withinUnitId : ''
  return units.filter(
    (unit) =>
      !unit.closed &&
      unit.kind !== 'organisation' &&
      unit.id !== inside &&
      (!inside || unit.path.includes(inside)) &&
      !draft.exceptUnits.includes(unit.id),
  )
}
