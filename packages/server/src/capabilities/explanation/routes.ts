import * as contract from '@hoede/contract'
import { type Endpoint, reads } from '../../platform/http/endpoint.ts'
import * as explanation from './explanation.ts'

const { Id, Strict } = contract

export const routes: Endpoint[] = [
  reads({
    path: '/clients/:clientId/access/why/:personId',
    summary:
      'Why an employee can, or cannot, do something for a client, now or at a moment in the past: chain by chain',
    permission: 'access:read',
    scope: 'clientId',
    audit: { event: 'access.why', action: 'R', part: 'access-grant' },
    params: Strict({ clientId: Id, personId: Id }),
    query: contract.AccessQuestion,
    answer: contract.WhyAnswer,
    handler(call) {
      const { clientId, personId } = call.params
      call.note({ objectId: personId, question: call.query.permission ?? 'client:read' })
      return explanation.why(call.tx, clientId, personId, call.query)
    },
  }),
  reads({
    path: '/clients/:clientId/access/who',
    summary: 'Everybody who can do something for a client, now or at a moment in the past, with the ground of each',
    permission: 'access:read',
    scope: 'clientId',
    audit: { event: 'access.who', action: 'R', part: 'access-grant' },
    params: Strict({ clientId: Id }),
    query: contract.AccessQuestion,
    answer: contract.WhoAnswer,
    handler(call) {
      call.note({ question: call.query.permission ?? 'client:read' })
      return explanation.who(call.tx, call.params.clientId, call.query)
    },
  }),
]
