import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as duties from './duties.ts'

const { Id, Strict, Type } = contract
const ofConflict = Strict({ conflictId: Id })

export const routes: Endpoint[] = [
  reads({
    path: '/duty-conflicts',
    summary: 'The pairs of permissions that one person may not hold, with how many people hold both',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'duty-conflict.list', action: 'R', part: 'duty-conflict' },
    answer: Type.Object({ items: Type.Array(contract.DutyConflict) }),
    handler: (call) => duties.listConflicts(call.tx),
  }),
  writes({
    path: '/duty-conflicts',
    summary: 'Adds a pair of permissions that one person may not hold; it is in force at once',
    permission: 'role:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'duty-conflict.create', action: 'C', part: 'duty-conflict' },
    creates: true,
    status: 201,
    body: contract.NewDutyConflict,
    answer: contract.DutyConflict,
    async handler(call) {
      const conflict = await duties.createConflict(call.tx, call.body)
      call.note({ objectId: conflict.id, detail: { to: duties.conflictForLog(conflict) } })
      return conflict
    },
  }),
  writes({
    path: '/duty-conflicts/:conflictId',
    summary: 'Changes the words of a pair, or switches it on or off',
    permission: 'role:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'duty-conflict.change', action: 'U', part: 'duty-conflict' },
    params: ofConflict,
    body: contract.DutyConflictChange,
    answer: contract.DutyConflict,
    async handler(call) {
      const { conflictId } = call.params
      const { before, after } = await duties.changeConflict(call.tx, conflictId, call.body)
      const [from, to] = [duties.conflictForLog(before), duties.conflictForLog(after)]
      call.note({ objectId: conflictId, detail: { from, to } })
      return after
    },
  }),
  reads({
    path: '/duty-conflicts/:conflictId/holders',
    summary: 'Who holds both permissions of a pair, and by which roles',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'duty-conflict.holders', action: 'R', part: 'duty-conflict' },
    params: ofConflict,
    answer: contract.DutyHolders,
    handler(call) {
      call.note({ objectId: call.params.conflictId })
      return duties.listHolders(call.tx, call.params.conflictId)
    },
  }),
]
