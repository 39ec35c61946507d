import { describe, expect, it } from 'vitest'
import { newId } from '../../packages/server/src/platform/crypto/ids.ts'
import { newToken } from '../../packages/server/src/platform/crypto/tokens.ts'
import { codeOf, employees } from '../../packages/server/test/support/employees.ts'
import { startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { people } from '../../packages/server/test/support/organisation.ts'
import { phones } from '../../packages/server/test/support/phones.ts'
import { inBatches, range, short } from './attacker.ts'

const chosen = 'zolder sleutel regen koffie'

/** Somebody gets hold of a link or a letter, or is the colleague who may make them. */
describe('invitations and letters', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, signedIn, forgetStep, releaseBrakes, logOf } = await employees(hoede)
  const { messagesTo } = await phones(hoede)
  const karin = await hoede.as('karin')

  async function manager() {
    const person = await employee()
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
       select $1, $2, id, 'organisation', now() - interval '1 hour', 'operator' from role where key = 'applicatiebeheerder'`,
      [newId(), person.id],
    )
    return { ...person, visitor: await signedIn(person) }
  }
  const withMail = (person: { id: string }) =>
    database.query(`update person set email = 'truus@linde.example' where id = $1`, [person.id])
  const mailsTo = async (person: { id: string }) =>
    (await messagesTo(person.id)).filter((each) => each.kind === 'mail').map((each) => each.purpose)
  const invite = async (person: { id: string }, by = karin) =>
    new URL((await by.post(`/api/people/${person.id}/invitation`)).body.link).hash.slice(1)
  const accept = (visitor: Visitor, token: string) =>
    visitor.post('/api/invitation/accept', { token, password: chosen })
  const ask = (person: { id: string }, by = karin) =>
    by.post(`/api/people/${person.id}/reset`, { reason: 'Telefoon kwijt' })
  const approve = (id: string, by: Visitor) => by.post(`/api/resets/${id}/approve`)

  // Defence: 256 random bits, looked up by their hash; and the brake of the address all the same.
  it('cannot be guessed, and who tries is held back', async () => {
    const truus = await employee({ password: null })
    const token = await invite(truus)
    const last = token.at(-1) === 'A' ? 'E' : 'A'
    const near = [
      token.slice(0, 42) + last,
      token.slice(1) + token[0],
      token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase(),
      `${token}A`,
      token.slice(0, 42),
      `${token.slice(0, 20)}%`.padEnd(43, '_'),
      `' or token_hash is not null --`.padEnd(43, ' '),
    ]
    const guesser = hoede.visitor('linde', '127.40.0.1')
    for (const each of near)
      expect([each, (await guesser.post('/api/invitation', { token: each })).status]).toEqual([each, 410])
    const answers = await inBatches(range(120), 20, () => guesser.post('/api/invitation', { token: newToken() }))
    expect(answers.filter((each) => each.body.code === 'sign-in-blocked').length).toBeGreaterThan(10)
    expect(short(await accept(guesser, token))).toEqual([429, 'sign-in-blocked'])
    // The one that it was meant for comes in from her own address.
    expect((await accept(hoede.visitor(), token)).body.step).toBe('enrolment')
  })

  // Defence: an invitation opens no account that has a second factor, ends what was open, and is told by mail.
  it('that was stolen gives a thief no way past the factors of who has some, and she hears of it', async () => {
    const truus = await employee()
    await withMail(truus)
    const token = await invite(truus)
    const thief = hoede.visitor('linde', '127.41.0.1')
    expect((await accept(thief, token)).body.step).toBe('second-factor')
    for (const path of ['', '/phone', '/passkey/options']) {
      const body = path === '/phone' ? { number: '06 54 00 00 01' } : {}
      expect(short(await thief.post(`/api/sign-in/enrolment${path}`, body))).toEqual([409, 'wrong-step'])
    }
    expect(short(await thief.get('/api/me'))).toEqual([401, 'no-session'])
    expect(await mailsTo(truus)).toEqual(['password-changed'])
  })

  // Defence: the one who comes second is refused, and a factor that was registered is told. Nobody shares an account unnoticed.
  it('that was stolen from a newcomer shuts her out, so that it comes to light', async () => {
    const truus = await employee({ password: null })
    await withMail(truus)
    const token = await invite(truus)
    const thief = hoede.visitor('linde', '127.42.0.1')
    await accept(thief, token)
    const { body } = await thief.post('/api/sign-in/enrolment')
    expect((await thief.post('/api/sign-in/enrolment/confirm', { code: codeOf(body.secret) })).status).toBe(200)
    expect(short(await accept(hoede.visitor(), token))).toEqual([410, 'invitation-invalid'])
    expect(await mailsTo(truus)).toEqual(['factor-added'])
    // The manager makes a new one; the thief's session is over the moment that it is used, but the thief's factor stays asked: a reset.
    const again = hoede.visitor()
    expect((await accept(again, await invite(truus))).body.step).toBe('second-factor')
    expect(short(await thief.get('/api/me'))).toEqual([401, 'no-session'])
  })

  // Defence: findOpenInvitation() asks for used, withdrawn, expired and employed, at every step.
  it('that was used, withdrawn, or of somebody who left opens nothing', async () => {
    const cases: [string, (person: { id: string }, token: string) => Promise<unknown>][] = [
      ['used', (_person, token) => accept(hoede.visitor(), token)],
      ['replaced', (person) => invite(person)],
      ['after leaving', (person) => karin.post(`/api/people/${person.id}/leave`)],
      ['taken back by a reset', async (person) => approve((await ask(person)).body.id, (await manager()).visitor)],
    ]
    for (const [what, happens] of cases) {
      const truus = await employee({ password: null })
      const token = await invite(truus)
      await happens(truus, token)
      const late = hoede.visitor()
      expect([what, ...short(await late.post('/api/invitation', { token }))]).toEqual([what, 410, 'invitation-invalid'])
      expect([what, ...short(await accept(late, token))]).toEqual([what, 410, 'invitation-invalid'])
      expect(late.token).toBeUndefined()
    }
  })

  // Defence: isSecond(). Two sessions, two browsers and two addresses of one person are one person.
  it('of a reset are not made by one person alone, however many sessions they have', async () => {
    const truus = await employee()
    const mallory = await manager()
    const { body: asked } = await ask(truus, mallory.visitor)
    const elsewhere = hoede.visitor('linde', '127.43.0.1')
    await forgetStep(mallory)
    await enter(elsewhere, mallory)
    await elsewhere.post('/api/sign-in/totp', { code: codeOf(mallory.key) })
    expect((await elsewhere.get('/api/me')).status).toBe(200)
    const tries = [mallory.visitor, elsewhere, mallory.visitor, elsewhere].map((each) => approve(asked.id, each))
    for (const answer of await Promise.all(tries)) expect(short(answer)).toEqual([403, 'not-allowed'])
    // Withdrawn and asked again, or asked twice: still theirs.
    await mallory.visitor.post(`/api/resets/${asked.id}/withdraw`)
    const { body: again } = await ask(truus, elsewhere)
    expect(short(await approve(again.id, mallory.visitor))).toEqual([403, 'not-allowed'])
    const twice = await mallory.visitor.post(`/api/people/${truus.id}/reset`, { id: newId(), reason: 'x' })
    expect(short(twice)).toEqual([409, 'already-exists'])
    // Nothing of hers was touched.
    expect((await enter(hoede.visitor(), truus)).body.step).toBe('second-factor')
    expect((await logOf(mallory.id, 'reset.approve')).every((row) => row.outcome === 'refused')).toBe(true)
    // The way of one person from before is gone.
    expect((await mallory.visitor.post(`/api/people/${truus.id}/second-factor/reset`)).status).toBe(404)
  })

  // Defence: neither of the two is the person, who would otherwise shed a factor that somebody watches.
  it('of a reset are not made by the person it is about', async () => {
    const [one, other] = [await manager(), await manager()]
    expect(short(await ask(one, one.visitor))).toEqual([403, 'not-allowed'])
    const { body } = await ask(one, other.visitor)
    expect(short(await approve(body.id, one.visitor))).toEqual([403, 'not-allowed'])
    expect(short(await approve(body.id, other.visitor))).toEqual([403, 'not-allowed'])
    const mine = (await one.visitor.get('/api/resets')).body.items.find((each: { id: string }) => each.id === body.id)
    expect(mine.mayApprove).toBe(false)
    // Nor by who may not manage people.
    for (const name of ['sanne', 'anna'] as const)
      expect(short(await approve(body.id, await hoede.as(name)))).toEqual([403, 'not-allowed'])
    expect((await approve(body.id, karin)).status).toBe(200)
  })

  // Defence: a letter is of one name. The hash is looked up by the name, and compared for it alone.
  it('for one person open nothing of another', async () => {
    const second = await manager()
    const [truus, riet] = [await employee(), await employee()]
    const letterOf = async (person: { id: string }) =>
      (await approve((await ask(person)).body.id, second.visitor)).body.code as string
    const [ofTruus, ofRiet] = [await letterOf(truus), await letterOf(riet)]
    const use = (userName: string, code: string) =>
      hoede.visitor().post('/api/sign-in/reset/accept', { userName, code, password: chosen })
    expect(short(await use(truus.userName, ofRiet))).toEqual([401, 'reset-invalid'])
    expect(short(await use(riet.userName, ofTruus))).toEqual([401, 'reset-invalid'])
    expect(short(await use('karin', ofRiet))).toEqual([401, 'reset-invalid'])
    expect(short(await use(`${truus.userName}' or 'x'='x`, ofTruus))).toEqual([401, 'reset-invalid'])
    expect((await use(truus.userName, ofTruus)).status).toBe(200)
    await releaseBrakes()
  })

  // Defence: the brake of a letter is by name, from wherever it is tried; 80 bits are not guessed before that wears off.
  it('are not guessed from many addresses', async () => {
    const second = await manager()
    const truus = await employee()
    const { body: letter } = await approve((await ask(truus)).body.id, second.visitor)
    const use = (from: string, code: string) =>
      hoede.visitor('linde', from).post('/api/sign-in/reset', { userName: truus.userName, code })
    for (const n of range(5))
      expect(short(await use(`127.44.${n}.1`, `AAAA-BBBB-CCCC-DD${n}${n}`))).toEqual([401, 'reset-invalid'])
    expect(short(await use('127.44.9.1', letter.code))).toEqual([429, 'sign-in-blocked'])
  })

  // What remains: whoever approves sees the letter. That both names are in the log, and that she is told, is what stands against it.
  it('that a colleague keeps for themselves are told to her, with both names in the log', async () => {
    const truus = await employee()
    await withMail(truus)
    const second = await manager()
    const { body: asked } = await ask(truus)
    const { body: letter } = await approve(asked.id, second.visitor)
    const thief = hoede.visitor('linde', '127.45.0.1')
    const request = { userName: truus.userName, code: letter.code, password: chosen }
    expect((await thief.post('/api/sign-in/reset/accept', request)).body.step).toBe('enrolment')
    expect(await mailsTo(truus)).toEqual(['reset-requested', 'reset-done'])
    expect((await logOf(people.karin, 'reset.request')).at(-1)).toMatchObject({ detail: { reset: asked.id } })
    expect((await logOf(second.id, 'reset.approve')).at(-1)).toMatchObject({ outcome: 'success' })
    expect((await logOf(truus.id, 'sign-in.reset')).at(-1)).toMatchObject({ outcome: 'success' })
    // Her own way in does not work any more: she notices at the next sign-in.
    expect((await enter(hoede.visitor(), truus)).body.code).toBe('sign-in-failed')
  })
})
