import type { ClientFile, GrantRecord, MembershipRecord, Moment } from './types.ts'
import type { Units } from './units.ts'

const narrowestFirst = ['client', 'own-clients', 'roster', 'own-teams', 'unit', 'organisation']

/** Which grant opened a record for somebody at a moment: the same order as the database decides in. */
export class Grounds {
  readonly #grants = new Map<string, GrantRecord[]>()
  readonly #teams = new Map<string, MembershipRecord[]>()
  readonly #parents: ReadonlyMap<string, string | null>

  constructor(grants: readonly GrantRecord[], memberships: readonly MembershipRecord[], units: Units) {
    for (const grant of grants) push(this.#grants, grant.personId, grant)
    for (const each of memberships) push(this.#teams, each.personId, each)
    for (const list of this.#grants.values()) {
      list.sort((a, b) => narrowestFirst.indexOf(a.scope) - narrowestFirst.indexOf(b.scope))
    }
    this.#parents = new Map(units.records.map((unit) => [unit.id, unit.parentId]))
  }

  for(personId: string, file: ClientFile, at: Moment): string | null {
    const units = this.#unitsOf(file, at)
    const team = this.#teams.get(personId)?.some((each) => units.has(each.unitId) && during(each, at)) ?? false
    const relation = file.careRelations.some((each) => each.personId === personId && during(each, at))
    const opens = (grant: GrantRecord): boolean => {
      if (grant.scope === 'client') return grant.clientId === file.client.id
      if (grant.scope === 'own-clients') return relation
      if (grant.scope === 'own-teams') return team
      if (grant.scope === 'unit') return units.has(grant.unitId as string)
      // Who manages or supervises the whole organisation reads no records.
      return false
    }
    return this.#active(personId, at).find(opens)?.id ?? null
  }

  /** Any grant of somebody at a moment, for what is about no client. */
  any(personId: string, at: Moment): string | null {
    return this.#active(personId, at).at(-1)?.id ?? null
  }

  #active(personId: string, at: Moment): GrantRecord[] {
    const all = this.#grants.get(personId) ?? []
    return all.filter((each) => during(each, at) && (each.withdrawnAt === null || each.withdrawnAt > at))
  }

  #unitsOf(file: ClientFile, at: Moment): Set<string> {
    const found = new Set<string>()
    const running = file.placements.filter((each) => during(each, at))
    for (const placement of running.length ? running : file.placements.slice(-1)) {
      for (let id: string | null = placement.unitId; id; id = this.#parents.get(id) ?? null) found.add(id)
    }
    return found
  }
}

const during = (period: { from: Moment; until: Moment | null }, at: Moment) =>
  period.from <= at && (period.until === null || period.until > at)

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
