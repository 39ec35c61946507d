import * as contract from '@hoede/contract'
import { newToken } from '../../../platform/crypto/tokens.ts'
import { type Endpoint, reads, writes } from '../../../platform/http/endpoint.ts'
import { goOn, goOnWithSheet } from '../steps/go-on.ts'
import { signInWays } from '../steps/ways.ts'
import * as steps from './factor-steps.ts'

const Empty = contract.Strict({})
const ownRows = { handler: 'the handler writes its own rows' } as const
const challengeOnly = { none: 'only makes a challenge: what is done with it is logged' } as const
const atSignIn = { permission: 'public', scope: 'none' } as const

/** The second factors of a sign-in besides the authenticator app, and a sign-in with a passkey alone. */
const stepRoutes: Endpoint[] = [
  reads({
    path: '/sign-in/ways',
    summary: 'The ways to sign in here, and who can come back to this shared computer',
    ...atSignIn,
    audit: { none: 'what the sign-in page shows to everybody in front of it' },
    answer: contract.SignInWays,
    handler: (call) => signInWays(call.tx, call.caller),
  }),
  writes({
    path: '/sign-in/phone/send',
    summary: 'Sends a code to one of the phones of who is signing in',
    ...atSignIn,
    audit: ownRows,
    body: contract.CodeToPhone,
    answer: contract.PhoneCodeSent,
    handler(call) {
      call.sendMessages()
      return steps.sendSignInCode(call.tx, call.caller, call.environment, call.body)
    },
  }),
  writes({
    path: '/sign-in/phone',
    summary: 'The second factor: a code that was sent to a phone in this session',
    ...atSignIn,
    audit: ownRows,
    body: contract.SixDigits,
    answer: contract.SignInState,
    async handler(call) {
      const reached = await steps.enterPhoneCode(call.tx, call.caller, call.body.code)
      return goOn(call, reached)
    },
  }),
  writes({
    path: '/sign-in/passkey/options',
    summary: 'What a browser needs to prove a passkey as the second factor',
    ...atSignIn,
    audit: challengeOnly,
    body: Empty,
    answer: contract.PasskeyOptions,
    handler: (call) => steps.passkeyStepOptions(call.tx, call.caller, call.environment),
  }),
  writes({
    path: '/sign-in/passkey',
    summary: 'The second factor: a passkey or security key',
    ...atSignIn,
    audit: ownRows,
    body: contract.PasskeyResponse,
    answer: contract.SignInState,
    async handler(call) {
      const response = call.body.response as Record<string, unknown>
      const reached = await steps.enterPasskey(call.tx, call.caller, call.environment, response)
      return goOn(call, reached)
    },
  }),
  writes({
    path: '/sign-in/whole/options',
    summary: 'What a browser needs to sign in with a passkey alone',
    ...atSignIn,
    audit: challengeOnly,
    body: Empty,
    answer: contract.PasskeyOptions,
    handler(call) {
      const visit = call.caller.visit ?? newToken()
      call.setCookie('visit', visit)
      return steps.passkeyAloneOptions(call.tx, call.caller, call.environment, visit)
    },
  }),
  writes({
    path: '/sign-in/whole',
    summary: 'A whole sign-in: a passkey that verified its user',
    ...atSignIn,
    audit: ownRows,
    body: contract.PasskeyResponse,
    answer: contract.SignInState,
    async handler(call) {
      const response = call.body.response as Record<string, unknown>
      const reached = await steps.enterPasskeyAlone(call.tx, call.caller, call.environment, response)
      return goOn(call, reached)
    },
  }),
]

/** Registering the first second factor of somebody who is signing in. */
const enrolmentRoutes: Endpoint[] = [
  writes({
    path: '/sign-in/enrolment/phone',
    summary: 'Begins to register a phone: sends it a code',
    ...atSignIn,
    audit: ownRows,
    body: contract.PhoneRequest,
    answer: contract.PhoneCodeSent,
    handler(call) {
      call.sendMessages()
      return steps.beginPhoneEnrolment(call.tx, call.caller, call.environment, call.body)
    },
  }),
  writes({
    path: '/sign-in/enrolment/phone/confirm',
    summary: 'Registers the phone by the code that was sent to it; shows the recovery codes, once',
    slow: true,
    ...atSignIn,
    audit: ownRows,
    body: contract.SixDigits,
    answer: contract.RecoveryCodes,
    async handler(call) {
      const reached = await steps.confirmPhoneEnrolment(call.tx, call.caller, call.environment, call.body.code)
      call.sendMessages()
      return goOnWithSheet(call, reached)
    },
  }),
  writes({
    path: '/sign-in/enrolment/passkey/options',
    summary: 'What a browser needs to make a passkey',
    ...atSignIn,
    audit: challengeOnly,
    body: Empty,
    answer: contract.PasskeyOptions,
    handler: (call) => steps.passkeyEnrolmentOptions(call.tx, call.caller, call.environment),
  }),
  writes({
    path: '/sign-in/enrolment/passkey',
    summary: 'Registers the passkey that was made; shows the recovery codes, once',
    slow: true,
    ...atSignIn,
    audit: ownRows,
    body: contract.PasskeyRegistration,
    answer: contract.RecoveryCodes,
    async handler(call) {
      const request = { ...call.body, response: call.body.response as Record<string, unknown> }
      const reached = await steps.confirmPasskeyEnrolment(call.tx, call.caller, call.environment, request)
      call.sendMessages()
      return goOnWithSheet(call, reached)
    },
  }),
]

export const factorRoutes: Endpoint[] = [...stepRoutes, ...enrolmentRoutes]
