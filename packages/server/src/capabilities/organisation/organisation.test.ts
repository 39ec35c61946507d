import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'

describe('locations and teams', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const karin = await hoede.as('karin')
  const short = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code]

  it('are known to everybody who signed in', async () => {
    const anna = await hoede.as('anna')
    const { body } = await anna.get('/api/units')
    expect(body.items[0]).toMatchObject({ id: units.organisation, parentId: null, kind: 'organisation', closed: false })
    expect(body.items).toHaveLength(6)
    const team = body.items.find((each: { id: string }) => each.id === units.berkenhof2)
    expect(team.path).toEqual([units.organisation, units.berkenhof, units.berkenhof2])
    expect((await hoede.visitor().get('/api/units')).status).toBe(401)
  })

  it('are made, renamed and closed by who may change the organisation, with old and new in the log', async () => {
    const id = newId()
    const request = { id, parentId: units.berkenhof, kind: 'team', name: '  Berkenhof   3 ' }
    const made = await karin.post('/api/units', request)
    expect([made.status, made.body.name, made.body.path.length]).toEqual([201, 'Berkenhof 3', 3])
    expect((await karin.post('/api/units', request)).body).toEqual(made.body)
    expect(short(await karin.post('/api/units', { ...request, name: 'Iets anders' }))).toEqual([409, 'already-exists'])

    const change = (body: object) => karin.post(`/api/units/${id}`, body)
    expect((await change({ version: 1, name: 'Berkenhof Oost' })).body).toMatchObject({
      name: 'Berkenhof Oost',
      version: 2,
    })
    const conflict = await change({ version: 1, name: 'Berkenhof West' })
    expect(short(conflict)).toEqual([409, 'conflict'])
    expect(conflict.body.current.name).toBe('Berkenhof Oost')
    expect((await change({ version: 2, closed: true })).body).toMatchObject({ closed: true, version: 3 })
    expect(short(await karin.post('/api/units', { parentId: id, kind: 'team', name: 'x' }))).toEqual([
      422,
      'unit-unknown',
    ])
    expect((await change({ version: 3, closed: false })).body).toMatchObject({ closed: false, name: 'Berkenhof Oost' })
    const { rows } = await database.query(
      `select action::text, outcome, detail from audit_event where object_id = $1 order by recorded_at`,
      [id],
    )
    expect(rows.map((row) => `${row.action} ${row.outcome}`)).toEqual([
      'C success',
      'C success',
      'U success',
      'U error',
      'U success',
      'U success',
    ])
    expect(rows[2].detail).toMatchObject({ before: { name: 'Berkenhof 3' }, after: { name: 'Berkenhof Oost' } })
    const kept = await database.query(
      `select row ->> 'name' as name from row_history where row_id = $1 order by version`,
      [id],
    )
    expect(kept.rows.map((row) => row.name)).toEqual(['Berkenhof 3', 'Berkenhof Oost', 'Berkenhof Oost'])
  })

  it('stay open while clients, employees or teams are in them', async () => {
    const close = async (id: string) => short(await karin.post(`/api/units/${id}`, { version: 1, closed: true }))
    // Clients whom the manager herself may not see.
    expect((await karin.get('/api/caseload')).status).toBe(403)
    expect(await close(units.berkenhof1)).toEqual([409, 'unit-in-use'])
    expect(await close(units.lindehof1)).toEqual([409, 'unit-in-use'])
    expect(await close(units.berkenhof)).toEqual([409, 'unit-in-use'])
    expect(await close(units.organisation)).toEqual([409, 'unit-in-use'])
    await database.query('update placement set valid_until = now() where unit_id = $1', [units.lindehof1])
    expect(await close(units.lindehof1)).toEqual([409, 'unit-in-use'])
    await database.query('update membership set valid_until = now() where unit_id = $1', [units.lindehof1])
    expect((await karin.post(`/api/units/${units.lindehof1}`, { version: 1, closed: true })).status).toBe(200)
    expect((await karin.post(`/api/units/${units.lindehof}`, { version: 1, closed: true })).status).toBe(200)
    const reopened = await karin.post(`/api/units/${units.lindehof1}`, { version: 2, closed: false })
    expect([reopened.status, reopened.body.fields[0].message]).toEqual([400, 'Open eerst Lindehof.'])
  })

  it('refuse what cannot be', async () => {
    const make = async (body: object) => short(await karin.post('/api/units', body))
    expect(await make({ parentId: units.berkenhof2, kind: 'team', name: 'Onder een team' })).toEqual([
      400,
      'invalid-input',
    ])
    expect(await make({ parentId: newId(), kind: 'team', name: 'Nergens' })).toEqual([422, 'unit-unknown'])
    expect(await make({ parentId: units.berkenhof, kind: 'team', name: '   ' })).toEqual([400, 'invalid-input'])
    expect(await make({ parentId: units.berkenhof, kind: 'organisation', name: 'x' })).toEqual([400, 'invalid-input'])
    expect(await make({ parentId: units.berkenhof, kind: 'team', name: 'x\u0000' })).toEqual([400, 'invalid-text'])
    expect(short(await karin.post(`/api/units/${newId()}`, { version: 1 }))).toEqual([404, 'not-found'])
  })

  it('are changed by nobody else, not in the database either', async () => {
    const peter = await hoede.as('peter')
    const request = { parentId: units.berkenhof, kind: 'team', name: 'Van Peter' }
    expect(short(await peter.post('/api/units', request))).toEqual([403, 'not-allowed'])
    const login = await hoede.loginRole()
    await login.query('begin')
    await expect(
      login.query('insert into unit (id, parent_id, kind, name) values ($1, $2, $3, $4)', [
        newId(),
        units.berkenhof,
        'team',
        'x',
      ]),
    ).rejects.toThrow(/row-level security/)
    await login.query('rollback')
  })
})
