import { describe, expect, it } from 'vitest'
import { codeOf, type Employee, employees } from '../../../test/support/employees.ts'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { people, units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { newToken } from '../../platform/crypto/tokens.ts'
import { reentriesOn, removeExpiredReentries } from './public.ts'

const cookie = '__Host-hoede-computer'
const short = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]

describe('a shared computer', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, forgetStep, signedIn, logOf, releaseBrakes } = await employees(hoede)
  const karin = await hoede.as('karin')
  const pin = '739154'

  /** A browser that the manager marked; nobody is signed in on it. */
  async function computer(name = `Zusterpost ${newId().slice(-4)}`) {
    const visitor = await hoede.as('karin')
    const { status, body } = await visitor.post('/api/devices', { name, unitId: units.berkenhof2 })
    expect(status).toBe(201)
    await visitor.post('/api/sign-out')
    return { visitor, id: body.id as string, name }
  }
  async function signIn(visitor: Visitor, person: Employee) {
    await forgetStep(person)
    await enter(visitor, person)
    expect((await visitor.post('/api/sign-in/totp', { code: codeOf(person.key) })).body.step).toBe('complete')
  }
  /** Somebody signed in completely there, chose a short code and signed out. */
  async function withPin(visitor: Visitor, person: Employee) {
    await signIn(visitor, person)
    expect((await visitor.post('/api/me/pin', { pin })).status).toBe(200)
    await visitor.post('/api/sign-out')
  }
  const comeBack = (visitor: Visitor, person: { id: string }, given = pin) =>
    visitor.post('/api/sign-in/reentry', { personId: person.id, pin: given })
  const namesOn = (visitor: Visitor) =>
    hoede.environments.read(hoede.environment().id, (reader) => reentriesOn(reader, visitor.cookies[cookie]))

  it('is marked by who may change settings, on the computer itself', async () => {
    const visitor = await hoede.as('karin')
    const { status, body, headers } = await visitor.post('/api/devices', {
      name: '  Zusterpost   Berkenhof 2 ',
      unitId: units.berkenhof2,
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'Zusterpost Berkenhof 2',
      unit: { id: units.berkenhof2, name: 'Berkenhof 2' },
      markedBy: 'Karin Bakker',
      withdrawnAt: null,
      lastUsedAt: null,
      here: true,
    })
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-hoede-computer=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=34560000$/,
    )
    const { rows } = await database.query('select * from device')
    expect(JSON.stringify(rows)).not.toContain(visitor.cookies[cookie])
    const again = await visitor.post('/api/devices', { name: 'Andere naam', unitId: units.berkenhof2 })
    expect([...short(again), again.body.detail]).toEqual([
      409,
      'already-exists',
      'Deze computer is al een gedeelde computer: Zusterpost Berkenhof 2.',
    ])
    const { body: list } = await visitor.get('/api/devices')
    expect(list.items.map((each: { here: boolean }) => each.here)).toEqual([true])
    expect((await karin.get('/api/devices')).body.items.map((each: { here: boolean }) => each.here)).toEqual([false])
    expect((await visitor.get('/api/me')).body.sharedComputer).toEqual({
      name: 'Zusterpost Berkenhof 2',
      pinUntil: null,
    })
    expect((await karin.get('/api/me')).body.sharedComputer).toBeNull()
    for (const name of ['peter', 'anna', 'fatima'] as const) {
      const other = await hoede.as(name)
      expect(short(await other.get('/api/devices'))).toEqual([403, 'not-allowed'])
      expect(short(await other.post('/api/devices', { name: 'x', unitId: units.berkenhof2 }))).toEqual([
        403,
        'not-allowed',
      ])
      expect(short(await other.post(`/api/devices/${body.id}/withdraw`))).toEqual([403, 'not-allowed'])
    }
    expect((await logOf(people.karin, 'device.mark')).at(-2)).toMatchObject({
      outcome: 'success',
      detail: { name: 'Zusterpost Berkenhof 2', unit: units.berkenhof2 },
    })
  })

  it('is not marked without a name, or for a team that is not there', async () => {
    const mark = (body: object) => karin.post('/api/devices', body)
    expect((await mark({ name: '   ', unitId: units.berkenhof2 })).status).toBe(400)
    expect((await mark({ name: '', unitId: units.berkenhof2 })).status).toBe(400)
    expect((await mark({ name: 'x', unitId: 'nergens' })).status).toBe(400)
    expect(short(await mark({ name: 'x', unitId: newId() }))).toEqual([422, 'unit-unknown'])
    expect(karin.cookies[cookie]).toBeUndefined()
  })

  it('is one when the same request comes twice, whether the first cookie came through or not', async () => {
    const visitor = await hoede.as('karin')
    const request = { id: newId(), name: 'Teamkamer', unitId: units.berkenhof1 }
    await visitor.post('/api/devices', request)
    const first = visitor.cookies[cookie]
    delete visitor.cookies[cookie]
    const again = await visitor.post('/api/devices', request)
    expect([again.status, again.body.id]).toEqual([201, request.id])
    expect(visitor.cookies[cookie]).not.toBe(first)
    expect((await visitor.post('/api/devices', request)).status).toBe(201)
    const elsewhere = await hoede.as('karin')
    expect(short(await elsewhere.post('/api/devices', { ...request, name: 'Iets anders' }))).toEqual([
      409,
      'already-exists',
    ])
    const { rows } = await database.query('select count(*)::int as devices from device where id = $1', [request.id])
    expect(rows[0].devices).toBe(1)
  })

  it('keeps sessions short, and knows them as its own', async () => {
    const { visitor, id } = await computer()
    const truus = await employee()
    await signIn(visitor, truus)
    expect((await visitor.get('/api/me')).body.session.idleSeconds).toBe(300)
    const { rows } = await database.query(
      `select stage, device_id from session where person_id = $1 order by created_at`,
      [truus.id],
    )
    expect(rows).toEqual([
      { stage: 'second-factor', device_id: id },
      { stage: 'complete', device_id: id },
    ])
    const elsewhere = await signedIn(truus)
    expect((await elsewhere.get('/api/me')).body.session.idleSeconds).toBe(900)
    // A shorter time of the whole environment stays shorter.
    await database.query(`update setting set value = '2' where key = 'session-idle-minutes'`)
    await signIn(visitor, truus)
    expect((await visitor.get('/api/me')).body.session.idleSeconds).toBe(120)
    await database.query(`update setting set value = '15' where key = 'session-idle-minutes'`)
    expect(
      (await karin.get('/api/devices')).body.items.find((each: { id: string }) => each.id === id).lastUsedAt,
    ).not.toBeNull()
  })

  it('takes somebody back with a short code, within the shift, as the person they are', async () => {
    const { visitor, id, name } = await computer()
    const truus = await employee()
    await signIn(visitor, truus)
    const { status, body } = await visitor.post('/api/me/pin', { pin })
    expect(status).toBe(200)
    const hours = (Date.parse(body.validUntil) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(8.9)
    expect(hours).toBeLessThan(9.01)
    expect((await visitor.get('/api/me')).body.sharedComputer).toEqual({ name, pinUntil: body.validUntil })
    await visitor.post('/api/sign-out')
    expect(await namesOn(visitor)).toEqual({ name, people: [{ id: truus.id, name: 'Truus van Dam' }] })

    const back = await comeBack(visitor, truus)
    expect(back.body).toMatchObject({ step: 'complete' })
    const { body: me } = await visitor.get('/api/me')
    expect([me.person.id, me.session.idleSeconds]).toEqual([truus.id, 300])
    // It lasts no longer than the code.
    expect(Date.parse(me.session.expiresAt)).toBeLessThanOrEqual(Date.parse(body.validUntil))
    const { rows } = await database.query(
      `select factors, device_id from session where person_id = $1 and ended_at is null`,
      [truus.id],
    )
    expect(rows).toEqual([{ factors: ['pin', 'shared-computer'], device_id: id }])
    expect((await visitor.get('/api/me/sessions')).body.items[0].factors).toBe('korte code en gedeelde computer')
    // A code does not prolong itself.
    expect(short(await visitor.post('/api/me/pin', { pin: '480672' }))).toEqual([409, 'not-shared-computer'])
    expect((await logOf(truus.id, 'sign-in.reentry')).at(-1)).toMatchObject({
      outcome: 'success',
      detail: { device: id },
    })
    const everything = JSON.stringify([
      (await database.query('select * from audit_event')).rows,
      (await database.query('select * from reentry')).rows,
    ])
    expect(everything).not.toContain(`"${pin}"`)
    expect(everything).toContain('$argon2id$')
  })

  it('takes a code only after a complete sign-in there, and not one that is guessed', async () => {
    const { visitor } = await computer()
    const truus = await employee()
    const elsewhere = await signedIn(truus)
    expect(short(await elsewhere.post('/api/me/pin', { pin }))).toEqual([409, 'not-shared-computer'])
    // A session of somewhere else with the cookie of the computer.
    elsewhere.cookies[cookie] = visitor.cookies[cookie]!
    expect(short(await elsewhere.post('/api/me/pin', { pin }))).toEqual([409, 'not-shared-computer'])
    elsewhere.cookies[cookie] = newToken()
    expect(short(await elsewhere.post('/api/me/pin', { pin }))).toEqual([409, 'not-shared-computer'])
    await forgetStep(truus)
    await enter(visitor, truus)
    expect(short(await visitor.post('/api/me/pin', { pin }))).toEqual([401, 'no-session'])
    await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key) })
    for (const simple of ['000000', '123456', '198412', '310884', '121212'])
      expect(short(await visitor.post('/api/me/pin', { pin: simple }))).toEqual([422, 'pin-too-simple'])
    for (const none of ['12345', '1234567890123', 'abcdef', '73915 4', ''])
      expect((await visitor.post('/api/me/pin', { pin: none })).status).toBeGreaterThanOrEqual(400)
    expect((await visitor.get('/api/me')).body.sharedComputer.pinUntil).toBeNull()
    expect((await visitor.post('/api/me/pin', { pin })).status).toBe(200)
  })

  it('works on that computer only, for that person only', async () => {
    const [one, two] = [await computer(), await computer()]
    const [truus, other] = [await employee(), await employee()]
    await withPin(one.visitor, truus)
    const refused = [401, 'reentry-ended']
    expect(short(await comeBack(two.visitor, truus))).toEqual(refused)
    expect(short(await comeBack(hoede.visitor(), truus))).toEqual(refused)
    expect(short(await comeBack(one.visitor, other))).toEqual(refused)
    expect(short(await comeBack(one.visitor, { id: newId() }))).toEqual(refused)
    const there = hoede.visitor('horizon')
    there.cookies[cookie] = one.visitor.cookies[cookie]!
    expect(short(await comeBack(there, truus))).toEqual(refused)
    expect(await namesOn(two.visitor)).toEqual({ name: two.name, people: [] })
    expect(await namesOn(hoede.visitor())).toBeNull()
    await releaseBrakes()
    expect((await comeBack(one.visitor, truus)).status).toBe(200)
  })

  it('ends a code at the third wrong try, of many at once too, and begins anew after a complete sign-in', async () => {
    const { visitor } = await computer()
    const truus = await employee()
    await withPin(visitor, truus)
    const first = await comeBack(visitor, truus, '111222')
    expect([...short(first), first.body.detail]).toEqual([401, 'pin-wrong', 'Je kunt het nog 2 keer proberen.'])
    const second = await comeBack(visitor, truus, '111222')
    expect(second.body.detail).toBe('Je kunt het nog één keer proberen.')
    // The right one in between makes good.
    expect((await comeBack(visitor, truus)).status).toBe(200)
    await visitor.post('/api/sign-out')
    for (const problem of ['pin-wrong', 'pin-wrong', 'reentry-ended'])
      expect((await comeBack(visitor, truus, '111222')).body.code).toBe(problem)
    expect(short(await comeBack(visitor, truus))).toEqual([401, 'reentry-ended'])
    expect((await namesOn(visitor))?.people).toEqual([])
    expect((await logOf(truus.id, 'sign-in.reentry')).map((row) => row.problem)).toEqual([
      ...['pin-wrong', 'pin-wrong', null, 'pin-wrong', 'pin-wrong', 'reentry-ended', 'reentry-ended'],
    ])
    // Nobody is kept from signing in by it.
    await withPin(visitor, truus)
    expect((await comeBack(visitor, truus)).status).toBe(200)
    await visitor.post('/api/sign-out')
    await database.query('delete from sign_in_brake')
    const tries = await Promise.all(Array.from({ length: 8 }, () => comeBack(visitor, truus, '111222')))
    expect(tries.filter((answer) => answer.body.code === 'pin-wrong').length).toBeLessThanOrEqual(2)
    const { rows } = await database.query('select tries from reentry where person_id = $1', [truus.id])
    expect(rows[0].tries).toBeLessThanOrEqual(3)
    await database.query('delete from sign_in_brake')
  })

  it('takes nobody back whose shift is over, who left, whose password or way in was changed, or who ended it', async () => {
    const { visitor } = await computer()
    const refused = [401, 'reentry-ended']
    const [late, leaver, changer] = [await employee(), await employee(), await employee()]
    const [lost, ender] = [await employee(), await employee()]
    for (const person of [late, leaver, changer, lost, ender]) await withPin(visitor, person)
    expect((await namesOn(visitor))?.people).toHaveLength(5)
    await database.query('update reentry set valid_until = now() where person_id = $1', [late.id])
    await karin.post(`/api/people/${leaver.id}/leave`, {})
    const own = await signedIn(changer)
    await own.post('/api/me/password', { current: 'fietspomp onder de maan', password: 'zolder sleutel regen koffie' })
    const { body: reset } = await karin.post(`/api/people/${lost.id}/reset`, { reason: 'Telefoon kwijt' })
    const manager = await employee()
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
       select $1, $2, id, 'organisation', now() - interval '1 hour', 'operator' from role where key = 'applicatiebeheerder'`,
      [newId(), manager.id],
    )
    expect((await (await signedIn(manager)).post(`/api/resets/${reset.id}/approve`)).status).toBe(200)
    expect((await (await signedIn(ender)).post('/api/me/pin/end')).status).toBe(204)
    for (const person of [late, leaver, changer, lost, ender])
      expect(short(await comeBack(visitor, person))).toEqual(refused)
    expect((await namesOn(visitor))?.people).toEqual([])
    expect((await logOf(ender.id, 'reentry.end')).at(-1)?.detail).toEqual({ pins: 1 })
    await releaseBrakes()

    await database.query(`update reentry set valid_until = now() - interval '25 hours' where person_id = $1`, [late.id])
    const removed = () => hoede.environments.transact(hoede.environment().id, removeExpiredReentries)
    await removed()
    await removed()
    const { rows } = await database.query(
      `select (select count(*)::int from reentry where person_id = $1) as left,
         (select json_agg(detail) from audit_event where event = 'reentry.expired') as logged`,
      [late.id],
    )
    expect(rows).toEqual([{ left: 0, logged: [{ removed: 1 }] }])
  })

  it('that is withdrawn signs out who is there, and takes nobody back', async () => {
    const { visitor, id, name } = await computer()
    const [truus, other] = [await employee(), await employee()]
    await withPin(visitor, other)
    await signIn(visitor, truus)
    const elsewhere = await signedIn(truus)
    const { body } = await karin.post(`/api/devices/${id}/withdraw`)
    expect(body.withdrawnAt).not.toBeNull()
    expect((await visitor.get('/api/me')).body.code).toBe('no-session')
    expect((await elsewhere.get('/api/me')).status).toBe(200)
    expect(short(await comeBack(visitor, other))).toEqual([401, 'reentry-ended'])
    expect(await namesOn(visitor)).toBeNull()
    expect((await logOf(people.karin, 'device.withdraw')).at(-1)).toMatchObject({
      outcome: 'success',
      detail: { name, sessions: 1, pins: 1 },
    })
    expect(short(await karin.post(`/api/devices/${id}/withdraw`))).toEqual([409, 'conflict'])
    expect(short(await karin.post(`/api/devices/${newId()}/withdraw`))).toEqual([404, 'not-found'])
    // Signing in there goes on as anywhere.
    await signIn(visitor, truus)
    const { body: me } = await visitor.get('/api/me')
    expect([me.sharedComputer, me.session.idleSeconds]).toEqual([null, 900])
    expect(short(await visitor.post('/api/me/pin', { pin }))).toEqual([409, 'not-shared-computer'])
    // And it can be marked again.
    const manager = await hoede.as('karin')
    manager.cookies[cookie] = visitor.cookies[cookie]!
    expect((await manager.post('/api/devices', { name, unitId: units.berkenhof2 })).status).toBe(201)
  })

  it('of one customer does not exist for another', async () => {
    const { id } = await computer()
    const there = await hoede.as('karin', 'horizon')
    expect((await there.get('/api/devices')).body.items).toEqual([])
    expect(short(await there.post(`/api/devices/${id}/withdraw`))).toEqual([404, 'not-found'])
  })
})
