import { describe, expect, it } from 'vitest'
import { endpoints } from '../../packages/server/src/app.ts'
import { newId } from '../../packages/server/src/platform/crypto/ids.ts'
import { newToken } from '../../packages/server/src/platform/crypto/tokens.ts'
import { codeOf, type Employee, employees } from '../../packages/server/test/support/employees.ts'
import { startTestHoede, type Visitor } from '../../packages/server/test/support/hoede.ts'
import { units } from '../../packages/server/test/support/organisation.ts'
import { phones } from '../../packages/server/test/support/phones.ts'
import { ask, short } from './attacker.ts'

const pin = '739154'

/** Somebody stood behind her at the ward computer and saw the short code. */
describe('a short code that somebody saw', async () => {
  const hoede = await startTestHoede()
  const { employee, enter, forgetStep, releaseBrakes } = await employees(hoede)
  const { lastCode } = await phones(hoede)

  async function wardComputer(): Promise<{ visitor: Visitor; truus: Employee }> {
    const visitor = await hoede.as('karin')
    await visitor.post('/api/devices', { name: `Zusterpost ${newId().slice(-6)}`, unitId: units.berkenhof2 })
    await visitor.post('/api/sign-out')
    const truus = await employee()
    await enter(visitor, truus)
    await visitor.post('/api/sign-in/totp', { code: codeOf(truus.key) })
    expect((await visitor.post('/api/me/pin', { pin })).status).toBe(200)
    await visitor.post('/api/sign-out')
    return { visitor, truus }
  }
  const comeBack = (visitor: Visitor, person: { id: string }, given = pin) =>
    visitor.post('/api/sign-in/reentry', { personId: person.id, pin: given })

  // Defence: the computer is the second kind of proof. The code alone, which anybody behind her saw, is nothing elsewhere.
  it('works on that computer only', async () => {
    const { visitor, truus } = await wardComputer()
    const { visitor: otherComputer } = await wardComputer()
    const cookie = '__Host-hoede-computer'
    for (const token of [undefined, newToken(), otherComputer.cookies[cookie], visitor.cookies[cookie]!.slice(0, 42)]) {
      const elsewhere = hoede.visitor()
      if (token) elsewhere.cookies[cookie] = token
      expect(short(await comeBack(elsewhere, truus))).toEqual([401, 'reentry-ended'])
      await releaseBrakes()
    }
    expect((await comeBack(visitor, truus)).body.step).toBe('complete')
  })

  // Defence: three tries, whichever browser with the cookie they come from, and then the ordinary sign-in.
  it('is not had by guessing either', async () => {
    const { visitor, truus } = await wardComputer()
    const copy = hoede.visitor('linde', '127.32.0.1')
    copy.cookies = { ...visitor.cookies }
    const guesses = ['480672', '591846', '620385', '804613'].map((each, n) =>
      comeBack(n % 2 ? copy : visitor, truus, each),
    )
    for (const answer of await Promise.all(guesses)) expect(answer.status).not.toBe(200)
    for (const guess of ['917362', '205817', '638104']) {
      await releaseBrakes()
      expect((await comeBack(copy, truus, guess)).status).toBe(401)
    }
    await releaseBrakes()
    expect(short(await comeBack(visitor, truus))).toEqual([401, 'reentry-ended'])
  })

  // Defence: a session of a short code proves nothing afresh. Whoever saw the code would add a factor and keep the account.
  it('adds no factor, renews no code and shows no sheet', async () => {
    const { visitor, truus } = await wardComputer()
    expect((await comeBack(visitor, truus)).body.step).toBe('complete')
    const ownAndFresh = endpoints.filter((each) => each.fresh && each.permission === 'signed-in')
    expect(ownAndFresh.length).toBeGreaterThan(6)
    for (const endpoint of ownAndFresh) {
      const answer = await ask(visitor, endpoint)
      expect([endpoint.path, ...short(answer)]).toEqual([endpoint.path, 403, 'proof-needed'])
    }
    expect(short(await visitor.post('/api/me/pin', { pin: '480672' }))).toEqual([409, 'not-shared-computer'])
    // With a factor of her own she can.
    await forgetStep(truus)
    expect((await visitor.post('/api/me/proof/totp', { code: codeOf(truus.key) })).status).toBe(200)
    expect((await visitor.post('/api/me/factors/phone', { number: '06 53 00 00 02' })).status).toBe(200)
    expect(await lastCode(truus.id)).toMatch(/^\d{6}$/)
  })
})
