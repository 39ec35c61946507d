import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as account from './account/account.ts'
import { factorRoutes } from './factors/routes-factors.ts'
import { ownAccountRoutes } from './factors/routes-own-factors.ts'
import { acceptInvitation, lookAtInvitation } from './invitations/invitations.ts'
import { policyRoutes } from './policy/routes-policy.ts'
import { resetRoutes } from './reset/routes-reset.ts'
import * as signIn from './sign-in.ts'
import { goOn, goOnWithSheet } from './steps/go-on.ts'
import { unfinishedState } from './steps/sessions.ts'

const Empty = contract.Strict({})
const ownRows = { handler: 'the handler writes its own rows' } as const

/** Signing in, step by step (steps.ts). A failed attempt is answered with a Problem that is returned: what was counted stays. */
const signInRoutes: Endpoint[] = [
  reads({
    path: '/environment',
    summary: 'Whose environment this is, and of which kind',
    permission: 'public',
    scope: 'none',
    audit: { none: 'holds nothing about anybody' },
    answer: contract.EnvironmentInfo,
    handler: async (call) => account.environmentInfo(call.environment),
  }),
  writes({
    path: '/sign-in',
    summary: 'The first factor: user name and password',
    slow: true,
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    body: contract.SignInRequest,
    answer: contract.SignInState,
    async handler(call) {
      const reached = await signIn.enterPassword(call.tx, call.caller, call.body)
      return goOn(call, reached)
    },
  }),
  reads({
    path: '/sign-in',
    summary: 'What an unfinished sign-in waits for',
    permission: 'public',
    scope: 'none',
    audit: { none: 'tells the person what to fill in next, nothing else' },
    answer: contract.SignInState,
    handler: (call) => unfinishedState(call.tx, call.caller),
  }),
  writes({
    path: '/sign-in/totp',
    summary: 'The second factor: a code of the authenticator app',
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    body: contract.CodeRequest,
    answer: contract.SignInState,
    async handler(call) {
      const reached = await signIn.enterTotp(call.tx, call.caller, call.body.code)
      return goOn(call, reached)
    },
  }),
  writes({
    path: '/sign-in/recovery',
    summary: 'The second factor: a recovery code, which works once',
    slow: true,
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    body: contract.RecoveryRequest,
    answer: contract.SignInState,
    async handler(call) {
      const reached = await signIn.enterRecoveryCode(call.tx, call.caller, call.body.code)
      return goOn(call, reached)
    },
  }),
  writes({
    path: '/sign-in/enrolment',
    summary: 'The key of an authenticator to couple; asked again in the same sign-in it is the same key',
    permission: 'public',
    scope: 'none',
    audit: { none: 'nothing is coupled until its first code was right' },
    body: Empty,
    answer: contract.NewTotp,
    handler: (call) => signIn.beginEnrolment(call.tx, call.caller, call.environment),
  }),
  writes({
    path: '/sign-in/enrolment/confirm',
    summary: 'Couples the authenticator by its first code; shows the recovery codes, once',
    slow: true,
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    body: contract.CodeRequest,
    answer: contract.RecoveryCodes,
    async handler(call) {
      const reached = await signIn.confirmEnrolment(call.tx, call.caller, call.environment, call.body.code)
      call.sendMessages()
      return goOnWithSheet(call, reached)
    },
  }),
  writes({
    path: '/sign-out',
    summary: 'Ends this session, however far it had come',
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    body: Empty,
    async handler(call) {
      await signIn.signOut(call.tx, call.caller)
      call.setSession(undefined)
      return undefined
    },
  }),
  writes({
    path: '/invitation',
    summary: 'Whose invitation a token is; a POST, so that the token stands in no address',
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    body: contract.InvitationToken,
    answer: contract.InvitationInfo,
    handler: (call) => lookAtInvitation(call.tx, call.caller, call.body.token),
  }),
  writes({
    path: '/invitation/accept',
    summary: 'Uses an invitation: sets the password and goes on with the sign-in',
    slow: true,
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    body: contract.InvitationAcceptance,
    answer: contract.SignInState,
    async handler(call) {
      const reached = await acceptInvitation(call.tx, call.caller, call.environment, call.body)
      call.sendMessages()
      return goOn(call, reached)
    },
  }),
]

/** What belongs to the person who is signed in. */
const ownRoutes: Endpoint[] = [
  reads({
    path: '/me',
    summary: 'Who is signed in, and everything that they may do somewhere',
    permission: 'signed-in',
    scope: 'none',
    audit: { none: 'somebody about themselves' },
    answer: contract.Me,
    handler: (call) => account.readMe(call.tx, call.environment, call, call.caller.computer),
  }),
  reads({
    path: '/me/sessions',
    summary: 'Where the person is signed in',
    permission: 'signed-in',
    scope: 'none',
    audit: { none: 'somebody about themselves' },
    answer: contract.Type.Object({ items: contract.Type.Array(contract.SessionInfo) }),
    handler: (call) => account.listSessions(call.tx, call),
  }),
  reads({
    path: '/me/sign-ins',
    summary: 'The last attempts to sign in as this person, right or wrong',
    permission: 'signed-in',
    scope: 'none',
    audit: { none: 'somebody about themselves' },
    answer: contract.OwnSignIns,
    handler: (call) => account.listSignIns(call.tx),
  }),
  writes({
    path: '/me/sessions/:sessionId/end',
    summary: 'Ends one of the own sessions',
    permission: 'signed-in',
    scope: 'none',
    fresh: true,
    audit: { event: 'session.ended', action: 'E', part: 'sign-in' },
    params: contract.Strict({ sessionId: contract.Id }),
    body: Empty,
    async handler(call) {
      call.note({ objectId: call.params.sessionId })
      await account.endOwnSession(call.tx, call, call.params.sessionId)
      if (call.params.sessionId === call.sessionId) call.setSession(undefined)
      return undefined
    },
  }),
  writes({
    path: '/me/sessions/end-others',
    summary: 'Ends all of the own sessions but this one, and the short codes on shared computers',
    permission: 'signed-in',
    scope: 'none',
    fresh: true,
    audit: { event: 'session.ended', action: 'E', part: 'sign-in' },
    body: Empty,
    answer: contract.SessionsEnded,
    async handler(call) {
      const ended = await account.endOtherSessions(call.tx, call)
      call.note({ objectId: call.personId, detail: { because: 'ended-by-owner', sessions: ended } })
      return { ended }
    },
  }),
  writes({
    path: '/people/:personId/sessions/end',
    summary: 'Ends all sessions of an employee at once, by a manager; the way in stays what it is',
    permission: 'people:manage',
    scope: 'none',
    audit: { event: 'person.sign-out', action: 'E', part: 'sign-in' },
    params: contract.Strict({ personId: contract.Id }),
    body: Empty,
    answer: contract.SessionsEnded,
    async handler(call) {
      const { personId } = call.params
      call.note({ objectId: personId })
      const ended = await account.endSessionsOfEmployee(call.tx, personId)
      call.note({ detail: { sessions: ended } })
      return { ended }
    },
  }),
  writes({
    path: '/me/password',
    summary: 'Changes the password against the current one; other sessions end',
    slow: true,
    permission: 'signed-in',
    scope: 'none',
    audit: ownRows,
    body: contract.PasswordChange,
    async handler(call): Promise<undefined | Problem> {
      const { tx, caller, environment, personId, sessionId, body } = call
      const changed = await account.changePassword(tx, caller, environment, { personId, sessionId }, body)
      if (changed instanceof Problem) return changed
      call.setSession(changed)
      call.sendMessages()
      return undefined
    },
  }),
]

export const routes: Endpoint[] = [
  ...signInRoutes,
  ...ownRoutes,
  ...factorRoutes,
  ...ownAccountRoutes,
  ...policyRoutes,
  ...resetRoutes,
]
