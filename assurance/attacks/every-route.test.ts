import { type Permission, startingRoles } from '@hoede/contract'
import { afterAll, expect, it } from 'vitest'
import { endpoints } from '../../packages/server/src/app.ts'
import { newId } from '../../packages/server/src/platform/crypto/ids.ts'
import { hashToken, newToken } from '../../packages/server/src/platform/crypto/tokens.ts'
import type { Endpoint } from '../../packages/server/src/platform/http/endpoint.ts'
import { Problem } from '../../packages/server/src/platform/http/problem.ts'
import { cedarOracle } from '../../packages/server/test/support/cedar-oracle.ts'
import { type Answer, startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { clients, people, units } from '../../packages/server/test/support/organisation.ts'
import type { World, WorldGrant } from '../../packages/server/test/support/random-organisation.ts'

/**
 * B-09: every route × every role × inside and outside of the scope × own and other environment, made from the table of routes
 * itself, so that a new route cannot be left out. The wrapper is the real one, over HTTPS; only what a route does once it let
 * somebody in is replaced by a knock on wood. What should happen is said by Cedar (test/support/cedar-oracle.ts).
 */
const letIn = new Problem('conflict')
for (const endpoint of endpoints) {
  const { handler, consultation } = endpoint
  const ask = consultation?.ask
  const opens = async () => letIn
  endpoint.handler = opens
  if (consultation) consultation.ask = opens
  // The table is that of this worker's next file too.
  afterAll(() => {
    endpoint.handler = handler
    if (consultation && ask) consultation.ask = ask
  })
}

const hoede = await startTestHoede()
const admin = await hoede.database()

type Outcome = 'in' | 'no session' | 'no permission' | 'not there'

/** Past the door, whatever the handler or the schema then says of what was sent. */
function outcomeOf(answer: Answer): Outcome {
  const { code } = answer.body ?? {}
  if (answer.status === 401) return 'no session'
  if (answer.status === 403 && code === 'not-allowed') return 'no permission'
  if (answer.status === 404 && code === 'not-found') return 'not there'
  if ([400, 409, 413, 415, 422].includes(answer.status)) return 'in'
  throw new Error(`${answer.status} ${answer.text.slice(0, 300)}`)
}

function knock(visitor: Visitor, endpoint: Endpoint, clientId: string): Promise<Answer> {
  const path = `/api${endpoint.path.replace(/:(\w+)/g, (_, name: string) => (name === 'clientId' ? clientId : newId()))}`
  return endpoint.method === 'GET' || endpoint.method === 'DELETE'
    ? visitor.send(endpoint.method, path, undefined, {})
    : visitor.send(endpoint.method, path, {}, {})
}

const guarded = endpoints.filter((each) => each.permission !== 'public')
const inside = clients.vanPutten
const outside = clients.jansen

/** One person for each starting role and each of two scopes: a location, and the whole organisation. */
const roles = startingRoles.map((role) => ({ id: newId(), ...role }))
const holders = roles.flatMap((role) =>
  (['unit', 'organisation'] as const).map((scope) => ({ id: newId(), role, scope, name: `${role.key}, ${scope}` })),
)
const world: World = {
  formerDays: 30,
  units: [
    { id: units.organisation, parent: null },
    { id: units.berkenhof, parent: units.organisation },
    { id: units.berkenhof2, parent: units.berkenhof },
    { id: units.lindehof, parent: units.organisation },
    { id: units.lindehof1, parent: units.lindehof },
  ],
  people: holders.map(({ id }) => ({ id, function: 'verzorgende', from: -100, until: null })),
  roles,
  grants: holders.map(
    ({ id, role, scope }): WorldGrant => ({
      id: newId(),
      person: id,
      role: role.id,
      scope,
      unit: scope === 'unit' ? units.berkenhof : null,
      client: null,
      relationKind: null,
      window: { before: 0, after: 0 },
      within: null,
      exceptUnits: [],
      exceptClients: [],
      emergency: false,
      from: -100,
      until: null,
      withdrawn: false,
    }),
  ),
  clients: [{ id: inside }, { id: outside }],
  placements: [
    { id: newId(), client: inside, unit: units.berkenhof2, from: -100, until: null },
    { id: newId(), client: outside, unit: units.lindehof1, from: -100, until: null },
  ],
  memberships: [],
  relations: [],
  shifts: [],
  closures: [],
  objections: [],
  closedParts: [],
}
const oracle = cedarOracle(world)

/** What Cedar says: for one client, or (a route about nobody's record) for anybody at all. */
function expectedOf(person: string, endpoint: Endpoint, clientId: string): Outcome {
  if (endpoint.permission === 'signed-in') return 'in'
  const permission = endpoint.permission as Permission
  const somewhere = world.clients.some((each) => oracle.allows(person, each.id, permission))
  if (endpoint.scope === 'none') return somewhere ? 'in' : 'no permission'
  if (oracle.allows(person, clientId, permission)) return 'in'
  return somewhere ? 'not there' : 'no permission'
}

async function signedIn(person: string, customer: 'linde' | 'horizon' = 'linde'): Promise<Visitor> {
  const token = newToken()
  const database = customer === 'linde' ? admin : await hoede.database(customer)
  await database.query(
    `insert into session (id, token_hash, person_id, stage, factors, idle_seconds, expires_at)
     values ($1, $2, $3, 'complete', '{password,totp}', 900, now() + interval '1 hour')`,
    [newId(), hashToken(token), person],
  )
  const visitor = hoede.visitor(customer)
  visitor.token = token
  return visitor
}

it('has routes to walk, each of which says who may come in', () => {
  expect(guarded.length).toBeGreaterThan(60)
  const named = new Set(guarded.map((each) => each.permission))
  // Each permission opens something, or it would be a promise.
  const unused = [...new Set(startingRoles.flatMap((role) => role.permissions))].filter((each) => !named.has(each))
  expect(unused.filter((each) => !opensThroughAnother.includes(each))).toEqual([])
})

/** Permissions that no route asks by itself: each adds to what a route shows or allows. */
const opensThroughAnother: Permission[] = ['bsn:read', 'report:correct-others']

it('lets everybody in exactly where Cedar does: every route, every role, inside and outside', async () => {
  for (const { id, role, name, scope } of holders) {
    await admin.query(
      `insert into person (id, user_name, given_name, family_name, function, search_name, employed_from)
       values ($1::uuid, right($1::text, 12), 'x', 'y', 'verzorgende', 'x y', now() - interval '100 hours')`,
      [id],
    )
    await admin.query(
      `insert into access_grant (id, person_id, role_id, scope, unit_id, valid_from)
       select $1, $2, r.id, $3, $4, now() - interval '100 hours' from role r where r.key = $5`,
      [newId(), id, scope, scope === 'unit' ? units.berkenhof : null, role.key],
    )
    const visitor = await signedIn(id)
    for (const endpoint of guarded) {
      for (const clientId of endpoint.scope === 'clientId' ? [inside, outside, newId()] : [inside]) {
        const told = endpoint.scope === 'clientId' && clientId !== inside && clientId !== outside
        const expected = told ? nobody(id, endpoint) : expectedOf(id, endpoint, clientId)
        expect(
          outcomeOf(await knock(visitor, endpoint, clientId)),
          `${name}: ${endpoint.method} ${endpoint.path}`,
        ).toBe(expected)
      }
    }
  }
}, 240_000)

/** A client that there is not, for anybody: as one out of reach, but for whoever reaches everything (nothing is behind the door). */
function nobody(person: string, endpoint: Endpoint): Outcome {
  const holder = holders.find((each) => each.id === person)!
  const has = holder.role.permissions.includes(endpoint.permission as Permission)
  if (holder.scope === 'organisation' && has) return 'in'
  return expectedOf(person, endpoint, outside)
}

it('asks a session everywhere but where it is written that anybody may come', async () => {
  const stranger = hoede.visitor()
  for (const endpoint of endpoints) {
    const outcome = outcomeOf(await knock(stranger, endpoint, inside))
    expect(outcome, `${endpoint.method} ${endpoint.path}`).toBe(endpoint.permission === 'public' ? 'in' : 'no session')
  }
})

it('knows no session of another environment, and none that ended, idled too long or is half way', async () => {
  const states: [string, (token: Visitor) => Promise<unknown>][] = [
    ['another environment', async () => undefined],
    ['ended', (visitor) => set(visitor, 'ended_at = now()')],
    ['over', (visitor) => set(visitor, `expires_at = now() - interval '1 second'`)],
    ['idle', (visitor) => set(visitor, `last_seen_at = now() - interval '1 hour'`)],
    ['half way', (visitor) => set(visitor, `stage = 'second-factor'`)],
  ]
  for (const [state, make] of states) {
    const here = await signedIn(people.karin)
    await make(here)
    const visitor = hoede.visitor(state === 'another environment' ? 'horizon' : 'linde')
    visitor.token = here.token
    for (const endpoint of guarded) {
      expect(outcomeOf(await knock(visitor, endpoint, inside)), `${state}: ${endpoint.method} ${endpoint.path}`).toBe(
        'no session',
      )
    }
  }
}, 240_000)

const set = (visitor: Visitor, what: string) =>
  admin.query(`update session set ${what} where token_hash = $1`, [hashToken(visitor.token!)])
