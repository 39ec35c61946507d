import { signInSteps } from '@hoede/contract'
import { expect, it } from 'vitest'
import { type Account, type Factor, isTwoFactor, nextStep, steps } from './steps.ts'

const registered: Account = { choices: [{ method: 'totp' }, { method: 'recovery-code' }], usable: true }
const fresh: Account = { choices: [], usable: false }
/** What was registered is not allowed any more. */
const outdated: Account = { choices: [{ method: 'sms' }], usable: false }

it('has the steps that the contract names, in that order', () => {
  expect(steps.map((step) => step.name)).toEqual([...signInSteps])
})

it('asks for the second factor after the password, and for a factor to register when there is none', () => {
  expect(nextStep(['password'], registered).name).toBe('second-factor')
  expect(nextStep(['password'], fresh).name).toBe('enrolment')
  expect(nextStep([], fresh).name).toBe('enrolment')
})

it('lets a factor that is not allowed any more in once, to register one that is', () => {
  expect(nextStep(['password'], outdated).name).toBe('second-factor')
  expect(nextStep(['password', 'sms'], outdated).name).toBe('enrolment')
  expect(nextStep(['password', 'sms'], { ...outdated, usable: true }).name).toBe('complete')
})

it('takes single sign-on that proved one factor for one factor', () => {
  expect(nextStep(['provider'], registered).name).toBe('second-factor')
  expect(nextStep(['provider'], fresh).name).toBe('enrolment')
  expect(nextStep(['provider-two'], fresh).name).toBe('complete')
})

it('takes the short code only with the computer that it belongs to', () => {
  expect(isTwoFactor(['pin'])).toBe(false)
  expect(isTwoFactor(['shared-computer'])).toBe(false)
  expect(nextStep(['pin', 'shared-computer'], fresh).name).toBe('complete')
})

it('is complete with two different kinds of proof only, whatever was proven and registered', () => {
  const all: Factor[] = ['password', 'totp', 'sms', 'voice', 'passkey', 'recovery-code', 'provider', 'pin']
  const sets = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_factor, at) => bits & (1 << at)))
  for (const account of [registered, fresh, outdated, { ...registered, usable: false }]) {
    for (const proven of sets) {
      const { name } = nextStep(proven, account)
      if (name !== 'complete') continue
      const know = proven.some((factor) => ['password', 'provider', 'pin'].includes(factor))
      const have = proven.some((factor) => !['password', 'provider', 'pin'].includes(factor))
      expect([know, have]).toEqual([true, true])
    }
  }
  expect(isTwoFactor(['totp', 'recovery-code', 'sms', 'voice', 'passkey'])).toBe(false)
  expect(isTwoFactor(['password', 'password', 'provider', 'pin'])).toBe(false)
  expect(isTwoFactor(['passkey-verified'])).toBe(true)
})
