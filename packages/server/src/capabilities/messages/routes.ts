import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as management from './management.ts'
import { findTotals } from './queries.ts'

const ofGateway = contract.Strict({ gatewayId: contract.Id })

export const routes: Endpoint[] = [
  reads({
    path: '/gateways',
    summary: 'Through whom text messages, calls and mail go, in the order in which they are tried',
    permission: 'setting:change',
    scope: 'none',
    audit: { none: 'settings hold no data of anybody' },
    answer: contract.GatewayList,
    handler: (call) => management.listGateways(call.tx, call.caller.host),
  }),
  writes({
    path: '/gateways',
    summary: 'Adds a gateway; its credentials are sealed and never read back',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'gateway.create', action: 'C', part: 'setting' },
    fresh: true,
    status: 201,
    body: contract.NewGateway,
    answer: contract.Gateway,
    async handler(call) {
      const made = await management.addGateway(call.tx, call.environment, call.body, call.caller.host)
      call.note({ objectId: made.id, detail: { after: management.gatewayForLog(made) } })
      return made
    },
  }),
  writes({
    path: '/gateways/:gatewayId',
    summary: 'Changes a gateway; credentials that are not given stay',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'gateway.change', action: 'U', part: 'setting' },
    fresh: true,
    params: ofGateway,
    body: contract.GatewayChange,
    answer: contract.Gateway,
    async handler(call) {
      const { gatewayId } = call.params
      call.note({ objectId: gatewayId })
      const { before, after } = await management.changeGateway(
        call.tx,
        call.environment,
        gatewayId,
        call.body,
        call.caller.host,
      )
      const renewed = Object.keys(call.body.credentials ?? {})
      call.note({
        detail: { before: management.gatewayForLog(before), after: management.gatewayForLog(after), renewed },
      })
      return after
    },
  }),
  writes({
    path: '/gateways/:gatewayId/test',
    summary: 'Sends a test message to a number or address',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'gateway.test', action: 'E', part: 'setting' },
    params: ofGateway,
    body: contract.GatewayTest,
    async handler(call) {
      const { gatewayId } = call.params
      call.note({ objectId: gatewayId, detail: { channel: call.body.channel } })
      await management.testGateway(call.tx, call.environment, gatewayId, call.body, call.personId)
      call.sendMessages()
      return undefined
    },
  }),
  reads({
    path: '/messages',
    summary:
      'What went out, the newest first: to whom, what for, what became of it, what it cost; never number or text',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'message.list', action: 'R', part: 'message' },
    query: contract.Strict({ cursor: contract.Type.Optional(contract.Cursor) }),
    answer: contract.MessagePage,
    handler: (call) => management.listMessages(call.tx, call.query.cursor),
  }),
  reads({
    path: '/messages/totals',
    summary: 'What went out on each of the last 31 days, and what it cost as far as is known',
    permission: 'setting:change',
    scope: 'none',
    audit: { none: 'numbers only' },
    answer: contract.MessageTotals,
    handler: async (call) => ({ days: await findTotals(call.tx) }),
  }),
]
