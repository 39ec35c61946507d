import { keyedHash } from '../../platform/crypto/keys.ts'
import { unseal } from '../../platform/crypto/seal.ts'
import type { Environment, Environments } from '../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { Outbound } from '../../platform/http/outbound.ts'
import type { Logger } from '../../platform/log/logger.ts'
import {
  GatewayFailure,
  type GatewayKind,
  type GatewaySettings,
  type HandedOver,
  type Outgoing,
} from './gateways/gateway.ts'
import type { GatewayKindName } from './gateways/kinds.ts'
import * as queries from './queries.ts'

export interface Dispatcher {
  /** Sends what waits in an environment; returns at once. */
  wake(environmentId: string): void
  /** Sends what waits in an environment, and comes back when there is no more. */
  sendWaiting(environmentId: string): Promise<void>
  /** Lets what is being sent come to its end. */
  stop(): Promise<void>
}

interface Parts {
  environments: Environments
  find(environmentId: string): Promise<Environment | undefined>
  gateways: Record<GatewayKindName, GatewayKind>
  outbound: Outbound
  logger: Logger
  /** The port that is seen from outside, where it is not 443: it stands in the address of delivery reports. */
  httpsPort: number
}

/** So many messages of one environment are on their way at a time, and so often is one to a phone tried; mail until it expires. */
const atOnce = 10
const triesAtMost = 4
/**
 * A gateway gets so long (its own limits are shorter; a mail server that answers drop by drop has none), and after this long no next
 * one is begun: well before the minute after which another program takes the message over.
 */
const gatewayMilliseconds = 15_000
const beginAtMostMilliseconds = 35_000

/**
 * Carries out the outbox of the environments. A message is claimed in a transaction, sent outside of one, and marked in another: when
 * this program dies in between, the sweep of the worker takes it over after a minute, so that a message can come twice and never
 * not at all.
 */
export function createDispatcher(parts: Parts): Dispatcher {
  const busy = new Map<string, Promise<void>>()
  const again = new Set<string>()

  async function drain(environmentId: string): Promise<void> {
    do {
      again.delete(environmentId)
      while ((await sendSome(parts, environmentId)) > 0);
    } while (again.has(environmentId))
  }

  function sendWaiting(environmentId: string): Promise<void> {
    const running = busy.get(environmentId)
    if (running) {
      again.add(environmentId)
      return running
    }
    const work = drain(environmentId).finally(() => busy.delete(environmentId))
    busy.set(environmentId, work)
    return work
  }

  return {
    sendWaiting,
    wake(environmentId) {
      sendWaiting(environmentId).catch((error: { code?: string }) =>
        parts.logger.error({ code: error.code }, 'sending messages failed'),
      )
    },
    async stop() {
      await Promise.allSettled(busy.values())
    },
  }
}

/** Returns how many were handed over or given up; those that go back to waiting do not count. */
async function sendSome(parts: Parts, environmentId: string): Promise<number> {
  const environment = await parts.find(environmentId)
  if (!environment) return 0
  const origin = `https://${environment.host}${parts.httpsPort === 443 ? '' : `:${parts.httpsPort}`}`
  const { claimed, unreadable, gateways } = await parts.environments.transact(environmentId, async (tx) => {
    const [rows, ways] = await Promise.all([queries.claimMessages(tx, atOnce), queries.findGateways(tx)])
    const claimed = await openMessages(tx, rows, parts.logger)
    return {
      claimed,
      unreadable: rows.length - claimed.length,
      gateways: ways.map((way) => ({ ...way, settings: settingsOf(tx, environment, way, origin) })),
    }
  })
  const done = await Promise.all(
    claimed.map(async ({ message, attempts }) => {
      // Nothing of a real organisation lands on the telephones of the demo.
      const able = gateways.filter(
        (way) => way.enabled && way.channels.includes(message.kind) && (way.kind !== 'demo' || environment.demo),
      )
      const outcome = await sendOne(parts, message, able)
      const final = 'failure' in outcome && isFinal(message, attempts, outcome.failure)
      await parts.environments.transact(environmentId, (tx) =>
        'failure' in outcome
          ? queries.markFailed(tx, message.id, outcome.failure, final)
          : queries.markSent(tx, message.id, outcome),
      )
      return !('failure' in outcome) || final
    }),
  )
  return unreadable + done.filter(Boolean).length
}

const isFinal = ({ kind }: Outgoing, attempts: number, failure: string): boolean =>
  failure === 'bad-recipient' || (kind !== 'mail' && attempts >= triesAtMost)

type Way = queries.GatewayRow & { settings: GatewaySettings }
type Outcome =
  | { failure: string }
  | { gatewayId: string; reference: string | undefined; costMicros: number | undefined }

/** The first gateway that takes it; the last failure when none does. */
async function sendOne(parts: Parts, message: Outgoing, ways: readonly Way[]): Promise<Outcome> {
  const began = performance.now()
  let failure = 'no-gateway'
  for (const way of ways) {
    if (performance.now() - began > beginAtMostMilliseconds) break
    try {
      const handed = await inTime(parts.gateways[way.kind].send(way.settings, message, parts.outbound))
      const costMicros = handed.costMicros ?? way.priceMicros ?? undefined
      return { gatewayId: way.id, reference: handed.reference, costMicros }
    } catch (error) {
      failure = error instanceof GatewayFailure ? error.code : 'unreachable'
      // The gateway's own words stay out: they can quote the number.
      parts.logger.warn({ gateway: way.kind, failure }, 'a gateway did not take a message')
    }
  }
  return { failure }
}

async function inTime(sending: Promise<HandedOver>): Promise<HandedOver> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new GatewayFailure('too-slow')), gatewayMilliseconds)
  })
  return Promise.race([sending, late]).finally(() => clearTimeout(timer))
}

interface Claimed {
  message: Outgoing
  attempts: number
}

/** One that cannot be opened is given up: it must not hold back the others. */
async function openMessages(tx: Transaction, rows: queries.ClaimedRow[], logger: Logger): Promise<Claimed[]> {
  const opened: Claimed[] = []
  for (const row of rows) {
    try {
      opened.push(openMessage(tx, row))
    } catch {
      logger.error({ message: row.id }, 'a message cannot be opened')
      await queries.markFailed(tx, row.id, 'unreadable', true)
    }
  }
  return opened
}

function openMessage(reader: Reader, row: queries.ClaimedRow): Claimed {
  const { subject, body } = JSON.parse(unseal(reader.keys.seal, row.body, row.id)) as { subject?: string; body: string }
  const recipient = unseal(reader.keys.seal, row.recipient, row.id)
  return { message: { id: row.id, kind: row.kind, recipient, subject, body }, attempts: row.attempts }
}

/** The secret word in the address of reports of makers who do not sign them. */
export const reportSecret = (reader: Reader, gatewayId: string): string =>
  keyedHash(reader.keys.lookup, `delivery reports of ${gatewayId}`).toString('base64url').slice(0, 32)

/** Where a gateway reports to; for makers who do not sign, the address itself is the secret. */
export function deliveryUri(reader: Reader, origin: string, gateway: Pick<queries.GatewayRow, 'id' | 'kind'>): string {
  const word = gateway.kind === 'twilio' ? '' : `?sleutel=${reportSecret(reader, gateway.id)}`
  return `${origin}/api/gateways/${gateway.id}/delivery${word}`
}

/** `origin`: https://host[:port] of the environment as it is seen from outside. */
export function settingsOf(
  reader: Reader,
  environment: Environment,
  gateway: queries.GatewayRow,
  origin: string,
): GatewaySettings {
  return {
    id: gateway.id,
    sender: gateway.sender,
    credentials: credentialsOf(reader, gateway),
    deliveryUri: deliveryUri(reader, origin, gateway),
    customerName: environment.customerName,
  }
}

export function credentialsOf(reader: Reader, gateway: queries.GatewayRow): Record<string, string> {
  if (!gateway.credentials) return {}
  return JSON.parse(unseal(reader.keys.seal, gateway.credentials, gateway.id)) as Record<string, string>
}
