import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../../platform/http/endpoint.ts'
import {
  listOwnFactors,
  preferFactor,
  proofOptions,
  provePasskey,
  provePhoneCode,
  proveRecoveryCode,
  proveTotp,
  renameFactor,
  sendCodeToPhone,
  siteOf,
} from '../../factors/public.ts'
import { sendLogged } from './factor-steps.ts'
import * as own from './own-factors.ts'
import { findOwner, proveAgain } from './proofs.ts'

const Empty = contract.Strict({})
const FactorId = contract.Strict({ factorId: contract.Id })
const FreshUntil = contract.Type.Object({ freshUntil: contract.Moment })
const ownRows = { handler: 'the handler writes its own rows' } as const
const challengeOnly = { none: 'only makes a challenge: what is done with it is logged' } as const
const ofOneself = { permission: 'signed-in', scope: 'none' } as const

/** The second factors of who is signed in. */
const ownFactorRoutes: Endpoint[] = [
  reads({
    path: '/me/factors',
    summary: 'The own second factors',
    ...ofOneself,
    audit: { none: 'somebody about themselves' },
    answer: contract.OwnFactors,
    handler: (call) => listOwnFactors(call.tx, call),
  }),
  writes({
    path: '/me/factors/preferred',
    summary: 'Which second factor is asked first, and for a phone how its code comes',
    ...ofOneself,
    audit: { event: 'factor.prefer', action: 'U', part: 'sign-in' },
    body: contract.PreferredFactor,
    answer: contract.OwnFactors,
    async handler(call) {
      call.note({ objectId: call.body.id })
      await preferFactor(call.tx, call.personId, call.body)
      return listOwnFactors(call.tx, call)
    },
  }),
  writes({
    path: '/me/factors/totp',
    summary: 'The key of an authenticator to register; asked again in the same session it is the same key',
    ...ofOneself,
    fresh: true,
    audit: { none: 'nothing is registered until its first code was right' },
    body: Empty,
    answer: contract.NewTotp,
    handler: (call) => own.beginOwnTotp(call),
  }),
  writes({
    path: '/me/factors/totp/confirm',
    summary: 'Registers the authenticator by its first code',
    ...ofOneself,
    audit: ownRows,
    body: contract.NewTotpConfirm,
    answer: contract.OwnFactors,
    handler(call) {
      call.sendMessages()
      return own.confirmOwnTotp(call, call.body)
    },
  }),
  writes({
    path: '/me/factors/phone',
    summary: 'Begins to register a phone: sends it a code',
    ...ofOneself,
    fresh: true,
    audit: ownRows,
    body: contract.PhoneRequest,
    answer: contract.PhoneCodeSent,
    handler(call) {
      call.sendMessages()
      return own.beginOwnPhone(call, call.body)
    },
  }),
  writes({
    path: '/me/factors/phone/confirm',
    summary: 'Registers the phone by the code that was sent to it',
    ...ofOneself,
    audit: ownRows,
    body: contract.SixDigits,
    answer: contract.OwnFactors,
    handler(call) {
      call.sendMessages()
      return own.confirmOwnPhone(call, call.body.code)
    },
  }),
  writes({
    path: '/me/factors/passkey/options',
    summary: 'What a browser needs to make a passkey',
    ...ofOneself,
    fresh: true,
    audit: challengeOnly,
    body: Empty,
    answer: contract.PasskeyOptions,
    handler: (call) => own.ownPasskeyOptions(call),
  }),
  writes({
    path: '/me/factors/passkey',
    summary: 'Registers the passkey that was made',
    ...ofOneself,
    audit: ownRows,
    body: contract.PasskeyRegistration,
    answer: contract.OwnFactors,
    handler(call) {
      call.sendMessages()
      const { name, response } = call.body
      return own.confirmOwnPasskey(call, { name, response: response as Record<string, unknown> })
    },
  }),
  writes({
    path: '/me/factors/:factorId',
    summary: 'Gives one of the own second factors another name',
    ...ofOneself,
    audit: { event: 'factor.name', action: 'U', part: 'sign-in' },
    params: FactorId,
    body: contract.FactorName,
    answer: contract.OwnFactors,
    async handler(call) {
      call.note({ objectId: call.params.factorId })
      await renameFactor(call.tx, call.personId, call.params.factorId, call.body.name)
      return listOwnFactors(call.tx, call)
    },
  }),
  writes({
    path: '/me/factors/:factorId/remove',
    summary: 'Removes one of the own second factors, but not the last one; other sessions end',
    ...ofOneself,
    fresh: true,
    audit: { event: 'factor.remove', action: 'D', part: 'sign-in' },
    params: FactorId,
    body: Empty,
    answer: contract.OwnFactors,
    handler(call) {
      call.sendMessages()
      call.note({ objectId: call.params.factorId })
      return own.removeOwnFactor(call, call.params.factorId, (detail) => call.note({ detail }))
    },
  }),
  writes({
    path: '/me/recovery-codes',
    summary: 'Ten new recovery codes; the old ones stop working',
    slow: true,
    ...ofOneself,
    fresh: true,
    audit: { event: 'recovery-codes.renew', action: 'U', part: 'sign-in' },
    body: Empty,
    answer: contract.RecoveryCodes,
    handler(call) {
      call.sendMessages()
      return own.newOwnRecoveryCodes(call)
    },
  }),
]

/** Proving a second factor again: before a change that asks for it, and to see whether the factor works. */
const proofRoutes: Endpoint[] = [
  writes({
    path: '/me/proof/totp',
    summary: 'Proves the second factor again: a code of the authenticator app',
    ...ofOneself,
    audit: ownRows,
    body: contract.SixDigits,
    answer: FreshUntil,
    handler({ tx, caller, personId, sessionId, body }) {
      const by = { method: 'totp', event: 'proof.totp' } as const
      return proveAgain(tx, caller, { personId, sessionId }, by, (person) => proveTotp(tx, person, body.code))
    },
  }),
  writes({
    path: '/me/proof/recovery',
    summary: 'Proves the second factor again: a code of the printed sheet, which is then used up',
    slow: true,
    ...ofOneself,
    audit: ownRows,
    body: contract.RecoveryRequest,
    answer: FreshUntil,
    handler({ tx, caller, personId, sessionId, body }) {
      const by = { method: 'recovery-code', event: 'proof.recovery' } as const
      return proveAgain(tx, caller, { personId, sessionId }, by, () => proveRecoveryCode(tx, personId, body.code))
    },
  }),
  writes({
    path: '/me/proof/phone/send',
    summary: 'Sends a code to one of the own phones',
    ...ofOneself,
    audit: ownRows,
    body: contract.CodeToPhone,
    answer: contract.PhoneCodeSent,
    async handler(call) {
      call.sendMessages()
      const who = { personId: call.personId, sessionId: call.sessionId }
      const person = await findOwner(call.tx, who)
      return sendLogged(call.tx, call.caller, who, () =>
        sendCodeToPhone(call.tx, who, person, call.environment, call.body),
      )
    },
  }),
  writes({
    path: '/me/proof/phone',
    summary: 'Proves the second factor again: a code that was sent to a phone in this session',
    ...ofOneself,
    audit: ownRows,
    body: contract.SixDigits,
    answer: FreshUntil,
    handler({ tx, caller, personId, sessionId, body }) {
      const by = { method: 'phone', event: 'proof.phone' } as const
      const who = { personId, sessionId }
      return proveAgain(tx, caller, who, by, (person) => provePhoneCode(tx, who, person, body.code))
    },
  }),
  writes({
    path: '/me/proof/passkey/options',
    summary: 'What a browser needs to prove one of the own passkeys',
    ...ofOneself,
    audit: challengeOnly,
    body: Empty,
    answer: contract.PasskeyOptions,
    handler: ({ tx, caller, environment, personId, sessionId }) =>
      proofOptions(tx, { personId, sessionId }, siteOf(environment, caller.host)),
  }),
  writes({
    path: '/me/proof/passkey',
    summary: 'Proves the second factor again: a passkey or security key',
    ...ofOneself,
    audit: ownRows,
    body: contract.PasskeyResponse,
    answer: FreshUntil,
    handler({ tx, caller, environment, personId, sessionId, body }) {
      const by = { method: 'passkey', event: 'proof.passkey' } as const
      const who = { personId, sessionId }
      const site = siteOf(environment, caller.host)
      const response = body.response as Record<string, unknown>
      return proveAgain(tx, caller, who, by, () => provePasskey(tx, who, site, response))
    },
  }),
]

export const ownAccountRoutes: Endpoint[] = [...ownFactorRoutes, ...proofRoutes]
