import { describe, expect, it } from 'vitest'
import { codeOf, employees } from '../../../../test/support/employees.ts'
import { startTestHoede } from '../../../../test/support/hoede.ts'
import { newToken } from '../../../platform/crypto/tokens.ts'
import { createInvitation } from '../public.ts'

const chosen = 'zolder sleutel regen koffie'

describe('invitations', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, logOf, signedIn } = await employees(hoede)
  const karin = await hoede.as('karin')

  async function invitationOf(personId: string): Promise<string> {
    const { status, body } = await karin.post(`/api/people/${personId}/invitation`)
    expect(status).toBe(200)
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(23.9 * 3_600_000)
    const link = new URL(body.link)
    expect(`${link.origin}${link.pathname}`).toBe(`https://linde.localhost:${hoede.port}/uitnodiging`)
    return link.hash.slice(1)
  }
  const look = (token: string) => hoede.visitor().post('/api/invitation', { token })
  const accept = (token: string, password = chosen, visitor = hoede.visitor()) =>
    visitor.post('/api/invitation/accept', { token, password })
  const refused = { status: 410, code: 'invitation-invalid' }
  const short = ({ status, body }: { status: number; body: { code: string } }) => ({ status, code: body.code })

  it('lead to a password and a coupled phone, once', async () => {
    const truus = await employee({ password: null })
    const token = await invitationOf(truus.id)
    const { body: info } = await look(token)
    expect(info).toMatchObject({ name: 'Truus van Dam', userName: truus.userName })
    const visitor = hoede.visitor()
    const accepted = await accept(token, chosen, visitor)
    expect(accepted.body).toMatchObject({ step: 'enrolment', factors: [], name: 'Truus' })
    // Half in is not in.
    expect((await visitor.get('/api/me')).body.code).toBe('no-session')
    const { body: enrolment } = await visitor.post('/api/sign-in/enrolment')
    const confirmed = await visitor.post('/api/sign-in/enrolment/confirm', { code: codeOf(enrolment.secret) })
    expect(confirmed.body.codes).toHaveLength(10)
    expect((await visitor.get('/api/me')).body.person.id).toBe(truus.id)

    expect(short(await look(token))).toEqual(refused)
    expect(short(await accept(token))).toEqual(refused)
    expect((await enter(hoede.visitor(), truus, chosen)).body.step).toBe('second-factor')
    expect((await logOf(truus.id, 'sign-in.invitation')).map((row) => row.detail)).toEqual([
      { accepted: false },
      { accepted: true },
    ])
    const { rows } = await database.query('select * from invitation where person_id = $1', [truus.id])
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify((await database.query('select * from audit_event')).rows)).not.toContain(token)
  })

  it('work for one of two who use it at the same moment', async () => {
    const truus = await employee({ password: null })
    const token = await invitationOf(truus.id)
    const answers = await Promise.all([accept(token), accept(token), accept(token)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410])
  })

  it('work for a day, and not after a newer one was made', async () => {
    const truus = await employee({ password: null })
    const first = await invitationOf(truus.id)
    const second = await invitationOf(truus.id)
    expect(short(await accept(first))).toEqual(refused)
    expect((await look(second)).status).toBe(200)
    await database.query(`update invitation set expires_at = now() where person_id = $1`, [truus.id])
    expect(short(await look(second))).toEqual(refused)
    expect(short(await accept(second))).toEqual(refused)
    expect(short(await accept(newToken()))).toEqual(refused)
  })

  it('are not used up by a password that is refused', async () => {
    const truus = await employee({ password: null })
    const token = await invitationOf(truus.id)
    for (const [given, code] of [
      ['elf-tekens1', 'password-too-short'],
      ['Welkom2026!!', 'password-too-common'],
      ['truus-van-dam', 'password-too-common'],
      ['Zorggroep De Linde 1', 'password-too-common'],
    ] as const) {
      expect(short(await accept(token, given))).toEqual({ status: 422, code })
    }
    expect((await accept(token)).status).toBe(200)
  })

  it('give a new password to who forgot theirs; the phone that is coupled stays asked for', async () => {
    const truus = await employee()
    const open = await signedIn(truus)
    const token = await invitationOf(truus.id)
    const visitor = hoede.visitor()
    expect((await accept(token, chosen, visitor)).body.step).toBe('second-factor')
    expect((await open.get('/api/me')).body.code).toBe('no-session')
    expect((await visitor.post('/api/sign-in/enrolment')).body.code).toBe('wrong-step')
    expect((await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key, 1) })).body.step).toBe('complete')
    expect((await enter(hoede.visitor(), truus)).body.code).toBe('sign-in-failed')
  })

  it('do not work for who left or has not begun, nor in another environment', async () => {
    const left = await employee({ password: null })
    const token = await invitationOf(left.id)
    expect(short(await hoede.visitor('horizon').post('/api/invitation', { token }))).toEqual(refused)
    await database.query('update person set employed_until = now() where id = $1', [left.id])
    expect(short(await accept(token))).toEqual(refused)
    expect(short(await karin.post(`/api/people/${left.id}/invitation`))).toEqual({ status: 422, code: 'person-left' })
    const coming = await employee({ password: null })
    await database.query(`update person set employed_from = now() + interval '1 day' where id = $1`, [coming.id])
    const early = await look(await invitationOf(coming.id))
    expect([early.status, early.body.detail]).toEqual([410, 'Je bent nog niet in dienst.'])
  })

  it('are made for others, by who manages employees', async () => {
    const me = (await karin.get('/api/me')).body.person.id
    expect(short(await karin.post(`/api/people/${me}/invitation`))).toEqual({ status: 403, code: 'not-allowed' })
    const truus = await employee()
    const peter = await hoede.as('peter')
    expect(short(await peter.post(`/api/people/${truus.id}/invitation`))).toEqual({ status: 403, code: 'not-allowed' })
    expect((await logOf(me, 'person.invite')).at(-1)).toMatchObject({ outcome: 'refused', problem: 'not-allowed' })
  })

  it('of the supplier stand in the log under its name', async () => {
    const truus = await employee({ password: null })
    const { token } = await hoede.environments.transact(hoede.environment().id, (tx) =>
      createInvitation(tx, truus.id, { supplier: 'hoede cli (test)' }),
    )
    expect((await look(token)).body.userName).toBe(truus.userName)
    const { rows } = await database.query(
      `select supplier, outcome from audit_event where event = 'person.invite' and object_id = $1`,
      [truus.id],
    )
    expect(rows).toEqual([{ supplier: 'hoede cli (test)', outcome: 'success' }])
  })
})
