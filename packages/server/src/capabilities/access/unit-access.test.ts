import type { UnitAccess, WhoAnswer } from '@hoede/contract'
import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'

const hour = 3_600_000

describe('the page of a unit', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const karin = await hoede.as('karin')
  const roleId = async (key: string) =>
    (await database.query('select id from role where key = $1', [key])).rows[0].id as string
  const carer = await roleId('verzorgende')
  const read = async (visitor: Visitor, unitId: string) => {
    const { status, body } = await visitor.get(`/api/units/${unitId}/access`)
    expect(status).toBe(200)
    return body as UnitAccess
  }
  const give = async (personId: string, scope: object) => {
    const { status, body } = await karin.post(`/api/people/${personId}/grants`, { roleId: carer, ...scope })
    expect([status, body.code]).toEqual([201, undefined])
    return body.id as string
  }
  const shift = (personId: string, from: number, until: number) =>
    database.query(
      `insert into shift (id, person_id, unit_id, starts_at, ends_at) values ($1, $2, $3, now() + make_interval(secs => $4), now() + make_interval(secs => $5))`,
      [newId(), personId, units.berkenhof2, from / 1000, until / 1000],
    )

  it('says who reaches it and by what, who works there and who is in care there', async () => {
    await shift(people.anna, -hour, 7 * hour)
    await shift(people.joris, 48 * hour, 56 * hour)
    const within = await give(people.anna, { scope: 'roster' })
    const coming = await give(people.joris, { scope: 'roster' })
    await give(people.maaike, { scope: 'roster', withinUnitId: units.lindehof })
    const narrowed = await give(people.maaike, {
      scope: 'unit',
      unitId: units.berkenhof,
      exceptUnits: [units.berkenhof2],
    })
    const page = await read(karin, units.berkenhof2)
    const ways = page.grants.items.map(({ grant, way, place }) => [grant.person.id, way, place?.name ?? null])
    expect(ways).toEqual([
      [people.peter, 'above', 'Berkenhof'],
      [people.sanne, 'team', 'Berkenhof 2'],
      [people.anna, 'roster', 'Berkenhof 2'],
      [people.karin, 'organisation', null],
      [people.fatima, 'organisation', null],
    ])
    expect(page.grants.items.find(({ grant }) => grant.id === within)).toMatchObject({ from: expect.any(String) })
    expect(page.coming).toMatchObject({ count: 1, items: [{ grant: { id: coming }, way: 'roster' }] })
    expect(page.exceptions).toMatchObject({
      count: 1,
      items: [{ grant: { id: narrowed }, way: 'above', place: { name: 'Berkenhof 2' } }],
    })
    expect(page.members.items.map(({ person, unit }) => [person.name, unit.name])).toEqual([
      ['Sanne de Wit', 'Berkenhof 2'],
    ])
    // Karin reads no records: numbers only. Who left is not in care.
    expect(page.clients).toEqual({
      count: 2,
      items: ['100001', '100002'].map((number) => ({
        number,
        name: null,
        unit: { id: units.berkenhof2, name: 'Berkenhof 2' },
      })),
    })
    const { rows } = await database.query(`select object_id from audit_event where event = 'unit.access'`)
    expect(rows).toEqual([{ object_id: units.berkenhof2 }])
  })

  it('above: everybody and everything below it', async () => {
    const page = await read(karin, units.berkenhof)
    expect(page.clients.count).toBe(3)
    expect(page.members.count).toBe(1)
    // The exception lies below: the grant reaches the location itself.
    expect(page.exceptions.count).toBe(0)
    expect(page.grants.items.filter(({ way }) => way === 'here')).toHaveLength(2)
    expect((await read(karin, units.organisation)).clients.count).toBe(4)
  })

  it('is what the decision says for somebody in care there', async () => {
    const cared = {
      [clients.vanPutten]: units.berkenhof2,
      [clients.deBoer]: units.berkenhof1,
      [clients.jansen]: units.lindehof1,
    }
    for (const [client, unit] of Object.entries(cared)) {
      const who = (await karin.get(`/api/clients/${client}/access/who`)).body as WhoAnswer
      const asked = who.people
        .flatMap((each) => each.grants)
        .filter(({ scope }) => !['client', 'own-clients'].includes(scope))
      const reading = await database.query(`select id from role where 'client:read' = any (permissions)`)
      const readers = new Set(reading.rows.map((row) => row.id))
      const { grants } = await read(karin, unit)
      const page = grants.items.filter(({ grant }) => readers.has(grant.role.id)).map(({ grant }) => grant.id)
      expect(page.toSorted()).toEqual(asked.map((each) => each.id).toSorted())
    }
  })

  it('a team leader sees names of whose records are hers, and nobody beyond her reach', async () => {
    const peter = await hoede.as('peter')
    const own = await read(peter, units.berkenhof2)
    expect(own.clients.items).toContainEqual(
      expect.objectContaining({ number: '100001', name: expect.stringContaining('van Putten') }),
    )
    expect(own.members.count).toBe(1)
    const other = await read(peter, units.lindehof1)
    expect([other.clients.count, other.members.count]).toEqual([0, 0])
    const sanne = await hoede.as('sanne')
    expect((await sanne.get(`/api/units/${units.berkenhof2}/access`)).status).toBe(403)
    expect((await karin.get(`/api/units/${newId()}/access`)).status).toBe(404)
  })
})
