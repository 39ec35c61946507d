import { expect, it } from 'vitest'
import { newId } from '../../packages/server/src/platform/crypto/ids.ts'
import { hashToken, newToken } from '../../packages/server/src/platform/crypto/tokens.ts'
import { startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { people } from '../../packages/server/test/support/organisation.ts'

/**
 * One application manager who wants to come in as somebody else. A reset takes two managers, so the manager makes a second account
 * and is both of them. Defence: critical permissions wait for a second person, whom the database itself asks for (trigger
 * b_await), and what nobody else stood behind never counts as the second of two (access.confirmed).
 */
const hoede = await startTestHoede()
const database = await hoede.database()
const karin = await hoede.as('karin')
const fatima = await hoede.as('fatima')

const short = (answer: { status: number; body: { code?: string } }) => [answer.status, answer.body?.code]

/** A second account of the manager's own, made over the interface, and signed in. */
async function secondAccount(): Promise<{ id: string; visitor: Visitor }> {
  const id = newId()
  const made = await karin.post('/api/people', {
    id,
    userName: `tweede-${id.slice(-6)}`,
    givenName: 'Tweede',
    familyName: 'Ik',
    function: 'applicatiebeheerder',
  })
  expect(made.status).toBe(201)
  return { id, visitor: await signedIn(id) }
}

async function signedIn(person: string): Promise<Visitor> {
  const token = newToken()
  await database.query(
    `insert into session (id, token_hash, person_id, stage, factors, idle_seconds, expires_at)
     values ($1, $2, $3, 'complete', '{password,totp}', 900, now() + interval '1 hour')`,
    [newId(), hashToken(token), person],
  )
  const visitor = hoede.visitor()
  visitor.token = token
  return visitor
}

async function roleId(key: string): Promise<string> {
  const { rows } = await database.query<{ id: string }>('select id from role where key = $1', [key])
  return rows[0]!.id
}

const giveManager = async (to: string) =>
  karin.post(`/api/people/${to}/grants`, { roleId: await roleId('applicatiebeheerder'), scope: 'organisation' })

/** The second account tries to be the second of two: karin asks, it approves; and the other way around. */
async function resets(second: Visitor): Promise<unknown[]> {
  const victim = people.joris
  const asked = await karin.post(`/api/people/${victim}/reset`, { reason: 'Telefoon kwijt' })
  const approved = await second.post(`/api/resets/${asked.body.id}/approve`, {})
  await karin.post(`/api/resets/${asked.body.id}/withdraw`, {})
  const askedBySecond = await second.post(`/api/people/${victim}/reset`, { reason: 'Telefoon kwijt' })
  return [short(approved), short(askedBySecond)]
}

it('a second account of one manager waits for somebody else, and decides nothing until then', async () => {
  const { id, visitor } = await secondAccount()
  const given = await giveManager(id)
  expect(given.body).toMatchObject({ state: 'waiting', unconfirmed: true })
  expect(await resets(visitor)).toEqual([
    [403, 'not-allowed'],
    [403, 'not-allowed'],
  ])
  // Neither the giver nor the account itself stands behind it.
  expect(short(await karin.post(`/api/grants/${given.body.id}/confirm`))).toEqual([403, 'confirm-own'])
  expect(short(await visitor.post(`/api/grants/${given.body.id}/confirm`))).toEqual([403, 'not-allowed'])
  // Somebody else does: from then on it is a manager.
  expect((await fatima.get('/api/grants/unconfirmed')).body.items.map((each: { id: string }) => each.id)).toContain(
    given.body.id,
  )
  const confirmed = await fatima.post(`/api/grants/${given.body.id}/confirm`)
  expect(confirmed.body).toMatchObject({ state: 'active', confirmedBy: 'Fatima El Idrissi', unconfirmed: false })
  expect((await visitor.get('/api/people')).status).toBe(200)
  expect(short(await fatima.post(`/api/grants/${given.body.id}/confirm`))).toEqual([404, 'not-found'])
})

it('with nobody else who could approve it works, and still never counts as the second of two', async () => {
  await database.query(`update access_grant set withdrawn_at = now() where person_id = $1`, [people.fatima])
  await database.query(`update access_grant set withdrawn_at = now() where role_id = $1 and person_id <> $2`, [
    await roleId('applicatiebeheerder'),
    people.karin,
  ])
  const { id, visitor } = await secondAccount()
  expect((await giveManager(id)).body).toMatchObject({ state: 'active', unconfirmed: true })
  expect((await visitor.get('/api/people')).status).toBe(200)
  expect(await resets(visitor)).toEqual([
    [403, 'reset-unconfirmed'],
    [403, 'reset-unconfirmed'],
  ])
  // A third account, given and confirmed by the second: confirming counts for nothing either.
  const third = await secondAccount()
  const given = await visitor.post(`/api/people/${third.id}/grants`, {
    roleId: await roleId('applicatiebeheerder'),
    scope: 'organisation',
  })
  expect(short(await visitor.post(`/api/grants/${given.body.id}/confirm`))).toEqual([403, 'confirm-own'])
  const straw = await karin.post(`/api/grants/${given.body.id}/confirm`)
  expect(short(straw)).toEqual([403, 'confirm-unconfirmed'])
  const ownOfSecond = (await karin.get('/api/grants/unconfirmed')).body.items[0].id
  expect(short(await third.visitor.post(`/api/grants/${ownOfSecond}/confirm`))).not.toEqual([200, undefined])
})

it('a role that somebody has does not become critical', async () => {
  const { id } = await secondAccount()
  const carer = await roleId('verzorgende')
  await karin.post(`/api/people/${id}/grants`, { roleId: carer, scope: 'organisation' })
  const { body } = await karin.get('/api/roles')
  const role = body.items.find((each: { id: string }) => each.id === carer)
  const changed = await karin.post(`/api/roles/${carer}`, {
    version: role.version,
    permissions: [...role.permissions, 'people:manage'],
  })
  expect(short(changed)).toEqual([409, 'role-critical'])
  // The database says so too, whatever the server would send.
  const login = await hoede.loginRole()
  await login.query('begin')
  await login.query(`select set_config('hoede.person', $1, true)`, [people.karin])
  const direct = login.query(
    `update role set permissions = permissions || '{people:manage}', version = version + 1 where id = $1`,
    [carer],
  )
  await expect(direct).rejects.toThrow('critical')
  await login.query('rollback')
})
