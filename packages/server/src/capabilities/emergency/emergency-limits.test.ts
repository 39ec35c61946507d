import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'

const words = 'Acute verwardheid, de wijkverpleging belt.'

describe('emergency access and the limits on a record', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const [joris, sanne, peter] = await Promise.all([hoede.as('joris'), hoede.as('sanne'), hoede.as('peter')])
  const start = (visitor: Visitor, clientId: string) =>
    visitor.post('/api/emergency', { clientId, reason: 'acute', words, minutes: 15 })
  const open = async (visitor: Visitor, client: string, path = '') =>
    (await visitor.get(`/api/clients/${client}${path}`)).status

  it('a closed record opens, also for whoever it is closed to', async () => {
    const closed = await peter.post(`/api/clients/${clients.vanPutten}/closures`, {
      ground: 'known-person',
      people: [people.peter, people.maaike],
    })
    expect(closed.status).toBe(201)
    expect(await open(sanne, clients.vanPutten)).toBe(404)
    expect((await sanne.post('/api/emergency/find', { number: '100001' })).body.items[0].reachable).toBe(false)
    expect((await start(sanne, clients.vanPutten)).status).toBe(201)
    expect(await open(sanne, clients.vanPutten)).toBe(200)
    expect((await sanne.get(`/api/clients/${clients.vanPutten}`)).body).toMatchObject({
      closed: true,
      ground: { emergency: true },
    })
  })

  it('a part that is closed to a function opens', async () => {
    const part = await peter.post(`/api/clients/${clients.elAmrani}/closed-parts`, {
      part: 'reports',
      functions: ['verzorgende IG'],
    })
    expect(part.status).toBe(201)
    expect([await open(sanne, clients.elAmrani), await open(sanne, clients.elAmrani, '/reports')]).toEqual([200, 404])
    expect((await start(sanne, clients.elAmrani)).status).toBe(201)
    expect(await open(sanne, clients.elAmrani, '/reports')).toBe(200)
  })

  it('an objection does not: not found, not begun, and the answer is the same as for a client who is not there', async () => {
    const objected = await peter.post(`/api/clients/${clients.deBoer}/objections`, { personId: people.joris })
    expect(objected.status).toBe(201)
    const find = async (number: string) => (await joris.post('/api/emergency/find', { number })).body
    expect(await find('100003')).toEqual(await find('999999'))
    const [refused, nobody] = await Promise.all([start(joris, clients.deBoer), start(joris, newId())])
    const said = ({ status, body }: typeof refused) => [status, { ...body, traceId: undefined }]
    expect(said(refused)).toEqual(said(nobody))
    expect([refused.status, refused.body.code]).toEqual([403, 'emergency-not-possible'])
    expect(await open(joris, clients.deBoer)).toBe(404)
    // For somebody else the same client is found.
    expect((await sanne.post('/api/emergency/find', { number: '100003' })).body.items).toHaveLength(1)
  })

  it('an objection while it is on closes the record at once', async () => {
    expect((await start(joris, clients.vanPutten)).status).toBe(201)
    expect(await open(joris, clients.vanPutten)).toBe(200)
    await peter.post(`/api/clients/${clients.vanPutten}/objections`, { personId: people.joris })
    expect(await open(joris, clients.vanPutten)).toBe(404)
  })

  it('a whole unit only where the customer allows it, never more than one team, and never past an objection', async () => {
    const whole = (unitId: string) => joris.post('/api/emergency', { unitId, reason: 'cover', words, minutes: 15 })
    expect((await whole(units.berkenhof1)).body.code).toBe('emergency-not-possible')
    await database.query(`update setting set value = '1' where key = 'emergency-units'`)
    expect((await joris.get('/api/emergency/own')).body.terms.units.map((each: { name: string }) => each.name)).toEqual(
      ['Berkenhof 1', 'Berkenhof 2', 'Lindehof 1'],
    )
    for (const unit of [units.organisation, units.berkenhof, newId()])
      expect((await whole(unit)).body.code).toBe('emergency-not-possible')
    expect((await whole(units.lindehof1)).body.code).toBe('emergency-needless')
    expect((await whole(units.berkenhof2)).status).toBe(201)
    expect(await open(joris, clients.elAmrani)).toBe(200)
    expect(await open(joris, clients.deBoer)).toBe(404)
    expect(await open(joris, clients.vanPutten)).toBe(404)
  })

  it('the database refuses what goes around the routes', async () => {
    const login = await hoede.loginRole()
    const tried = async (person: string, sql: string, values: unknown[] = []) => {
      await login.query('begin')
      await login.query(`select set_config('hoede.person', $1, true)`, [person])
      try {
        return (await login.query(sql, values)).rowCount
      } catch (error) {
        return (error as { code: string }).code
      } finally {
        await login.query('rollback')
      }
    }
    const { rows } = await database.query('select id from emergency where person_id = $1 limit 1', [people.sanne])
    const { id } = rows[0]
    const role = (await database.query(`select id from role where key = 'noodtoegang'`)).rows[0].id
    const judge =
      'update emergency set judged_at = now(), judged_by = access.person(), judgement = $2, version = version + 1 where id = $1'
    // One's own grant, somebody else's emergency, one's own judgement, one that is still on, a longer one.
    expect(
      await tried(
        people.joris,
        `insert into access_grant (id, person_id, role_id, scope, client_id, valid_from, valid_until, source)
         values ($1, $2, $3, 'client', $4, now(), now() + interval '1 hour', 'emergency')`,
        [newId(), people.joris, role, clients.elAmrani],
      ),
    ).toBe('42501')
    expect(await tried(people.joris, `insert into emergency (id) values ($1)`, [newId()])).toBe('42501')
    expect(await tried(people.sanne, judge, [id, 'justified'])).toBe(0)
    expect(await tried(people.peter, judge, [id, 'justified'])).toBe(0)
    expect(await tried(people.joris, 'select 1 from emergency where id = $1', [id])).toBe(0)
    expect(
      await tried(people.sanne, `update emergency set until = now() + interval '9 hours' where id = $1`, [id]),
    ).toBe('42501')
    expect(await tried(people.sanne, 'select * from access.emergency_use($1)', [id])).toBe(0)
    expect(await tried(people.karin, 'select * from access.find_for_emergency($1, null, null, null)', ['100001'])).toBe(
      '42501',
    )
    const { rows: longer } = await database.query('select value::int + 1 as minutes from setting where key = $1', [
      'emergency-minutes',
    ])
    const begin = `select from access.start_emergency($1, $2, $3, null, $4, 'acute', 'x') s where s.refusal is null`
    const ids = () => [newId(), newId(), clients.former]
    expect(await tried(people.joris, begin, [...ids(), longer[0].minutes])).toBe(0)
    expect(await tried(people.karin, begin, [...ids(), 15])).toBe(0)
    expect(await tried(people.joris, begin, [...ids(), 15])).toBe(1)
  })
})
