import { describe, expect, it } from 'vitest'
import { codeOf, employees, wrongCode } from '../../../../test/support/employees.ts'
import { startTestHoede } from '../../../../test/support/hoede.ts'
import { phones } from '../../../../test/support/phones.ts'
import { tellOfSignIns } from './warnings.ts'

/** ASVS 5.0 V6.3.5: attempts that may not be somebody's own. */
describe('being told of signing in', async () => {
  const hoede = await startTestHoede()
  const { database, employee, enter, signedIn, forgetStep, releaseBrakes } = await employees(hoede)
  const { messagesTo } = await phones(hoede)
  const tell = () => tellOfSignIns(hoede.environments, hoede.environment())

  async function reachable() {
    const person = await employee()
    await database.query(`update person set email = 'truus@linde.example' where id = $1`, [person.id])
    return person
  }
  const subjectsTo = async (personId: string) => (await messagesTo(personId)).map(({ subject }) => subject)

  it('comes after five failures in a quarter of an hour, once, and is logged', async () => {
    const truus = await reachable()
    const guesser = hoede.visitor()
    for (let tries = 0; tries < 4; tries += 1) await enter(guesser, truus, 'fietspomp onder de zon')
    expect(await tell()).toBe(0)
    await enter(guesser, truus, 'fietspomp onder de zon')
    expect(await tell()).toBe(1)
    const [mail] = await messagesTo(truus.id)
    expect(mail).toMatchObject({ recipient: 'truus@linde.example', purpose: 'sign-in-guessed' })
    expect(mail!.body).toContain('5 keer vergeefs')
    expect(mail!.body).not.toContain('Het wachtwoord was daarbij goed')
    await enter(guesser, truus, 'fietspomp onder de zon')
    expect(await tell()).toBe(0)
    const { rows } = await database.query(
      `select supplier, person_id, detail from audit_event where event = 'session.warned' and object_id = $1`,
      [truus.id],
    )
    expect(rows).toEqual([{ supplier: 'hoede', person_id: null, detail: { kind: 'guessed' } }])
  })

  it('says so when the password was right', async () => {
    const truus = await reachable()
    const thief = hoede.visitor()
    await enter(thief, truus)
    for (let tries = 0; tries < 5; tries += 1) {
      await releaseBrakes()
      await thief.post('/api/sign-in/totp', { code: wrongCode(truus.key) })
    }
    expect(await tell()).toBe(1)
    expect((await messagesTo(truus.id))[0]!.body).toContain('Het wachtwoord was daarbij goed')
  })

  it('comes after signing in with another network and another browser, not for the first time or with one of them', async () => {
    const truus = await reachable()
    await signedIn(truus)
    expect(await tell()).toBe(0)
    const comesIn = async (from: string, browser?: string) => {
      await forgetStep(truus)
      await releaseBrakes()
      const visitor = hoede.visitor('linde', from)
      const headers = browser ? { 'user-agent': browser } : {}
      const body = { userName: truus.userName, password: 'fietspomp onder de maan' }
      await visitor.post('/api/sign-in', body, headers)
      expect((await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key) }, headers)).status).toBe(200)
    }
    await comesIn('127.0.0.9')
    expect(await tell()).toBe(0)
    await comesIn('127.0.0.77', 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0')
    expect(await tell()).toBe(1)
    expect(await tell()).toBe(0)
    const [mail] = await messagesTo(truus.id)
    expect(mail!.subject).toBe('Er is aangemeld vanaf een nieuwe plek')
    expect(mail!.body).toContain('buiten de eigen netwerken, met Firefox op Windows.')
    await comesIn('127.0.0.77', 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0')
    expect(await tell()).toBe(0)
  })

  it('reaches nobody without an address, and leaves no row for them', async () => {
    const truus = await employee()
    const guesser = hoede.visitor()
    for (let tries = 0; tries < 6; tries += 1) {
      await releaseBrakes()
      await enter(guesser, truus, 'fietspomp onder de zon')
    }
    expect(await tell()).toBe(0)
    expect(await subjectsTo(truus.id)).toEqual([])
  })
})
