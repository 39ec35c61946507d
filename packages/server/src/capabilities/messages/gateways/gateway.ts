import type { Outbound } from '../../../platform/http/outbound.ts'
import type { MessageKind } from '../queries.ts'

/** One message on its way out. */
export interface Outgoing {
  id: string
  kind: MessageKind
  /** A number in E.164, or a mail address. */
  recipient: string
  subject: string | undefined
  body: string
}

/** How one environment uses a gateway. */
export interface GatewaySettings {
  id: string
  sender: string
  credentials: Record<string, string>
  /** Where it reports delivery to, where that is told with each message. */
  deliveryUri: string
  customerName: string
}

/** The gateway took it over. */
export interface HandedOver {
  /** What it calls the message, in its reports. */
  reference?: string | undefined
  /** In millionths of a euro, where it tells the price in euro. */
  costMicros?: number | undefined
}

/** A report of what became of a message. */
export interface Delivery {
  reference: string
  state: 'delivered' | 'failed' | 'on-the-way'
  costMicros?: number | undefined
}

export interface ReportCall {
  /** The whole address as the gateway called it. */
  url: string
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Why a message did not go out, as a stable code: what a gateway wrote itself can quote the number, and is not kept. */
export type FailureCode = 'unreachable' | 'too-slow' | 'refused' | 'bad-credentials' | 'bad-answer' | 'bad-recipient'

export class GatewayFailure extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode) {
    super(code)
    this.code = code
  }
}

/** A way out: one file for each, written from its maker's documentation, which the file names. */
export interface GatewayKind {
  channels: readonly MessageKind[]
  /** The names of what it needs to sign in, and of what it may have besides. */
  credentials: { needed: readonly string[]; optional: readonly string[] }
  /** Throws GatewayFailure. */
  send(settings: GatewaySettings, message: Outgoing, outbound: Outbound): Promise<HandedOver>
  /**
   * Reads a report, after it proved where it comes from. 'forged': it did not. Absent: this kind reports nothing. `secret` is the
   * word in the address of reports of makers who do not sign them.
   */
  readReport?(settings: GatewaySettings, call: ReportCall, secret: string): Delivery[] | 'forged'
}

/** Asks a gateway by HTTPS; the answer as JSON. Throws GatewayFailure for everything but success. */
export async function ask(
  outbound: Outbound,
  url: string,
  request: { headers: Record<string, string>; body: string },
): Promise<Record<string, unknown>> {
  let answer: Response
  try {
    answer = await outbound.fetch(url, { method: 'POST', ...request })
  } catch (error) {
    throw new GatewayFailure((error as Error).name === 'TimeoutError' ? 'too-slow' : 'unreachable')
  }
  if (answer.status === 401 || answer.status === 403) throw new GatewayFailure('bad-credentials')
  if (answer.status >= 500) throw new GatewayFailure('unreachable')
  if (!answer.ok) throw new GatewayFailure('refused')
  const parsed: unknown = await answer.json().catch(() => undefined)
  if (typeof parsed !== 'object' || parsed === null) throw new GatewayFailure('bad-answer')
  return parsed as Record<string, unknown>
}

/** Where a gateway is asked: its maker's address, or another one over HTTPS that the credentials name (a proxy, a test). */
export const baseOf = (settings: GatewaySettings, usual: string): string =>
  (settings.credentials.baseAddress ?? usual).replace(/\/$/, '')
