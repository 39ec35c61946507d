import type { AccessChain, Permission, WhoAnswer, WhyAnswer } from '@hoede/contract'
import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { grantInWords } from '../access/public.ts'
import * as queries from './queries.ts'
import { neededFor, obstaclesInWords, obstaclesOf } from './rules.ts'

interface Question {
  permission?: Permission
  at?: string
}

const read = ({ permission = 'client:read', at }: Question) => ({ permission, at: at ? new Date(at) : new Date() })

/**
 * Why somebody can, or cannot, do something for a client, now or at a moment in the past: every grant as a chain, those that open
 * the door and those that do not with what is in their way. The answer is that of the decision itself (access.ground_at).
 * Throws Problem not-found for a person there is not.
 */
export async function why(reader: Reader, clientId: string, personId: string, question: Question): Promise<WhyAnswer> {
  const { permission, at } = read(question)
  const [person, judged, limits, ground] = await Promise.all([
    queries.findPerson(reader, personId),
    queries.judgedGrants(reader, personId, clientId, at),
    queries.limitsOf(reader, personId, clientId, at),
    queries.groundAt(reader, personId, clientId, permission, at),
  ])
  if (!person) throw new Problem('not-found')
  const chains = judged.map((row): AccessChain => {
    const { id, role, scope, source, unit, grantedBy } = row
    const obstacles = obstaclesOf(row, permission, limits)
    const words = grantInWords({ role: role.name, scope, unit, until: row.until })
    return {
      grant: { id, role, scope, source, unit, grantedBy, ...period(row) },
      permissions: row.permissions as Permission[],
      relation: row.relation && { ...row.relation, ...period(row.relation) },
      obstacles,
      text: obstacles.length > 0 ? `${words}: ${obstaclesInWords(obstacles)}.` : `${words}.`,
    }
  })
  const doors = chains.filter((each) => each.obstacles.length === 0)
  doors.sort((one, other) => Number(other.grant.id === ground) - Number(one.grant.id === ground))
  const closed = chains.filter((each) => each.obstacles.length > 0)
  const allowed = ground !== undefined
  const lacking = closed.map(({ grant, obstacles }) => ({ role: grant.role.name, obstacles }))
  return {
    person,
    permission,
    at: at.toISOString(),
    allowed,
    doors,
    closed: closed.sort((one, other) => one.obstacles.length - other.obstacles.length).slice(0, 100),
    needed: allowed ? [] : neededFor(lacking, permission, limits),
  }
}

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
      grants: grants.map(({ id, role, source, scope, unit, until }) => ({
        id,
        role,
        source,
        text: grantInWords({ role, scope, unit, until: until === null ? null : new Date(until) }),
      })),
    })),
    family: family.map((each) => ({ ...each, until: each.until?.toISOString() ?? null })),
  }
}
