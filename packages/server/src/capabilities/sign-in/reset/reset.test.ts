import { describe, expect, it } from 'vitest'
import { codeOf, type Employee, employees } from '../../../../test/support/employees.ts'
import { keysOf, startTestHoede } from '../../../../test/support/hoede.ts'
import { people } from '../../../../test/support/organisation.ts'
import { newId } from '../../../platform/crypto/ids.ts'
import { unseal } from '../../../platform/crypto/seal.ts'
import { approveResetOf } from '../public.ts'

const chosen = 'zolder sleutel regen koffie'
const short = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]

describe('a reset of how somebody signs in', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, forgetStep, signedIn, logOf, releaseBrakes } = await employees(hoede)
  const karin = await hoede.as('karin')

  /** A second application manager: the first who approves. */
  async function manager() {
    const person = await employee()
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, valid_from, source)
       select $1, $2, id, 'organisation', now() - interval '1 hour', 'operator' from role where key = 'applicatiebeheerder'`,
      [newId(), person.id],
    )
    return { ...person, visitor: await signedIn(person) }
  }
  const second = await manager()

  const ask = (person: { id: string }, reason = 'Telefoon kwijt', id?: string) =>
    karin.post(`/api/people/${person.id}/reset`, { reason, ...(id ? { id } : {}) })
  const approve = (id: string, by = second.visitor) => by.post(`/api/resets/${id}/approve`)
  async function letterFor(person: { id: string }) {
    const { body } = await ask(person)
    const { body: letter } = await approve(body.id)
    return letter
  }
  const look = (userName: string, code: string) => hoede.visitor().post('/api/sign-in/reset', { userName, code })
  const accept = (userName: string, code: string, given = chosen, visitor = hoede.visitor()) =>
    visitor.post('/api/sign-in/reset/accept', { userName, code, password: given })

  it('takes two colleagues and a letter, and takes everything else away', async () => {
    const truus = await employee()
    await database.query(`update person set email = 'truus@linde.example' where id = $1`, [truus.id])
    const open = await signedIn(truus)
    const { body: invitation } = await karin.post(`/api/people/${truus.id}/invitation`)
    const asked = await ask(truus)
    expect(asked.status).toBe(201)
    expect(asked.body).toMatchObject({
      person: { id: truus.id, name: 'Truus van Dam', userName: truus.userName },
      reason: 'Telefoon kwijt',
      requestedBy: { id: people.karin, name: 'Karin Bakker' },
      approvedBy: null,
      state: 'asked',
      mayApprove: false,
    })
    expect(Date.parse(asked.body.expiresAt) - Date.now()).toBeGreaterThan(2.99 * 86_400_000)
    // Asking alone changes nothing.
    expect((await open.get('/api/me')).status).toBe(200)
    const { body: list } = await second.visitor.get('/api/resets')
    expect(list.items[0]).toMatchObject({ id: asked.body.id, mayApprove: true })

    const approved = await approve(asked.body.id)
    expect(approved.status).toBe(200)
    const letter = approved.body
    expect(letter).toMatchObject({
      name: 'Truus van Dam',
      userName: truus.userName,
      address: `https://linde.localhost:${hoede.port}/herstel`,
    })
    expect(letter.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    expect(Date.parse(letter.expiresAt) - Date.now()).toBeGreaterThan(6.99 * 86_400_000)
    expect((await open.get('/api/me')).body.code).toBe('no-session')
    expect((await enter(hoede.visitor(), truus)).body.code).toBe('sign-in-failed')
    const token = new URL(invitation.link).hash.slice(1)
    expect((await hoede.visitor().post('/api/invitation', { token })).body.code).toBe('invitation-invalid')
    expect((await karin.get(`/api/people/${truus.id}`)).body).toMatchObject({
      secondFactor: false,
      invitationUntil: null,
    })

    // Typed as people do: small letters, spaces, an O for a zero and an L for a one.
    const typed = letter.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect((await look(` ${truus.userName.toUpperCase()} `, typed)).body).toMatchObject({
      name: 'Truus van Dam',
      userName: truus.userName,
      expiresAt: letter.expiresAt,
    })
    const visitor = hoede.visitor()
    const accepted = await accept(truus.userName, letter.code, chosen, visitor)
    expect(accepted.body).toMatchObject({ step: 'enrolment', factors: [], name: 'Truus' })
    expect((await visitor.get('/api/me')).body.code).toBe('no-session')
    const { body: enrolment } = await visitor.post('/api/sign-in/enrolment')
    expect(enrolment.secret).not.toBe(truus.key)
    await visitor.post('/api/sign-in/enrolment/confirm', { code: codeOf(enrolment.secret) })
    expect((await visitor.get('/api/me')).body.person.id).toBe(truus.id)
    // The phone that is lost is worth nothing.
    const again = hoede.visitor()
    await enter(again, truus, chosen)
    await forgetStep(truus)
    expect((await again.post('/api/sign-in/totp', { code: codeOf(truus.key) })).body.code).toBe('wrong-code')
    expect(
      (await karin.get('/api/resets')).body.items.find((each: { id: string }) => each.id === asked.body.id),
    ).toMatchObject({ state: 'used', approvedBy: { id: second.id, name: 'Truus van Dam' } })

    expect((await logOf(people.karin, 'reset.request')).at(-1)).toMatchObject({
      outcome: 'success',
      detail: { reset: asked.body.id },
    })
    expect((await logOf(second.id, 'reset.approve')).at(-1)).toMatchObject({ outcome: 'success' })
    expect((await logOf(truus.id, 'sign-in.reset')).map((row) => row.detail)).toEqual([
      { accepted: false },
      { accepted: true },
    ])
    const everything = JSON.stringify([
      (await database.query('select * from audit_event')).rows,
      (await database.query('select * from sign_in_reset')).rows,
    ])
    for (const secret of [letter.code, letter.code.replaceAll('-', '').toLowerCase(), chosen])
      expect(everything).not.toContain(secret)
  })

  it('is told to the person by mail, when it is asked and when it was used', async () => {
    const truus = await employee()
    await database.query(`update person set email = 'truus@linde.example' where id = $1`, [truus.id])
    const letter = await letterFor(truus)
    await accept(truus.userName, letter.code)
    const { rows } = await database.query(
      'select id, purpose, kind, recipient_sealed, body_sealed from message where person_id = $1 order by created_at, id',
      [truus.id],
    )
    expect(rows.map((row) => [row.purpose, row.kind])).toEqual([
      ['reset-requested', 'mail'],
      ['reset-done', 'mail'],
    ])
    const { seal } = await keysOf(hoede.environment())
    expect(unseal(seal, rows[0].recipient_sealed, rows[0].id)).toBe('truus@linde.example')
    if (rows[0].body_sealed) {
      const text = unseal(seal, rows[0].body_sealed, rows[0].id)
      expect(text).toContain('Karin Bakker heeft gevraagd om je aanmelding')
      expect(text).not.toContain('http')
    }
    // Without an address there is nothing to send to, and it goes on all the same.
    expect((await letterFor(await employee())).code).toBeDefined()
  })

  it('is never of one person alone, nor for oneself', async () => {
    const truus = await employee()
    const { body } = await ask(truus)
    const own = await approve(body.id, karin)
    expect([...short(own), own.body.detail]).toEqual([403, 'not-allowed', 'Hier is een tweede collega voor nodig.'])
    expect(short(await karin.post(`/api/people/${people.karin}/reset`, { reason: 'x' }))).toEqual([403, 'not-allowed'])
    const about = await ask(second)
    expect(short(await approve(about.body.id))).toEqual([403, 'not-allowed'])
    expect((await second.visitor.get('/api/me')).status).toBe(200)
    expect((await logOf(second.id, 'reset.approve')).at(-1)).toMatchObject({ outcome: 'refused' })
    await karin.post(`/api/resets/${about.body.id}/withdraw`)
    for (const name of ['peter', 'fatima', 'anna'] as const) {
      const visitor = await hoede.as(name)
      expect(short(await visitor.post(`/api/people/${truus.id}/reset`, { reason: 'x' }))).toEqual([403, 'not-allowed'])
      expect(short(await approve(body.id, visitor))).toEqual([403, 'not-allowed'])
      expect(short(await visitor.post(`/api/resets/${body.id}/withdraw`))).toEqual([403, 'not-allowed'])
    }
    expect((await enter(hoede.visitor(), truus)).status).toBe(200)
    // The old way of one person is gone.
    expect((await karin.post(`/api/people/${truus.id}/second-factor/reset`)).status).toBe(404)
  })

  it('is approved once, of two at the same moment too', async () => {
    const third = await manager()
    const { body } = await ask(await employee())
    const answers = await Promise.all([approve(body.id), approve(body.id, third.visitor)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect(short(await approve(body.id))).toEqual([409, 'reset-closed'])
    expect(short(await approve(newId()))).toEqual([404, 'not-found'])
    expect(short(await approve('geen-id'))).toEqual([400, 'invalid-input'])
  })

  it('runs once at a time for a person, and the same request sent twice is one', async () => {
    const truus = await employee()
    const id = newId()
    const first = await ask(truus, 'Telefoon kwijt', id)
    expect((await ask(truus, 'Telefoon kwijt', id)).body).toEqual(first.body)
    const another = await ask(truus, 'Nog een keer')
    expect([...short(another), another.body.detail]).toEqual([
      409,
      'already-exists',
      'Er loopt al een herstel voor deze medewerker.',
    ])
    expect(short(await ask(truus, 'Iets anders', id))).toEqual([409, 'already-exists'])
    expect((await ask(truus, '   ')).status).toBe(400)
    expect((await ask(truus, '')).status).toBe(400)
    expect((await ask(truus, 'x'.repeat(501))).status).toBe(413)
    expect(short(await ask({ id: newId() }))).toEqual([404, 'not-found'])
    const withdrawn = await second.visitor.post(`/api/resets/${id}/withdraw`)
    expect(withdrawn.body.state).toBe('withdrawn')
    expect(short(await second.visitor.post(`/api/resets/${id}/withdraw`))).toEqual([409, 'reset-closed'])
    expect(short(await approve(id))).toEqual([409, 'reset-closed'])
    expect((await ask(truus)).status).toBe(201)
  })

  it('waits three days for the second, and its letter works for seven', async () => {
    const truus = await employee()
    const { body: old } = await ask(truus)
    await database.query('update sign_in_reset set expires_at = now() where id = $1', [old.id])
    expect(short(await approve(old.id))).toEqual([409, 'reset-closed'])
    // Room for another one.
    const letter = await letterFor(truus)
    const { body: list } = await karin.get('/api/resets')
    expect(list.items.find((each: { id: string }) => each.id === old.id)).toMatchObject({
      state: 'expired',
      mayApprove: false,
    })
    await database.query('update sign_in_reset set expires_at = now() where person_id = $1', [truus.id])
    expect(short(await look(truus.userName, letter.code))).toEqual([401, 'reset-invalid'])
    expect(short(await accept(truus.userName, letter.code))).toEqual([401, 'reset-invalid'])
  })

  it('is withdrawn also when the letter is on its way, and for who left', async () => {
    const truus = await employee()
    const { body } = await ask(truus)
    const { body: letter } = await approve(body.id)
    await karin.post(`/api/resets/${body.id}/withdraw`)
    expect(short(await accept(truus.userName, letter.code))).toEqual([401, 'reset-invalid'])
    const leaver = await employee()
    const other = await letterFor(leaver)
    const waiting = await employee()
    const { body: waits } = await ask(waiting)
    await database.query('update person set employed_until = now() where id = any ($1)', [[leaver.id, waiting.id]])
    expect(short(await accept(leaver.userName, other.code))).toEqual([401, 'reset-invalid'])
    expect(short(await approve(waits.id))).toEqual([422, 'person-left'])
    expect(short(await ask(leaver))).toEqual([422, 'person-left'])
  })

  it('is not used up by a password that is refused, works once, and for one of two at the same moment', async () => {
    const truus = await employee()
    const letter = await letterFor(truus)
    expect(short(await accept(truus.userName, letter.code, 'kort'))).toEqual([422, 'password-too-short'])
    expect(short(await accept(truus.userName, letter.code, 'Welkom2026!!'))).toEqual([422, 'password-too-common'])
    const answers = await Promise.all([1, 2, 3].map(() => accept(truus.userName, letter.code)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(short(await accept(truus.userName, letter.code))).toEqual([401, 'reset-invalid'])
  })

  it('belongs to one name in one environment', async () => {
    const [truus, other] = [await employee(), await employee()]
    const [letter, otherLetter] = [await letterFor(truus), await letterFor(other)]
    expect(short(await accept(truus.userName, otherLetter.code))).toEqual([401, 'reset-invalid'])
    expect(
      short(await hoede.visitor('horizon').post('/api/sign-in/reset', { userName: truus.userName, code: letter.code })),
    ).toEqual([401, 'reset-invalid'])
    expect((await accept(truus.userName, letter.code)).status).toBe(200)
  })

  // Times on a machine that does other work too: what is really quicker is so every time.
  it('says the same of an unknown name and one without a letter, after the same work, and holds back who guesses', {
    retry: 2,
  }, async () => {
    const withLetter = await employee()
    await letterFor(withLetter)
    const without = await employee()
    const names = [withLetter.userName, without.userName, `niemand-${newId().slice(-6)}`]
    const answers = []
    const took = names.map(() => Number.POSITIVE_INFINITY)
    for (let round = 0; round < 10; round++) {
      await database.query('delete from sign_in_brake')
      for (const [index, userName] of names.entries()) {
        const visitor = hoede.visitor()
        await visitor.get('/api/environment')
        const code = round % 3 === 0 ? 'geen code, iets anders' : 'AAAA-BBBB-CCCC-DDDD'
        const start = performance.now()
        const answer = await visitor.post('/api/sign-in/reset', { userName, code })
        took[index] = Math.min(took[index]!, performance.now() - start)
        const { traceId: _, ...body } = answer.body
        answers.push({ status: answer.status, body })
      }
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'reset-invalid' } })
    expect(Math.max(...took) / Math.min(...took)).toBeLessThan(2.5)
    await database.query('delete from sign_in_brake')
    for (const userName of names) {
      for (let attempt = 0; attempt < 5; attempt++) await look(userName, 'AAAA-BBBB-CCCC-DDDD')
      expect(short(await look(userName, 'AAAA-BBBB-CCCC-DDDD'))).toEqual([429, 'sign-in-blocked'])
    }
    const log = await logOf(withLetter.id, 'sign-in.reset')
    expect(log.map((row) => row.problem)).toEqual([...Array<string>(15).fill('reset-invalid'), 'sign-in-blocked'])
    await releaseBrakes()
  })

  it('leaves who somebody is at a provider as it was', async () => {
    const truus = await employee()
    const provider = newId()
    await database.query(
      `insert into identity_provider (id, name, preset, issuer, oidc_client_id, client_authentication, mapping, request, state)
       values ($1, 'Entra', 'entra-v2', 'https://login.example', 'hoede', 'client_secret_basic', '{}', '{}', 'on')`,
      [provider],
    )
    await database.query(
      `insert into identity (id, person_id, provider_id, issuer, subject, linked_by)
       values ($1, $2, $3, 'https://login.example', 'truus', $2)`,
      [newId(), truus.id, provider],
    )
    await letterFor(truus)
    const { rows } = await database.query('select ended_at from identity where person_id = $1', [truus.id])
    expect(rows).toEqual([{ ended_at: null }])
  })

  it('can have the supplier as the second, and then stands in the log under its name', async () => {
    const truus = await employee()
    const bySupplier = (person: Employee) =>
      hoede.environments.transact(hoede.environment().id, (tx) =>
        approveResetOf(tx, 'hoede cli (test)', person.id, 'linde.localhost'),
      )
    await expect(bySupplier(truus)).rejects.toMatchObject({ code: 'reset-closed' })
    await ask(truus)
    const letter = await bySupplier(truus)
    expect(letter.address).toBe('https://linde.localhost/herstel')
    await expect(bySupplier(truus)).rejects.toMatchObject({ code: 'reset-closed' })
    expect((await accept(truus.userName, letter.code)).body.step).toBe('enrolment')
    const { rows } = await database.query(
      `select supplier, outcome, person_id from audit_event where event = 'reset.approve' and object_id = $1`,
      [truus.id],
    )
    expect(rows).toEqual([{ supplier: 'hoede cli (test)', outcome: 'success', person_id: null }])
    const { body } = await karin.get('/api/resets')
    expect(body.items.find((each: { person: { id: string } }) => each.person.id === truus.id)).toMatchObject({
      state: 'used',
      approvedBy: null,
    })
  })
})
