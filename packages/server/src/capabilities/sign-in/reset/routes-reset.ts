import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../../platform/http/endpoint.ts'
import { permissionsOf } from '../../access/public.ts'
import { goOn } from '../steps/go-on.ts'
import { approveReset, listResets, requestReset, withdrawReset } from './reset.ts'
import { acceptLetter, lookAtLetter } from './reset-letter.ts'

const Empty = contract.Strict({})
const ofReset = contract.Strict({ resetId: contract.Id })
const ownRows = { handler: 'the handler writes its own rows' } as const

/** A reset of how somebody signs in takes two colleagues, and then the person with a letter. */
export const resetRoutes: Endpoint[] = [
  reads({
    path: '/resets',
    summary: 'Resets of the people within reach, those of now first',
    permission: 'people:read',
    scope: 'none',
    audit: { event: 'reset.list', action: 'R', part: 'sign-in' },
    answer: contract.SignInResetList,
    async handler(call) {
      const permissions = await permissionsOf(call.tx, call.personId)
      return listResets(call.tx, call.personId, permissions.includes('people:manage'))
    },
  }),
  writes({
    path: '/people/:personId/reset',
    summary: 'Asks to reset how somebody else signs in; a second colleague approves',
    permission: 'people:manage',
    scope: 'none',
    fresh: true,
    audit: { event: 'reset.request', action: 'C', part: 'sign-in' },
    creates: true,
    status: 201,
    params: contract.Strict({ personId: contract.Id }),
    body: contract.ResetRequest,
    answer: contract.SignInReset,
    async handler(call) {
      const { personId } = call.params
      call.note({ objectId: personId })
      const reset = await requestReset(call.tx, call.environment, call.personId, personId, call.body)
      call.note({ detail: { reset: reset.id } })
      call.sendMessages()
      return reset
    },
  }),
  writes({
    path: '/resets/:resetId/approve',
    summary: 'The second colleague approves: the way in is taken away, and the letter with the code is shown once',
    slow: true,
    permission: 'people:manage',
    scope: 'none',
    fresh: true,
    audit: { event: 'reset.approve', action: 'U', part: 'sign-in' },
    params: ofReset,
    body: Empty,
    answer: contract.ResetLetter,
    async handler(call) {
      const { resetId } = call.params
      call.note({ detail: { reset: resetId } })
      const { letter, personId } = await approveReset(call.tx, { personId: call.personId }, resetId, call.caller.host)
      call.note({ objectId: personId })
      return letter
    },
  }),
  writes({
    path: '/resets/:resetId/withdraw',
    summary: 'Withdraws a reset that was not used yet',
    permission: 'people:manage',
    scope: 'none',
    audit: { event: 'reset.withdraw', action: 'U', part: 'sign-in' },
    params: ofReset,
    body: Empty,
    answer: contract.SignInReset,
    async handler(call) {
      const { resetId } = call.params
      call.note({ detail: { reset: resetId } })
      const reset = await withdrawReset(call.tx, call.personId, resetId)
      call.note({ objectId: reset.person.id })
      return reset
    },
  }),
  writes({
    path: '/sign-in/reset',
    summary: 'Whose letter a user name and a code are',
    slow: true,
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    body: contract.ResetCode,
    answer: contract.InvitationInfo,
    handler: (call) => lookAtLetter(call.tx, call.caller, call.body),
  }),
  writes({
    path: '/sign-in/reset/accept',
    summary: 'Uses a letter: sets the password and goes on with registering a second factor',
    slow: true,
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    body: contract.ResetAcceptance,
    answer: contract.SignInState,
    async handler(call) {
      const reached = await acceptLetter(call.tx, call.caller, call.environment, call.body)
      call.sendMessages()
      return goOn(call, reached)
    },
  }),
]
