import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../test/support/employees.ts'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { singleSignOn } from '../../../test/support/single-sign-on.ts'

const twoFactors = (claims: object) => ({ ...claims, amr: ['pwd', 'otp'] })

describe('signing in at a provider', async () => {
  const hoede = await startTestHoede({ outboundTimeout: 1_500 })
  const world = await singleSignOn(hoede)
  const { idp, id } = await world.running()
  const truus = await world.linked(id, 'truus')

  it('lets somebody in whom an approved provider proved with two factors', async () => {
    idp.claims = twoFactors
    const visitor = hoede.visitor()
    const outcome = await world.signIn(visitor, idp, id)
    expect(outcome.body).toEqual({ purpose: 'sign-in', trialId: null })
    expect((await visitor.get('/api/me')).body.person.id).toBe(truus.id)
    expect(await world.lastLog('sign-in.provider')).toMatchObject({
      outcome: 'success',
      personId: truus.id,
      detail: {
        provider: id,
        twoFactors: true,
        values: [
          { claim: 'amr', value: 'pwd', class: 'know' },
          { claim: 'amr', value: 'otp', class: 'have' },
        ],
      },
    })
  })
})
