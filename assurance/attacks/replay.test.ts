import { describe, expect, it } from 'vitest'
import { SoftwareAuthenticator } from '../../packages/server/test/support/authenticator.ts'
import { codeOf, employees } from '../../packages/server/test/support/employees.ts'
import { type Answer, startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { phones } from '../../packages/server/test/support/phones.ts'
import { singleSignOn } from '../../packages/server/test/support/single-sign-on.ts'
import { range, short } from './attacker.ts'

const chosen = 'zolder sleutel regen koffie'
const thiefsAddress = '127.20.0.1'

/**
 * Somebody looks along, reads along or copies: they have the password, and see a code, an answer or a link while it is used. It
 * was good for one person, once. Used twice: by who saw it, afterwards. At the same moment: by who was as quick.
 */
describe('what was used before', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, signedIn, forgetStep, releaseBrakes } = await employees(hoede)
  const { lastCode, later } = await phones(hoede)
  const origin = `https://linde.localhost:${hoede.port}`
  const thief = () => hoede.visitor('linde', thiefsAddress)

  /** The victim and so many thieves with her password, all at the second step. */
  async function halfway(person: { userName: string }, thieves = 3): Promise<[Visitor, ...Visitor[]]> {
    const all: [Visitor, ...Visitor[]] = [hoede.visitor(), ...range(thieves).map(thief)]
    for (const each of all) expect((await enter(each, person)).body.step).toBe('second-factor')
    // Each has its connection, and the server as many to the database: what follows is at the same moment indeed.
    await Promise.all(all.map((each) => each.get('/api/sign-in')))
    return all
  }
  const inside = (answers: Answer[]) => answers.filter((each) => each.status === 200)

  // Defence: the time step is used up by one conditional UPDATE, and none before it counts any more.
  it('a code of the app is worth nothing after it, nor is the one before it', async () => {
    const truus = await employee()
    const [victim, ...thieves] = await halfway(truus)
    const earlier = codeOf(truus.key, 0)
    const used = codeOf(truus.key, 1)
    expect((await victim.post('/api/sign-in/totp', { code: used })).body.step).toBe('complete')
    for (const code of [used, earlier]) {
      expect(short(await thieves[0]!.post('/api/sign-in/totp', { code }))).toEqual([401, 'wrong-code'])
    }
    // Nor as the fresh proof that a change asks for, in a session that was left open.
    expect(short(await victim.post('/api/me/proof/totp', { code: used }))).toEqual([401, 'wrong-code'])
  })

  it('a code of the app lets in one of four at the same moment', async () => {
    const truus = await employee()
    const all = await halfway(truus)
    const code = codeOf(truus.key)
    expect(inside(await Promise.all(all.map((each) => each.post('/api/sign-in/totp', { code }))))).toHaveLength(1)
    await releaseBrakes()
    const others = await Promise.all(all.map((each) => each.get('/api/me')))
    expect(inside(others)).toHaveLength(1)
  })

  // Defence: the hash of a sent code holds the session that asked, and used_at is set by the same UPDATE that compares.
  it('a code that was sent works in no session but the one that asked for it, and once', async () => {
    const truus = await employee({ coupled: false })
    const first = hoede.visitor()
    await enter(first, truus)
    await first.post('/api/sign-in/enrolment/phone', { number: '06 52 00 00 01' })
    await first.post('/api/sign-in/enrolment/phone/confirm', { code: await lastCode(truus.id) })
    const { rows } = await database.query('select id from factor where person_id = $1', [truus.id])
    const send = (visitor: Visitor) => visitor.post('/api/sign-in/phone/send', { id: rows[0].id, channel: 'sms' })
    const give = (visitor: Visitor, code: string) => visitor.post('/api/sign-in/phone', { code })
    const [victim, withOwnCode, without] = await halfway(truus)
    await send(withOwnCode!)
    const ofThief = await lastCode(truus.id)
    await later(truus.id, 120)
    await send(victim)
    const code = await lastCode(truus.id)
    // The thief talks her into reading it out.
    expect(short(await give(withOwnCode!, code))).toEqual([401, code === ofThief ? undefined : 'wrong-code'])
    expect(short(await give(without!, code))).toEqual([401, 'code-expired'])
    // Or she gets the one that the thief asked for, and types it: it is not hers.
    expect(short(await give(victim, ofThief))).toEqual([401, 'wrong-code'])
    const tabs = range(3).map(() => {
      const tab = hoede.visitor()
      tab.token = victim.token
      return tab
    })
    await releaseBrakes()
    expect(inside(await Promise.all(tabs.map((tab) => give(tab, code))))).toHaveLength(1)
    await releaseBrakes()
    for (const each of [withOwnCode!, without!]) expect((await give(each, code)).status).toBe(401)
  })

  // Defence: a code of the sheet is struck off by a conditional UPDATE.
  it('a code of the printed sheet lets in one of four at the same moment, and nobody after it', async () => {
    const truus = await employee()
    const { body } = await (await signedIn(truus)).post('/api/me/recovery-codes')
    const [code, other] = body.codes as [string, string]
    const all = await halfway(truus)
    const answers = await Promise.all(all.map((each) => each.post('/api/sign-in/recovery', { code })))
    expect(inside(answers)).toHaveLength(1)
    await releaseBrakes()
    const late = thief()
    await enter(late, truus)
    expect(short(await late.post('/api/sign-in/recovery', { code }))).toEqual([401, 'wrong-code'])
    expect((await late.post('/api/sign-in/recovery', { code: other })).body.step).toBe('complete')
  })

  // Defence: a challenge is used up when it is looked at, and belongs to one session or one browser and to one purpose.
  it('an answer of a passkey works once, and not for another purpose than it was given for', async () => {
    const truus = await employee({ coupled: false })
    const own = hoede.visitor()
    await enter(own, truus)
    const key = new SoftwareAuthenticator(origin, { counts: false })
    const { body: making } = await own.post('/api/sign-in/enrolment/passkey/options')
    const made = key.create(making)
    expect((await own.post('/api/sign-in/enrolment/passkey', { name: 'x', response: made })).status).toBe(200)
    const whole = async (visitor: Visitor) => (await visitor.post('/api/sign-in/whole/options')).body
    const alone = (visitor: Visitor, response: unknown) => visitor.post('/api/sign-in/whole', { response })
    const second = (visitor: Visitor, response: unknown) => visitor.post('/api/sign-in/passkey', { response })
    const options = async (visitor: Visitor) => (await visitor.post('/api/sign-in/passkey/options')).body

    // A key without counter: only the challenge can tell.
    const [victim, copy] = await halfway(truus)
    const answer = key.get(await options(victim))
    expect((await second(victim, answer)).body.step).toBe('complete')
    await options(copy!)
    expect(short(await second(copy!, answer))).toEqual([401, 'passkey-refused'])
    // Of a second step, for a whole sign-in, and the other way around; of a fresh proof for a second step.
    const [half] = await halfway(truus)
    const stranger = thief()
    await whole(stranger)
    expect(short(await alone(stranger, key.get(await options(half))))).toEqual([401, 'passkey-refused'])
    const ofWhole = key.get(await whole(half))
    await options(half)
    expect(short(await second(half, ofWhole))).toEqual([401, 'passkey-refused'])
    await releaseBrakes()
    const { body: proving } = await own.post('/api/me/proof/passkey/options')
    await options(half)
    expect(short(await second(half, key.get(proving)))).toEqual([401, 'passkey-refused'])
    await releaseBrakes()
    // And at the same moment, in the browser that it is for.
    const tabs = range(4).map(() => hoede.visitor())
    const wanted = await whole(tabs[0]!)
    for (const tab of tabs) tab.cookies = { ...tabs[0]!.cookies }
    const response = key.get(wanted)
    expect(inside(await Promise.all(tabs.map((tab) => alone(tab, response))))).toHaveLength(1)
  })

  // Defence: useInvitation() and useLetter() are conditional UPDATEs; the token is long gone when a copy comes.
  it('an invitation and a reset letter work once, also for who copied them', async () => {
    const karin = await hoede.as('karin')
    const newcomer = await employee({ password: null })
    const { body: invitation } = await karin.post(`/api/people/${newcomer.id}/invitation`)
    const token = new URL(invitation.link).hash.slice(1)
    const accept = (visitor: Visitor, n: number) =>
      visitor.post('/api/invitation/accept', { token, password: `${chosen} ${n}` })
    const both = [hoede.visitor(), thief(), thief()]
    expect(inside(await Promise.all(both.map(accept)))).toHaveLength(1)
    expect(short(await accept(thief(), 9))).toEqual([410, 'invitation-invalid'])

    const truus = await employee()
    const { body: asked } = await karin.post(`/api/people/${truus.id}/reset`, { reason: 'Telefoon kwijt' })
    const second = await employee()
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
       select gen_random_uuid(), $1, id, 'organisation', now() - interval '1 hour', 'operator' from role where key = 'applicatiebeheerder'`,
      [second.id],
    )
    const { body: letter } = await (await signedIn(second)).post(`/api/resets/${asked.id}/approve`)
    const use = (visitor: Visitor, n: number) =>
      visitor.post('/api/sign-in/reset/accept', {
        userName: truus.userName,
        code: letter.code,
        password: `${chosen} ${n}`,
      })
    const answers = await Promise.all([hoede.visitor(), thief(), thief()].map(use))
    expect(inside(answers)).toHaveLength(1)
    await releaseBrakes()
    expect(short(await use(thief(), 9))).toEqual([401, 'reset-invalid'])
  })

  it('an old code of the app is not revived by registering the same key again', async () => {
    const truus = await employee()
    const visitor = await signedIn(truus)
    await forgetStep(truus)
    const { body: made } = await visitor.post('/api/me/factors/totp')
    const code = codeOf(made.secret)
    const confirm = () => visitor.post('/api/me/factors/totp/confirm', { id: made.id, code })
    const answers = await Promise.all(range(3).map(confirm))
    expect(inside(answers)).toHaveLength(1)
    const [half] = await halfway(truus)
    expect(short(await half.post('/api/sign-in/totp', { code }))).toEqual([401, 'wrong-code'])
  })
})

describe('the answer of a provider that was used before', async () => {
  const hoede = await startTestHoede()
  const world = await singleSignOn(hoede)
  const { idp, id } = await world.running()
  await world.linked(id, 'truus')
  idp.claims = (claims) => ({ ...claims, amr: ['mfa'] })

  // Defence: a visit is used up before the provider is asked; the code of it is the provider's to refuse besides.
  it('works once, also for who copied the cookie of the visit', async () => {
    const victim = hoede.visitor()
    const { body } = await victim.post(`/api/sign-in/provider/${id}`)
    const query = await idp.browse(body.url)
    const copies = range(3).map(() => hoede.visitor('linde', thiefsAddress))
    for (const copy of copies) copy.cookies = { ...victim.cookies }
    await Promise.all(copies.map((each) => each.get('/api/sign-in/ways')))
    const answers = await Promise.all([victim, ...copies].map((each) => each.post('/api/sign-in/return', { query })))
    expect(answers.map((each) => each.body.code ?? 'in').sort()).toEqual(['in', ...Array(3).fill('visit-ended')])
    for (const copy of copies) {
      const again = await copy.post('/api/sign-in/return', { query })
      expect(short(again)).toEqual([409, 'visit-ended'])
    }
    // The code went to the provider once.
    const code = new URLSearchParams(query).get('code')!
    expect(idp.requests.filter((each) => each.path === '/token' && each.body.includes(code))).toHaveLength(1)
  })
})
