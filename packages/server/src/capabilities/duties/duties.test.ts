import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { people, units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'

const short = ({ status, body }: { status: number; body: { code?: string } }) => [status, body?.code]

describe('conflicts of duties', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const karin = await hoede.as('karin')

  let made = 0
  async function role(...permissions: string[]) {
    made += 1
    const { status, body } = await karin.post('/api/roles', {
      key: `rol-${made}`,
      name: `Rol ${made}`,
      description: '',
      permissions,
    })
    expect(status).toBe(201)
    return body as { id: string; version: number; name: string }
  }
  const give = (personId: string, roleId: string) =>
    karin.post(`/api/people/${personId}/grants`, { roleId, scope: 'organisation' })
  const conflicts = async () => (await karin.get('/api/duty-conflicts')).body.items
  async function pair(one: string, other: string) {
    const { status, body } = await karin.post('/api/duty-conflicts', {
      name: `${one} ${other}`,
      words: 'Zo hoort het.',
      one,
      other,
    })
    expect(status).toBe(201)
    return body
  }
  const reading = await role('report:read')
  const placing = await role('client:place')
  const reporting = await pair('report:read', 'client:place')

  it('begin with pairs that no starting role holds, some of them switched off', async () => {
    const items = await conflicts()
    expect(items.length).toBeGreaterThanOrEqual(6)
    const held = items.filter((each: { active: boolean; holders: number }) => each.active && each.holders > 0)
    expect(held.map((each: { id: string }) => each.id)).toEqual([reporting.id])
    expect(items.some((each: { active: boolean }) => !each.active)).toBe(true)
    expect(reporting).toMatchObject({ one: 'client:place', other: 'report:read', active: true, holders: 1, version: 1 })
  })

  it('stop a second grant, now or for later, and not the first', async () => {
    expect((await give(people.anna, reading.id)).status).toBe(201)
    const refused = await give(people.anna, placing.id)
    expect(short(refused)).toEqual([409, 'duty-conflict'])
    expect(refused.body.detail).toBe('Functiescheiding: report:read client:place.')
    const later = await karin.post(`/api/people/${people.anna}/grants`, {
      roleId: placing.id,
      scope: 'organisation',
      from: new Date(Date.now() + 86_400_000).toISOString(),
    })
    expect(short(later)).toEqual([409, 'duty-conflict'])
    const { rows } = await database.query(
      'select count(*)::int as n from access_grant where person_id = $1 and role_id = $2',
      [people.anna, placing.id],
    )
    expect(rows).toEqual([{ n: 0 }])
    // More of the same is no conflict.
    expect((await give(people.anna, reading.id)).status).toBe(201)
  })

  it('are seen before a role is given to many', async () => {
    const { body } = await karin.post('/api/grants/bulk/preview', {
      people: [people.anna, people.joris],
      roleId: placing.id,
      scopes: [{ scope: 'unit', unitId: units.berkenhof }],
    })
    const of = (id: string) => body.items.find((line: { person: { id: string } }) => line.person.id === id)
    expect(of(people.anna)).toMatchObject({ outcome: 'refused', code: 'duty-conflict' })
  })

  it('keep a role from getting what somebody who has it may not hold as well, and from holding both itself', async () => {
    const changed = await karin.post(`/api/roles/${reading.id}`, {
      version: reading.version,
      permissions: ['report:read', 'client:place'],
    })
    expect(short(changed)).toEqual([409, 'duty-conflict'])
    const empty = await role('measurement:read')
    expect((await give(people.anna, empty.id)).status).toBe(201)
    const added = await karin.post(`/api/roles/${empty.id}`, { version: empty.version, permissions: ['client:place'] })
    expect(short(added)).toEqual([409, 'duty-conflict'])
    const both = await karin.post('/api/roles', {
      key: 'beide',
      name: 'Beide',
      description: '',
      permissions: ['report:read', 'client:place'],
    })
    expect(short(both)).toEqual([409, 'duty-conflict'])
    const yaml = `format: hoede-role-model\nversion: 1\nroles:\n  - key: beide\n    name: Beide\n    description: ''\n    permissions: [report:read, client:place]\n`
    const imported = await karin.post('/api/role-model/import', { content: yaml })
    expect(imported.status).toBeGreaterThanOrEqual(400)
    expect((await karin.get('/api/roles')).body.items.some((each: { key: string }) => each.key === 'beide')).toBe(false)
  })

  it('can be switched off and on; who holds both then is shown, with the roles', async () => {
    const off = await karin.post(`/api/duty-conflicts/${reporting.id}`, { version: 1, active: false })
    expect(off.body).toMatchObject({ active: false, version: 2 })
    expect((await give(people.anna, placing.id)).status).toBe(201)
    const stale = await karin.post(`/api/duty-conflicts/${reporting.id}`, { version: 1, active: true })
    expect(short(stale)).toEqual([409, 'conflict'])
    const on = await karin.post(`/api/duty-conflicts/${reporting.id}`, { version: 2, active: true })
    expect(on.body).toMatchObject({ active: true, holders: expect.any(Number) })
    const { items } = (await karin.get(`/api/duty-conflicts/${reporting.id}/holders`)).body
    expect(items.find((each: { person: { id: string } }) => each.person.id === people.anna)).toMatchObject({
      byOne: [placing.name],
      byOther: [reading.name],
    })
    const logged = await database.query(
      `select detail from audit_event where event = 'duty-conflict.change' order by recorded_at`,
    )
    expect(logged.rows[0].detail).toMatchObject({ from: { active: true }, to: { active: false } })
  })

  it('refuse what cannot be', async () => {
    const send = (body: object) =>
      karin.post('/api/duty-conflicts', { name: 'X', one: 'report:read', other: 'bsn:read', ...body })
    expect(short(await send({ other: 'report:read' }))).toEqual([422, 'duty-same'])
    expect((await send({ other: 'fly' })).status).toBe(400)
    expect((await send({ name: '' })).status).toBe(400)
    expect((await send({ name: '  ' })).status).toBe(400)
    expect(short(await send({ one: 'client:place', other: 'report:read' }))).toEqual([409, 'already-exists'])
    const id = newId()
    expect((await send({ id })).status).toBe(201)
    expect((await send({ id })).body.id).toBe(id)
    expect((await karin.post(`/api/duty-conflicts/${newId()}`, { version: 1, active: false })).status).toBe(404)
    expect((await karin.get(`/api/duty-conflicts/${newId()}/holders`)).status).toBe(404)
    const sanne = await hoede.as('sanne')
    expect((await sanne.get('/api/duty-conflicts')).status).toBe(403)
    expect((await sanne.post('/api/duty-conflicts', { name: 'X', one: 'bsn:read', other: 'client:read' })).status).toBe(
      403,
    )
  })

  it('hold in the database too, for whatever gives a role by hand', async () => {
    const [one, other] = [await role('client:register'), await role('roster:change')]
    await pair('client:register', 'roster:change')
    expect((await give(people.joris, one.id)).status).toBe(201)
    // The administrator's own connection goes without triggers, unless it asks for them.
    await database.query(`begin; set local session_replication_role = 'origin'`)
    const inserting = database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from, granted_by, source)
       values ($1, $2, $3, 'organisation', now(), $4, 'given')`,
      [newId(), people.joris, other.id, people.karin],
    )
    await expect(inserting).rejects.toThrow('conflict of duties')
    await database.query('rollback')
  })
})
