import { cm } from './cm.ts'
import { type DemoPhones, demo } from './demo.ts'
import type { GatewayKind } from './gateway.ts'
import { smtp } from './smtp.ts'
import { spryng } from './spryng.ts'
import { twilio } from './twilio.ts'

export type GatewayKindName = 'demo' | 'twilio' | 'cm' | 'spryng' | 'smtp'

/** Every way out; that of the demo only where there are demo telephones. */
export const gatewayKinds = (phones?: DemoPhones): Record<GatewayKindName, GatewayKind> => ({
  demo: demo(phones),
  twilio,
  cm,
  spryng,
  smtp,
})
