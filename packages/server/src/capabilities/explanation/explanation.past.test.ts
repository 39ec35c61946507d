import type { Permission } from '@hoede/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillOrganisation } from '../../../test/support/fill-organisation.ts'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { lookedAt, type World, worlds } from '../../../test/support/random-organisation.ts'
import { referenceDoors } from '../../../test/support/reference-access.ts'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import { why } from './explanation.ts'

const hour = 3_600_000

/** Hours from now, in the past or to come: nothing begins or ends at the very moment that is asked about (a quarter past). */
const date = fc.integer({ min: -2400, max: 200 })
const period = fc.tuple(date, fc.option(fc.integer({ min: 1, max: 1500 }), { freq: 2 })).map(([from, lasts]) => ({
  from,
  until: lasts === null ? null : from + lasts,
}))

/** What of it happened when, and about which moment is asked. */
const histories = fc.record({
  world: worlds,
  at: fc.integer({ min: -1200, max: -1 }).map((hours) => hours + 0.25),
  periods: fc.array(period, { minLength: 24, maxLength: 24 }),
  /** When a grant was withdrawn or a shift was taken off the roster; null: never. */
  ends: fc.array(fc.option(fc.integer({ min: -1400, max: -1 }), { freq: 2 }), { minLength: 24, maxLength: 24 }),
  /** When the role got the permissions that it has, and what it had before. */
  changes: fc.array(fc.tuple(fc.integer({ min: -1400, max: -1 }), fc.subarray(lookedAt, { minLength: 3 })), {
    minLength: 8,
    maxLength: 8,
  }),
})
type History = typeof histories extends fc.Arbitrary<infer Given> ? Given : never

/** The organisation with its random dates. */
function dated({ world, periods, ends }: History): World {
  let next = 0
  const draw = <T>(list: readonly T[]): T => list[next++ % list.length]!
  const again = <T extends { from: number; until: number | null }>(list: T[]) =>
    list.map((each) => ({ ...each, ...draw(periods) }))
  return {
    ...world,
    grants: again(world.grants).map((grant) => {
      const at = draw(ends)
      // Emergency access always ends.
      const until = grant.emergency ? (grant.until ?? grant.from + 1) : grant.until
      return { ...grant, until, withdrawn: at !== null, withdrawnAt: at ?? 0 }
    }),
    placements: again(world.placements),
    memberships: again(world.memberships),
    relations: again(world.relations),
    shifts: world.shifts.map((shift) => {
      const [{ from }, at] = [draw(periods), draw(ends)]
      return { ...shift, from, until: from + 8, cancelled: at !== null, cancelledAt: at ?? 0 }
    }),
  }
}

/** The same organisation as it was at a moment, when nobody knew what would be withdrawn later: that moment is its now. */
function asItWas(world: World, { at, changes }: History): World {
  const earlier = <T extends { from: number; until: number | null }>(each: T): T => ({
    ...each,
    from: each.from - at,
    until: each.until === null ? null : each.until - at,
  })
  return {
    ...world,
    people: world.people.map(earlier),
    memberships: world.memberships.map(earlier),
    placements: world.placements.map(earlier),
    relations: world.relations.map(earlier),
    roles: world.roles.map((role, n) => {
      const [changedAt, before] = changes[n % changes.length]!
      return { ...role, permissions: at < changedAt ? before : role.permissions }
    }),
    grants: world.grants.map((grant) => ({
      ...earlier(grant),
      withdrawn: grant.withdrawn && grant.withdrawnAt! < at,
      withdrawnAt: grant.withdrawnAt! - at,
    })),
    shifts: world.shifts.map((shift) => ({
      ...shift,
      from: shift.from - at,
      until: shift.until - at,
      cancelled: shift.cancelled && shift.cancelledAt! < at,
      cancelledAt: shift.cancelledAt! - at,
    })),
    closures: world.closures.map((each) => ({ ...earlier(each), named: each.named.map(earlier) })),
    objections: world.objections.map(earlier),
    closedParts: world.closedParts.map(earlier),
  }
}

describe('why, about a moment in the past', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const login = await hoede.loginRole()
  // One question after another, as one connection takes them.
  let last: Promise<unknown> = Promise.resolve()
  const reader = {
    rows: (sql: string, values: readonly unknown[] = []) => {
      const answer = last.then(async () => (await login.query(sql, [...values])).rows)
      last = answer.catch(() => undefined)
      return answer
    },
  } as unknown as Reader

  it('is the decision that was taken at that moment', async () => {
    const seen = { allowed: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const world = dated(history)
        const then = asItWas(world, history)
        await fillOrganisation(database, then)
        const taken = await decisions(then)
        await fillOrganisation(database, world)
        const at = new Date(Date.now() + history.at * hour).toISOString()
        await rememberRoles(world, history)
        const looking = await allSeeing()
        await login.query('begin')
        try {
          await login.query(`select set_config('hoede.person', $1, true)`, [looking])
          for (const { person, client, permission, ground } of taken) {
            const answer = await why(reader, client, person, { permission, at })
            const asked = `${permission} of ${person} for ${client}`
            expect([answer.allowed, answer.doors[0]?.grant.id ?? null], asked).toEqual([ground !== null, ground])
            const doors = referenceDoors(then, person, client, permission).map((door) => door.id)
            expect(answer.doors.map((each) => each.grant.id).sort(), asked).toEqual(doors.sort())
            seen[answer.allowed ? 'allowed' : 'refused'] += 1
          }
        } finally {
          await login.query('rollback')
        }
      }),
      { numRuns: 40 },
    )
    // Dates that let nobody in would say nothing.
    expect(seen.allowed).toBeGreaterThan(5)
    expect(seen.refused).toBeGreaterThan(5)
  }, 120_000)

  /** What the database decides now, of everybody for every client. */
  async function decisions({ people, clients }: World) {
    const { rows } = await login.query<{
      person: string
      client: string
      permission: Permission
      ground: string | null
    }>(
      `select p.id as person, c.id as client, permission, access.ground_for(p.id, c.id, permission) as ground
       from unnest($1::uuid[]) p(id), unnest($2::uuid[]) c(id), unnest($3::text[]) permission`,
      [people.map((each) => each.id), clients.map((each) => each.id), ['client:read', 'report:write', 'log:read']],
    )
    return rows
  }

  /** What each role could before its last change, as the history of rows keeps it. */
  async function rememberRoles({ roles }: World, { changes }: History): Promise<void> {
    for (const [n, { id }] of roles.entries()) {
      const [changedAt, before] = changes[n % changes.length]!
      const moment = new Date(Date.now() + changedAt * hour)
      await database.query('update role set version = 2, changed_at = $2 where id = $1', [id, moment])
      await database.query(
        `insert into row_history (table_name, row_id, version, row, changed_at) values ('role', $1, 1, $2, $3)`,
        [id, { permissions: before }, moment],
      )
    }
  }

  /** Somebody besides the world who may look after access everywhere. */
  async function allSeeing(): Promise<string> {
    const [person, role] = [newId(), newId()]
    await database.query(
      `insert into person (id, user_name, given_name, family_name, function, search_name, employed_from)
       values ($1::uuid, right($1::text, 12), 'x', 'y', 'z', 'x y', now() - interval '1 day')`,
      [person],
    )
    await database.query(`insert into role (id, key, name, permissions) values ($1, 'kijker', 'x', '{access:read}')`, [
      role,
    ])
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
       values ($1, $2, $3, 'organisation', now() - interval '1 hour', 'operator')`,
      [newId(), person, role],
    )
    return person
  }
})
