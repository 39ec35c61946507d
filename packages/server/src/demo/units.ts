import type { Blueprint } from './blueprints.ts'
import { type Town, towns } from './particulars.ts'
import { idAt, type Random } from './random.ts'
import type { Setting } from './setting.ts'
import type { Moment, UnitRecord } from './types.ts'

export interface Team {
  index: number
  id: string
  name: string
  setting: Setting
  places: number
  location: Location
}

export interface Location {
  index: number
  id: string
  name: string
  town: Town
  teams: Team[]
  /** Care around the clock by own staff. */
  residential: boolean
  disability: boolean
}

export interface Units {
  records: UnitRecord[]
  root: string
  locations: Location[]
  teams: Team[]
}

export function makeUnits(blueprint: Blueprint, random: Random, since: Moment): Units {
  const root = idAt(since, random)
  const records: UnitRecord[] = [{ id: root, parentId: null, kind: 'organisation', name: blueprint.name }]
  const teams: Team[] = []
  const locations = blueprint.locations.map((plan, index) => {
    const location: Location = {
      index,
      id: idAt(since, random),
      name: plan.name,
      town: towns[plan.town] as Town,
      teams: [],
      residential: plan.teams.some((team) => team.setting !== 'home' && team.setting !== 'daytime'),
      disability: plan.teams.some((team) => team.setting === 'living' || team.setting === 'daytime'),
    }
    records.push({ id: location.id, parentId: root, kind: 'location', name: plan.name })
    for (const teamPlan of plan.teams) {
      const team: Team = { ...teamPlan, index: teams.length, id: idAt(since, random), location }
      location.teams.push(team)
      teams.push(team)
      records.push({ id: team.id, parentId: location.id, kind: 'team', name: team.name })
    }
    return location
  })
  return { records, root, locations, teams }
}
