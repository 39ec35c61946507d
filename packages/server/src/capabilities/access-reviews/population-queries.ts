import type { ReviewPopulation } from '@hoede/contract'
import type { Reader } from '../../platform/db/transaction.ts'
import { fullName } from './queries.ts'

export interface PopulationRow {
  grantId: string
  personId: string
  personName: string
  function: string
  teams: { id: string; name: string }[]
  roleKey: string
  roleName: string
  scope: string
  unit: { kind: string; name: string } | null
  withinName: string | null
  relationKind: string | null
  source: string
  from: Date
  until: Date | null
  givenBy: string | null
  critical: boolean
  lastUse: Date | null
  unused: boolean
  leaders: string[]
  /** The conflicts of duties that the grant is a part of. */
  conflicts: string[]
}

/** Every grant that works now of the people in a review, person by person. */
export function findPopulation(reader: Reader, population: ReviewPopulation): Promise<PopulationRow[]> {
  return reader.rows<PopulationRow>(
    `select p.grant_id as "grantId", p.person_id as "personId", p.person_name as "personName", p.function, p.teams,
       p.role_key as "roleKey", p.role_name as "roleName", p.scope, p.unit, p.within_name as "withinName",
       p.relation_kind as "relationKind", p.source, p.valid_from as "from", p.valid_until as until,
       nullif(p.granted_by, '') as "givenBy", p.critical, p.last_use as "lastUse", p.unused, p.leaders,
       access.duties_of_grant(p.grant_id) as conflicts
     from access.review_population($1::uuid[], $2::uuid[], $3::text[]) p`,
    [population.units, population.roles, population.functions],
  )
}

export interface PersonRow {
  id: string
  name: string
  employed: boolean
}

export async function findPeople(reader: Reader, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  const rows = await reader.rows<PersonRow>(
    `select e.id, ${fullName('e')} as name,
       e.employed_from <= now() and (e.employed_until is null or e.employed_until > now()) as employed
     from person e where e.id = any ($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The names of what a population was made of, for the report. */
export async function populationNames(
  reader: Reader,
  population: ReviewPopulation,
): Promise<{ units: string[]; roles: string[] }> {
  const [row] = await reader.rows<{ units: string[]; roles: string[] }>(
    `select array(select name from unit where id = any ($1::uuid[]) order by name) as units,
       array(select name from role where id = any ($2::uuid[]) order by name) as roles`,
    [population.units, population.roles],
  )
  return row!
}
