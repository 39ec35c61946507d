import type { RawCall, RawRoute } from '../../platform/http/raw-route.ts'
import { reportSecret, settingsOf } from './dispatcher.ts'
import { gatewayKinds } from './gateways/kinds.ts'
import * as queries from './queries.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Takes a report of a gateway. One that does not prove where it comes from gets 403 and changes nothing; the same one twice changes
 * nothing the second time. A report can only move a message from sent to delivered or failed.
 */
async function takeReport(call: RawCall): Promise<{ status: number }> {
  const gatewayId = call.params.gatewayId ?? ''
  if (!uuid.test(gatewayId)) return { status: 404 }
  return call.environments.transact(call.environment.id, async (tx) => {
    const gateway = await queries.findGateway(tx, gatewayId)
    const read = gateway && gatewayKinds()[gateway.kind].readReport
    if (!gateway || !read) return { status: 404 }
    const question = call.query.size > 0 ? `?${call.query}` : ''
    const url = `${call.origin}/api/gateways/${gatewayId}/delivery${question}`
    const settings = settingsOf(tx, call.environment, gateway, call.origin)
    const report = { url, query: call.query, headers: call.headers, body: call.body }
    const deliveries = read(settings, report, reportSecret(tx, gateway.id))
    if (deliveries === 'forged') return { status: 403 }
    for (const { reference, state, costMicros } of deliveries.slice(0, 100)) {
      if (state !== 'on-the-way' && reference)
        await queries.markReported(tx, gateway.id, { reference, state, costMicros })
    }
    return { status: 200 }
  })
}

const route = {
  path: '/gateways/:gatewayId/delivery',
  proof: "the gateway's signature, or the secret word in the address where it signs nothing",
  handler: takeReport,
}

export const deliveryRoutes: RawRoute[] = [
  { method: 'POST', ...route },
  // Spryng reports by parameters of the address.
  { method: 'GET', ...route },
]
