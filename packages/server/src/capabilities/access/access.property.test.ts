import { type Permission, type ScopeName, scopeNames } from '@hoede/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillOrganisation } from '../../../test/support/fill-organisation.ts'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { lookedAt, type World, worlds } from '../../../test/support/random-organisation.ts'
import {
  countingGrants,
  inCareNow,
  onlyBelow,
  referenceClients,
  referenceDoors,
  referenceMayGrant,
  scopeWidth,
} from '../../../test/support/reference-access.ts'
import { hashToken, newToken } from '../../platform/crypto/tokens.ts'
import { sqlState } from '../../platform/db/connection.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import { findCaseload, searchClients } from '../clients/finding-queries.ts'
import { findReceiver, givingReach } from './queries.ts'
import { covers, type WantedScope } from './rules.ts'

/**
 * Every way to somebody's record against one plain function (test/support/reference-access.ts), in organisations that nobody
 * thought of. What differs anywhere is a hole or a closed door.
 */
describe('access', async () => {
  const hoede = await startTestHoede()
  const admin = await hoede.database()
  const login = await hoede.loginRole()
  const { keys } = await readerKeys()

  async function readerKeys() {
    return hoede.environments.keys(hoede.environment().id).then((keys) => ({ keys }))
  }

  const reader = {
    keys,
    rows: async (sql: string, values: readonly unknown[] = []) => (await login.query(sql, [...values])).rows,
  } as unknown as Reader

  /** As one person, in a transaction that is undone. */
  async function as<T>(person: string, work: () => Promise<T>): Promise<T> {
    await login.query('begin')
    try {
      await login.query(`select set_config('hoede.person', $1, true)`, [person])
      return await work()
    } finally {
      await login.query('rollback')
    }
  }

  const ids = async (sql: string, values: unknown[] = []): Promise<string[]> =>
    (await login.query<{ id: string }>(sql, values)).rows.map((row) => row.id).sort()

  it('is the same in list, search, single record, row security and their reports, and as the reference says', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.nat(), async (world, choice) => {
        await fillOrganisation(admin, world)
        await holdsDecisions(world)
        for (const { id: person } of world.people) await as(person, () => holdsLists(world, person))
        await holdsListsWithin(world, choice)
        await holdsTheWayIn(world, choice)
      }),
      { numRuns: 150 },
    )
  }, 120_000)

  /** Single decisions: every person, client and permission in one question. */
  async function holdsDecisions(world: World): Promise<void> {
    const { rows } = await login.query<{
      person: string
      client: string
      permission: Permission
      ground: string | null
    }>(
      `select p.id as person, c.id as client, permission, access.ground_for(p.id, c.id, permission) as ground
       from unnest($1::uuid[]) p(id), unnest($2::uuid[]) c(id), unnest($3::text[]) permission`,
      [world.people.map((each) => each.id), world.clients.map((each) => each.id), lookedAt],
    )
    for (const { person, client, permission, ground } of rows) {
      const doors = referenceDoors(world, person, client, permission)
      const narrowest = Math.min(...doors.map((door) => scopeWidth[door.scope]))
      const allowed = doors.filter((door) => scopeWidth[door.scope] === narrowest).map((door) => door.id)
      if (ground === null) expect(allowed, `${permission} of ${person} for ${client}`).toEqual([])
      else expect(allowed, `${permission} of ${person} for ${client}`).toContain(ground)
    }
  }

  /** What one person sees: lists, search, and what a query without any scope of its own gets. */
  async function holdsLists(world: World, person: string): Promise<void> {
    const expected = Object.fromEntries(
      lookedAt.map((each) => [each, referenceClients(world, person, each)]),
    ) as Record<Permission, string[]>
    for (const permission of lookedAt) {
      expect(await ids('select access.clients_in_reach($1) as id', [permission]), permission).toEqual(
        expected[permission],
      )
    }
    const found = await searchClients(
      reader,
      { bsnHashes: undefined, number: undefined, birthDate: undefined, words: ['%naam%'] },
      undefined,
    )
    expect(found.map((each) => each.id).sort(), 'search').toEqual(expected['client:read'])
    const caseload = await findCaseload(reader, undefined, undefined)
    expect(caseload.map((each) => each.id).sort(), 'caseload').toEqual(inCareNow(world, expected['client:read']))
    for (const { id: unit } of world.units) {
      const there = (await findCaseload(reader, unit, undefined)).map((each) => each.id)
      expect(onlyBelow(world, there, unit).sort(), `caseload of ${unit}`).toEqual(
        onlyBelow(world, expected['client:read'], unit),
      )
      expect(there.filter((client) => !expected['client:read'].includes(client))).toEqual([])
    }
    await holdsForgetfulQueries(world, person)
    await holdsGiving(world, person)
  }

  /** The same inside a request that reads: by what access.enter() noted, and with the reach worked out once. */
  async function holdsListsWithin(world: World, choice: number): Promise<void> {
    const permission: Permission = 'client:read'
    const inside = world.people.filter((each) => countingGrants(world, each.id, permission).length > 0)
    const person = inside[choice % inside.length]?.id
    if (!person) return
    const token = await sessionOf(person)
    await login.query('begin')
    try {
      await login.query('select access.enter($1, $2, null, p_reading => true)', [hashToken(token), permission])
      // Twice: what the first time noted holds the second time.
      await holdsLists(world, person)
      await holdsLists(world, person)
    } finally {
      await login.query('rollback')
    }
  }

  async function sessionOf(person: string): Promise<string> {
    const token = newToken()
    await admin.query(
      `insert into session (id, token_hash, person_id, stage, idle_seconds, expires_at)
       values (gen_random_uuid(), $1, $2, 'complete', 900, now() + interval '1 hour')`,
      [hashToken(token), person],
    )
    return token
  }

  async function holdsForgetfulQueries(world: World, person: string): Promise<void> {
    const tables: [string, Permission][] = [
      ['select id from client', 'client:read'],
      ['select distinct client_id as id from placement', 'client:read'],
      ['select client_id as id from contact_person', 'client:read'],
      ['select client_id as id from alert', 'client:read'],
      ['select client_id as id from report', 'report:read'],
      ['select client_id as id from report_version', 'report:read'],
      ['select client_id as id from measurement', 'measurement:read'],
      [`select client_id as id from row_history where table_name = 'measurement'`, 'measurement:read'],
      [`select client_id as id from row_history where table_name = 'client'`, 'client:read'],
    ]
    const placed = new Set(world.placements.map((each) => each.client))
    for (const [sql, permission] of tables) {
      const expected = referenceClients(world, person, permission)
      const visible = sql.includes('placement') ? expected.filter((client) => placed.has(client)) : expected
      expect(await ids(sql), sql).toEqual(visible)
    }
    const read = referenceClients(world, person, 'client:read')
    const relations = world.relations.filter((each) => each.person === person || read.includes(each.client))
    expect(await ids('select id from care_relation'), 'care relations').toEqual(relations.map((each) => each.id).sort())
    expect(await ids('select person_id as id from draft'), 'drafts').toEqual(world.clients.map(() => person))
    const others = countingGrants(world, person, 'access:grant').length > 0
    const grants = world.grants.filter((each) => others || each.person === person)
    expect(await ids('select id from access_grant'), 'grants').toEqual(grants.map((each) => each.id).sort())
  }

  /** Who may give what: the reference, the rule in rules.ts and the database's own. */
  async function holdsGiving(world: World, giver: string): Promise<void> {
    const reach = await givingReach(reader)
    for (const { id: receiver } of world.people) {
      const own = (await findReceiver(reader, receiver))!
      for (const scope of Object.keys(scopeNames) as ScopeName[]) {
        const targets = scope === 'unit' ? world.units : scope === 'client' ? world.clients : [{ id: null }]
        for (const { id } of targets) {
          const wanted = { scope, unit: scope === 'unit' ? id : null, client: scope === 'client' ? id : null }
          const expected = referenceMayGrant(world, giver, receiver, wanted)
          const { rows } = await login.query(
            `select access.may_grant($1, $2, $3, $4, null) as may, access.ground($4, 'access:grant') is not null as within`,
            [receiver, scope, wanted.unit, wanted.client],
          )
          const asked = {
            scope,
            unitId: id,
            teams: own.teams,
            clients: own.clients,
            within: scope === 'client' ? rows[0].within : own.clientsWithin,
          }
          expect({ what: wanted, database: rows[0].may, rule: covers(reach, asked as WantedScope) }).toEqual({
            what: wanted,
            database: expected,
            rule: expected,
          })
        }
      }
    }
  }

  /** A request about one client: in at the door only as the reference says, and inside it no more than that. */
  async function holdsTheWayIn(world: World, choice: number): Promise<void> {
    for (let n = 0; n < 8; n++) {
      const { id: person } = world.people[(choice + n) % world.people.length]!
      const { id: client } = world.clients[(choice * 7 + n * 3) % world.clients.length]!
      const permission = lookedAt[(choice + n * 2) % lookedAt.length]!
      await holdsOneWayIn(world, person, client, permission, await sessionOf(person))
    }
  }

  async function holdsOneWayIn(world: World, person: string, client: string, permission: Permission, token: string) {
    const doors = referenceDoors(world, person, client, permission)
    const { from, until } = world.people.find((each) => each.id === person)!
    const employed = from < 0 && (until === null || until > 0)
    const somewhere = countingGrants(world, person, permission).length > 0
    const expected = !employed ? 'HO401' : doors.length ? 'in' : somewhere ? 'HO404' : 'HO403'
    await login.query('begin')
    try {
      const outcome = await login
        .query('select ground from access.enter($1, $2, $3)', [hashToken(token), permission, client])
        .then(({ rows }) => (doors.some((door) => door.id === rows[0].ground) ? 'in' : 'another ground'), sqlState)
      expect(outcome, `${permission} of ${person} for ${client}`).toBe(expected)
      if (outcome !== 'in') return
      const may = lookedAt.filter((each) => referenceDoors(world, person, client, each).length > 0).sort()
      const { rows } = await login.query('select access.permissions_for($1) as permissions', [client])
      expect(rows[0].permissions, 'what may be done there').toEqual(may)
      await holdsForgetfulQueries(world, person)
    } finally {
      await login.query('rollback')
    }
  }
})
