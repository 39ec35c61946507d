import { signInSteps } from '@hoede/contract'
import { expect, it } from 'vitest'
import { type Account, type Factor, isTwoFactor, nextStep, steps } from './steps.ts'

const coupled: Account = { totp: true, recoveryCodes: 3 }
const fresh: Account = { totp: false, recoveryCodes: 0 }

it('has the steps that the contract names, in that order', () => {
  expect(steps.map((step) => step.name)).toEqual([...signInSteps])
})

it('asks for the second factor after the password, with what the account has', () => {
  const step = nextStep(['password'], coupled)
  expect([step.name, step.factors(coupled)]).toEqual(['second-factor', ['totp', 'recovery-code']])
  expect(step.factors({ ...coupled, recoveryCodes: 0 })).toEqual(['totp'])
})

it('couples an authenticator first when there is none', () => {
  expect(nextStep(['password'], fresh).name).toBe('enrolment')
  expect(nextStep([], fresh).name).toBe('enrolment')
})

it('is complete with two different kinds of proof only', () => {
  expect(nextStep(['password', 'totp'], coupled).name).toBe('complete')
  expect(nextStep(['password', 'recovery-code'], coupled).name).toBe('complete')
  const all: Factor[] = ['password', 'totp', 'recovery-code']
  for (const account of [coupled, fresh, { totp: true, recoveryCodes: 0 }]) {
    for (const proven of [[], ['password'], ['totp'], ['totp', 'recovery-code'], all] as Factor[][]) {
      const { name } = nextStep(proven, account)
      if (name === 'complete') expect(isTwoFactor(proven)).toBe(true)
    }
  }
  expect(isTwoFactor(['totp', 'recovery-code'])).toBe(false)
  expect(isTwoFactor(['password', 'password'])).toBe(false)
})
