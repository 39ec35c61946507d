import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillOrganisation } from '../../../test/support/fill-organisation.ts'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clients, people } from '../../../test/support/organisation.ts'
import { lookedAt, worldsOf } from '../../../test/support/random-organisation.ts'
import { referenceDoors } from '../../../test/support/reference-access.ts'
import { newId } from '../../platform/crypto/ids.ts'

describe('why and who', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const karin = await hoede.as('karin')
  const why = (client: string, person: string, more = '') =>
    karin.get(`/api/clients/${client}/access/why/${person}${more}`)
  const who = (client: string, more = '') => karin.get(`/api/clients/${client}/access/who${more}`)
  const names = (answer: { body: { people: { name: string }[] } }) => answer.body.people.map((each) => each.name)

  it('says by which chain somebody gets in', async () => {
    const { body } = await why(clients.vanPutten, people.sanne)
    expect(body).toMatchObject({
      allowed: true,
      person: { name: 'Sanne de Wit' },
      permission: 'client:read',
      needed: [],
    })
    expect(body.doors[0]).toMatchObject({
      grant: { role: { name: 'Verzorgende' }, scope: 'own-teams', source: 'operator' },
      relation: { kind: 'membership', name: 'Berkenhof 2' },
      obstacles: [],
    })
    // Allowed is what the decision says; the chains are why.
    expect(body.doors).toHaveLength(1)
    expect(body.doors[0].permissions).toContain('report:write')
    const own = await why(clients.elAmrani, people.maaike)
    expect(own.body.doors[0].relation).toMatchObject({ kind: 'care-relation', name: 'Behandelaar' })
  })

  it('says why not, and what would be needed', async () => {
    const outside = await why(clients.jansen, people.sanne)
    expect(outside.body).toMatchObject({ allowed: false, doors: [] })
    expect(outside.body.closed[0]).toMatchObject({ obstacles: ['out-of-scope'] })
    expect(outside.body.needed).toEqual([
      { role: 'Verzorgende', steps: ['join-team'] },
      { role: null, steps: ['new-role'] },
    ])
    const role = await why(clients.vanPutten, people.sanne, '?permission=client:place')
    expect(role.body.closed[0].obstacles).toEqual(['not-in-role'])
    expect(role.body.needed).toEqual([{ role: null, steps: ['new-role'] }])
    const nothing = await why(clients.vanPutten, people.anna)
    expect(nothing.body).toMatchObject({ allowed: false, closed: [] })
    expect(nothing.body.needed).toEqual([{ role: null, steps: ['new-role'] }])
    const objection = newId()
    await database.query(
      `insert into client_objection (id, client_id, person_id, valid_from, recorded_by) values ($1, $2, $3, now(), $4)`,
      [objection, clients.vanPutten, people.sanne, people.karin],
    )
    await database.query('update client set guarded = true where id = $1', [clients.vanPutten])
    const objected = await why(clients.vanPutten, people.sanne)
    expect(objected.body).toMatchObject({ allowed: false, closed: [{ obstacles: ['objection'] }] })
    expect(objected.body.needed).toEqual([
      { role: 'Verzorgende', steps: ['withdraw-objection'] },
      { role: null, steps: ['new-role', 'withdraw-objection'] },
    ])
    await database.query('delete from client_objection where id = $1', [objection])
  })

  it('knows who could, now and on a day in the past, and leaves the question in the log', async () => {
    expect(names(await who(clients.vanPutten))).toEqual(['Peter Smit', 'Sanne de Wit'])
    // Sanne worked somewhere else until yesterday; who looks at the day before sees that.
    await database.query(`update membership set valid_from = now() - interval '1 day' where person_id = $1`, [
      people.sanne,
    ])
    const before = `?at=${encodeURIComponent(new Date(Date.now() - 2 * 86_400_000).toISOString())}`
    expect(names(await who(clients.vanPutten, before))).toEqual(['Peter Smit'])
    expect((await why(clients.vanPutten, people.sanne, before)).body.allowed).toBe(false)
    expect((await why(clients.vanPutten, people.sanne)).body.allowed).toBe(true)
    const { rows } = await database.query(
      `select event, client_id from audit_event where event in ('access.why', 'access.who') and outcome = 'success'`,
    )
    expect(rows.length).toBeGreaterThan(5)
  })

  it('names family to whoever looks after access, also without reading the record', async () => {
    const contact = newId()
    await database.query(`insert into contact_person (id, client_id, name) values ($1, $2, 'Els Jansen')`, [
      contact,
      clients.jansen,
    ])
    await database.query(
      `insert into family_access (id, client_id, contact_person_id, ground, parts, valid_from, granted_by)
       values ($1, $2, $3, 'consent', '{particulars}', now() - interval '1 hour', $4)`,
      [newId(), clients.jansen, contact, people.karin],
    )
    expect((await who(clients.jansen)).body.family).toEqual([{ name: 'Els Jansen', ground: 'consent', until: null }])
    expect((await who(clients.jansen, '?permission=report:read')).body.family).toEqual([])
  })

  it('is for who looks after access there, and for nobody else', async () => {
    const sanne = await hoede.as('sanne')
    expect((await sanne.get(`/api/clients/${clients.vanPutten}/access/who`)).status).toBe(403)
    // A team leader asks about the own location only.
    const peter = await hoede.as('peter')
    expect((await peter.get(`/api/clients/${clients.vanPutten}/access/who`)).status).toBe(200)
    expect((await peter.get(`/api/clients/${clients.jansen}/access/who`)).status).toBe(404)
    expect((await why(clients.vanPutten, newId())).status).toBe(404)
    expect((await why(clients.vanPutten, people.sanne, '?permission=fly')).status).toBe(400)
    expect((await why(clients.vanPutten, people.sanne, '?at=gisteren')).status).toBe(400)
    const tomorrow = `?at=${encodeURIComponent(new Date(Date.now() + 86_400_000).toISOString())}`
    expect((await why(clients.vanPutten, people.sanne, tomorrow)).body.code).toBe('date-in-future')
    expect((await who(clients.vanPutten, tomorrow)).body.code).toBe('date-in-future')
  })

  it('agrees with the decision in organisations that nobody thought of', async () => {
    const login = await hoede.loginRole()
    for (const world of fc.sample(worldsOf(2), { numRuns: 12, seed: Date.now() % 1_000_000 })) {
      await fillOrganisation(database, world)
      const looking = await allSeeing()
      for (const { id: client } of world.clients) {
        for (const permission of lookedAt) {
          const expected = world.people
            .filter(({ id }) => referenceDoors(world, id, client, permission).length > 0)
            .map(({ id }) => id)
          await login.query('begin')
          await login.query(`select set_config('hoede.person', $1, true)`, [looking])
          const { rows } = await login.query<{ person_id: string }>(
            'select distinct person_id from access.who($1, $2, now())',
            [client, permission],
          )
          const { rows: told } = await login.query<{ open: boolean }>(
            `select exists (select from access.explain($1, $2, now()) j where j.employed and j.in_period and j.in_scope
               and j.in_within and not j.excepted and $3 = any (j.open) and (j.wide or not access.organisation_wide($3))) as open`,
            [world.people[0]!.id, client, permission],
          )
          await login.query('rollback')
          const found = rows.map((each) => each.person_id).filter((id) => id !== looking)
          expect(found.sort(), `${permission} for ${client}`).toEqual(expected.sort())
          expect(told[0]!.open).toBe(expected.includes(world.people[0]!.id))
        }
      }
    }
  }, 60_000)

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
