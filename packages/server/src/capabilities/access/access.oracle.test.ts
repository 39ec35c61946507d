import type { Permission } from '@hoede/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cedarOracle } from '../../../test/support/cedar-oracle.ts'
import { fillOrganisation } from '../../../test/support/fill-organisation.ts'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { lookedAt, type World, worldsOf } from '../../../test/support/random-organisation.ts'

/**
 * B-05: the decision against an independent oracle, the same policy in Cedar, over random organisations: single decisions, and the
 * lists and row security that follow from them. The property test beside this one says in few words what went wrong; this one
 * says whether anything did, in other hands and in bulk.
 */
const wanted = 100_000

it(`decides ${wanted.toLocaleString('nl-NL')} random questions as Cedar does`, async () => {
  const hoede = await startTestHoede()
  const admin = await hoede.database()
  const login = await hoede.loginRole()
  const seed = Number(process.env.HOEDE_ORACLE_SEED ?? Date.now() % 1_000_000_000)
  let decided = 0
  let allowed = 0
  for (const world of fc.sample(worldsOf(5), { numRuns: 1000, seed })) {
    await fillOrganisation(admin, world)
    const oracle = cedarOracle(world)
    for (const { person, client, permission, open } of await decisions(world)) {
      const told = oracle.allows(person, client, permission)
      if (told !== open) expect.fail(explain(world, { person, client, permission, told, open }, seed))
      decided++
      if (told) allowed++
    }
    await holdsLists(world, oracle)
    if (decided >= wanted) break
  }
  expect(decided).toBeGreaterThanOrEqual(wanted)
  // A test in which everything is refused, or nothing, would prove little.
  expect(allowed / decided).toBeGreaterThan(0.03)
  expect(allowed / decided).toBeLessThan(0.97)
  process.stdout.write(`oracle: ${decided} decisions, ${allowed} allowed, seed ${seed}\n`)

  async function decisions(world: World) {
    const { rows } = await login.query<{ person: string; client: string; permission: Permission; open: boolean }>(
      `select p.id as person, c.id as client, permission, access.ground_for(p.id, c.id, permission) is not null as open
         from unnest($1::uuid[]) p(id), unnest($2::uuid[]) c(id), unnest($3::text[]) permission`,
      [world.people.map((each) => each.id), world.clients.map((each) => each.id), lookedAt],
    )
    return rows
  }

  /** What somebody gets to see without asking for anything in particular: the list, and a query that forgot its scope. */
  async function holdsLists(world: World, oracle: ReturnType<typeof cedarOracle>): Promise<void> {
    for (const { id: person } of world.people) {
      const expected = world.clients
        .map((each) => each.id)
        .filter((client) => oracle.allows(person, client, 'client:read'))
        .sort()
      await login.query('begin')
      await login.query(`select set_config('hoede.person', $1, true)`, [person])
      for (const sql of [`select access.clients_in_reach('client:read') as id`, 'select id from client']) {
        const { rows } = await login.query<{ id: string }>(sql)
        expect(rows.map((row) => row.id).sort(), `${sql}, seed ${seed}`).toEqual(expected)
      }
      await login.query('rollback')
    }
  }
}, 300_000)

function explain(
  world: World,
  question: { person: string; client: string; [more: string]: unknown },
  seed: number,
): string {
  const { person, client } = question
  const about = {
    question,
    seed,
    grants: world.grants.filter((each) => each.person === person),
    placements: world.placements.filter((each) => each.client === client),
    limits: [...world.closures, ...world.objections, ...world.closedParts].filter((each) => each.client === client),
  }
  return `Cedar and the database differ:\n${JSON.stringify(about, null, 1)}`
}
