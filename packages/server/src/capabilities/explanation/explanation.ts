import type { AccessChain, Permission, WhoAnswer, WhyAnswer } from '@hoede/contract'
import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { obstaclesOf, waysIn } from './rules.ts'

interface Question {
  permission?: Permission
  at?: string
}

/** Clocks of two machines may differ by this much, in milliseconds: "now" of a browser is not the future. */
const clockTolerance = 60_000

/** Throws Problem date-in-future: what is to come is not known. */
function read({ permission = 'client:read', at }: Question) {
  const now = Date.now()
  const asked = at ? Date.parse(at) : now
  if (asked > now + clockTolerance) throw new Problem('date-in-future')
  return { permission, at: new Date(Math.min(asked, now)) }
}

/**
 * Why somebody can, or cannot, do something for a client, now or at a moment in the past: every grant as a chain, those that open
 * the door and those that do not with what is in their way. The answer is that of the decision itself (access.ground_at).
 * Throws Problem not-found for a person there is not.
 */
export async function why(reader: Reader, clientId: string, personId: string, question: Question): Promise<WhyAnswer> {
  const { permission, at } = read(question)
  const [person, judged, limits, ground] = await Promise.all([
    queries.findPerson(reader, personId, at),
    queries.judgedGrants(reader, personId, clientId, at),
    queries.limitsOf(reader, personId, clientId, permission, at),
    queries.groundAt(reader, personId, clientId, permission, at),
  ])
  if (!person) throw new Problem('not-found')
  const chains = judged.map((row): AccessChain => {
    const { id, role, scope, source, unit, within, grantedBy } = row
    return {
      grant: { id, role, scope, source, unit, within, grantedBy, ...period(row) },
      permissions: row.permissions as Permission[],
      relation: row.relation && { ...row.relation, ...period(row.relation) },
      obstacles: obstaclesOf(row, permission, limits),
    }
  })
  const doors = chains.filter((each) => each.obstacles.length === 0)
  doors.sort((one, other) => Number(other.grant.id === ground) - Number(one.grant.id === ground))
  const closed = chains.filter((each) => each.obstacles.length > 0)
  closed.sort((one, other) => one.obstacles.length - other.obstacles.length)
  const { employed, ...shown } = person
  const ways = closed.map(({ grant, obstacles }) => ({ ...grant, role: grant.role.name, obstacles }))
  return {
    person: shown,
    permission,
    at: at.toISOString(),
    allowed: ground !== undefined,
    doors,
    closed: closed.slice(0, mostClosed),
    needed: ground ? [] : waysIn(ways, employed, limits),
  }
}

/** So many roles that do not help are shown, the nearest first. */
const mostClosed = 100

const period = ({ from, until }: { from: Date | string; until: Date | string | null }) => ({
  from: new Date(from).toISOString(),
  until: until === null ? null : new Date(until).toISOString(),
})

const partOf = (permission: Permission) =>
  permission.startsWith('report:') ? 'reports' : permission.startsWith('measurement:') ? 'measurements' : 'particulars'

/** Everybody who can do something for a client, now or at a moment in the past, with their grounds; and family. */
export async function who(reader: Reader, clientId: string, question: Question): Promise<WhoAnswer> {
  const { permission, at } = read(question)
  const [people, family] = await Promise.all([
    queries.whoCan(reader, clientId, permission, at),
    queries.familyWith(reader, clientId, partOf(permission), at),
  ])
  return {
    permission,
    at: at.toISOString(),
    people: people.map(({ grants, ...person }) => ({
      ...person,
      grants: grants.map((grant) => ({ ...grant, until: grant.until && new Date(grant.until).toISOString() })),
    })),
    family: family.map((each) => ({ ...each, until: each.until?.toISOString() ?? null })),
  }
}
