import * as contract from '@hoede/contract'
import { type Endpoint, writes } from '../../platform/http/endpoint.ts'
import { effectOfBulk, effectOfBulkWithdrawal, effectOfGrants, effectOfRole } from './what-if.ts'

const { Id, Strict } = contract

/** Written as changes, as that is how they are worked out; nothing of them is kept but the row in the log. */
export const whatIfRoutes: Endpoint[] = [
  writes({
    path: '/what-if/grants',
    summary: 'Which records somebody could open, or could no longer, if these roles were given',
    permission: 'access:grant',
    scope: 'none',
    audit: { event: 'grant.what-if', action: 'R', part: 'access-grant' },
    body: contract.WhatIfGrant,
    answer: contract.Effect,
    handler(call) {
      const { personId, grants } = call.body
      call.note({ objectId: personId, detail: { roles: grants.map((each) => each.roleId) } })
      return effectOfGrants(call.tx, call.personId, personId, grants)
    },
  }),
  writes({
    path: '/what-if/bulk-grants',
    summary: 'Which records many people could open if this role were given to all of them',
    permission: 'access:grant',
    scope: 'none',
    audit: { event: 'grant.what-if', action: 'R', part: 'access-grant' },
    body: contract.WhatIfBulk,
    answer: contract.Effect,
    async handler(call) {
      const { roleId, scopes } = call.body
      call.note({ detail: { roleId, scopes } })
      const effect = await effectOfBulk(call.tx, call.personId, call.body)
      call.note({ detail: { roleId, scopes, people: effect.looked } })
      return effect
    },
  }),
  writes({
    path: '/what-if/bulk-withdrawal',
    summary: 'Which records many people could no longer open if this role, or this batch, ended for all of them',
    permission: 'access:grant',
    scope: 'none',
    audit: { event: 'grant.what-if', action: 'R', part: 'access-grant' },
    body: contract.WhatIfBulkWithdrawal,
    answer: contract.Effect,
    async handler(call) {
      const { batchId = null, roleId = null } = call.body
      call.note({ detail: { batch: batchId, roleId } })
      const effect = await effectOfBulkWithdrawal(call.tx, call.personId, call.body)
      call.note({ detail: { batch: batchId, roleId, people: effect.looked } })
      return effect
    },
  }),
  writes({
    path: '/what-if/roles/:roleId',
    summary: 'Which records whoever holds a role could open, or could no longer, if the role were changed',
    permission: 'role:change',
    scope: 'none',
    audit: { event: 'role.what-if', action: 'R', part: 'role' },
    params: Strict({ roleId: Id }),
    body: contract.WhatIfRole,
    answer: contract.Effect,
    handler(call) {
      const { roleId } = call.params
      call.note({ objectId: roleId })
      return effectOfRole(call.tx, call.personId, roleId, call.body)
    },
  }),
]
