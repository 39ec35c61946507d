import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../../platform/http/endpoint.ts'
import { changePolicy, checkPolicy, readPolicy } from './policy.ts'

/** How this environment lets people in. */
export const policyRoutes: Endpoint[] = [
  reads({
    path: '/sign-in-policy',
    summary: 'How this environment lets people in, as a whole with one version',
    permission: 'setting:change',
    scope: 'none',
    audit: { none: 'settings hold no data of anybody' },
    answer: contract.SignInPolicy,
    handler: (call) => readPolicy(call.tx),
  }),
  reads({
    method: 'POST',
    path: '/sign-in-policy/check',
    summary: 'What a change of the policy would do: why it cannot be saved, and whom it touches',
    permission: 'setting:change',
    scope: 'none',
    audit: { none: 'counts people, names nobody' },
    body: contract.PolicyChange,
    answer: contract.PolicyEffect,
    handler: (call) => checkPolicy(call.tx, { personId: call.personId, address: call.caller.address }, call.body),
  }),
  writes({
    path: '/sign-in-policy',
    summary: 'Saves the policy when nothing speaks against it; old and new value of each setting stand in the log',
    permission: 'setting:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'sign-in-policy.change', action: 'U', part: 'setting' },
    body: contract.PolicyChange,
    answer: contract.SignInPolicy,
    async handler(call) {
      const asker = { personId: call.personId, address: call.caller.address }
      const { policy, changed } = await changePolicy(call.tx, asker, call.body)
      call.note({ detail: { settings: changed.map((each) => each.setting) } })
      return policy
    },
  }),
]
