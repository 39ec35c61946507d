import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { people } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'

const short = ({ status, body }: { status: number; body: { code?: string } }) => [status, body?.code]

describe('four eyes for a change of a role', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const karin = await hoede.as('karin')
  // Approves, and makes no roles.
  const fatima = await hoede.as('fatima')
  const find = async (key: string) =>
    (await karin.get('/api/roles')).body.items.find((each: { key: string }) => each.key === key) as {
      id: string
      version: number
      permissions: string[]
    }
  const setting = async (value: number) => {
    const items = (await karin.get('/api/settings')).body.items as { key: string; version: number }[]
    const { version } = items.find((each) => each.key === 'role-change-approval')!
    expect((await karin.post('/api/settings/role-change-approval', { version, value })).status).toBe(200)
  }
  const propose = (id: string, content: object) => karin.post(`/api/roles/${id}/proposals`, content)
  const decide = (id: string, decision: string, by = fatima) => by.post(`/api/role-proposals/${id}`, { decision })

  it('is asked only where the customer wants it, for a role in use, and for its rights', async () => {
    const { id, version, permissions } = await find('verzorgende')
    const more = [...permissions, 'bsn:read']
    expect((await karin.post(`/api/roles/${id}`, { version, permissions: more })).status).toBe(200)
    await setting(1)
    const back = { version: version + 1, permissions }
    expect(short(await karin.post(`/api/roles/${id}`, back))).toEqual([409, 'role-needs-second'])
    expect((await karin.post(`/api/roles/${id}`, { version: version + 1, description: 'Anders gezegd' })).status).toBe(
      200,
    )
    const unused = await karin.post('/api/roles', { key: 'los', name: 'Los', description: '', permissions: [] })
    const changed = await karin.post(`/api/roles/${unused.body.id}`, { version: 1, permissions: ['bsn:read'] })
    expect(changed.status).toBe(200)
    // Looking at what it would do is free.
    expect((await karin.post(`/api/what-if/roles/${id}`, { version: version + 2, permissions })).status).toBe(200)
  })

  it('holds in the database too, for whatever changes a role', async () => {
    const { id, permissions } = await find('verzorgende')
    const login = await hoede.loginRole()
    await login.query('begin')
    await login.query(`select set_config('hoede.person', $1, true), set_config('hoede.may', ' role:change ', true)`, [
      people.karin,
    ])
    await login.query('update role set permissions = $2, version = version + 1 where id = $1', [
      id,
      permissions.slice(1),
    ])
    await expect(login.query('set constraints second_person immediate')).rejects.toThrow('second person')
    await login.query('rollback')
  })

  it('lets another approve, and the role changes at once', async () => {
    const { id, version, permissions } = await find('verzorgende')
    const rest = permissions.filter((each) => each !== 'bsn:read')
    const made = await propose(id, { version, permissions: rest, words: 'Niet meer nodig.' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ roleVersion: version, words: 'Niet meer nodig.', decision: null })
    expect((await find('verzorgende')).permissions).toEqual(permissions)
    expect((await fatima.get('/api/role-proposals')).body.items).toHaveLength(1)
    expect((await karin.get(`/api/roles/${id}/proposals`)).body.items).toHaveLength(1)
    expect(short(await decide(made.body.id, 'approved', karin))).toEqual([403, 'confirm-own'])
    expect((await decide(made.body.id, 'approved')).body.decision).toBe('approved')
    expect((await find('verzorgende')).permissions).toEqual(rest)
    expect(short(await decide(made.body.id, 'refused'))).toEqual([409, 'proposal-decided'])
    const { rows } = await database.query(
      `select event, outcome from audit_event where event in ('role.propose', 'role.decide') and outcome = 'success' order by recorded_at`,
    )
    expect(rows.map((row) => row.event)).toEqual(['role.propose', 'role.decide'])
  })

  it('can be refused, taken back, and is worth nothing when the role changed since', async () => {
    const { id, version, permissions } = await find('behandelaar')
    const content = { version, permissions: permissions.slice(1) }
    const [one, two, three] = [await propose(id, content), await propose(id, content), await propose(id, content)]
    expect((await decide(one.body.id, 'refused')).body.decision).toBe('refused')
    expect(short(await fatima.post(`/api/role-proposals/${two.body.id}/withdraw`, {}))).toEqual([403, 'not-allowed'])
    expect((await karin.post(`/api/role-proposals/${two.body.id}/withdraw`, {})).body.decision).toBe('withdrawn')
    expect(short(await karin.post(`/api/role-proposals/${two.body.id}/withdraw`, {}))).toEqual([
      409,
      'proposal-decided',
    ])
    expect((await karin.post(`/api/roles/${id}`, { version, name: 'Behandelaar 2' })).status).toBe(200)
    expect(short(await decide(three.body.id, 'approved'))).toEqual([409, 'conflict'])
    expect((await find('behandelaar')).permissions).toEqual(permissions)
  })

  it('refuses at once what could never be', async () => {
    const { id, version, permissions } = await find('verzorgende')
    expect(short(await propose(id, { version, permissions: [...permissions, 'role:change'] }))).toEqual([
      409,
      'role-critical',
    ])
    expect(short(await propose(id, { version: version + 7, permissions }))).toEqual([409, 'conflict'])
    expect(short(await propose(id, { version, permissions: ['fly'] }))).toEqual([422, 'permission-unknown'])
    expect((await propose(newId(), { version, permissions })).status).toBe(404)
    expect((await decide(newId(), 'approved')).status).toBe(404)
    expect((await decide(newId(), 'perhaps')).status).toBe(400)
    const sanne = await hoede.as('sanne')
    expect((await sanne.get('/api/role-proposals')).status).toBe(403)
    await setting(0)
  })
})
