import type { Gateway, GatewayChange, MessageLine, NewGateway } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { seal } from '../../platform/crypto/seal.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { page, readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { Problem } from '../../platform/http/problem.ts'
import { credentialsOf, deliveryUri } from './dispatcher.ts'
import { gatewayKinds } from './gateways/kinds.ts'
import { queueMessage } from './outbox.ts'
import * as queries from './queries.ts'

function present(reader: Reader, gateway: queries.GatewayRow, host: string): Gateway {
  const { credentials, ...shown } = gateway
  return {
    ...shown,
    credentials: credentials ? Object.keys(credentialsOf(reader, gateway)) : [],
    deliveryUri: gatewayKinds()[gateway.kind].readReport ? deliveryUri(reader, `https://${host}`, gateway) : null,
  }
}

export async function listGateways(reader: Reader, host: string): Promise<{ items: Gateway[] }> {
  return { items: (await queries.findGateways(reader)).map((row) => present(reader, row, host)) }
}

/**
 * May a maker be asked at this address, and not at its own? Codes go there: only over HTTPS, and to this machine, or in a demo. A
 * manager's slip or a stolen session must not send the codes of real people to a server of somebody else.
 */
function mayBeAskedAt(address: string, demo: boolean): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  const isThisMachine = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
  return protocol === 'https:' && (demo || isThisMachine)
}

/** Refuses what a gateway of this kind cannot do or misses, naming it. */
function check(
  environment: Environment,
  kind: NewGateway['kind'] | 'demo',
  values: GatewayChange | NewGateway,
  names: readonly string[],
): void {
  const { channels, credentials } = gatewayKinds()[kind]
  const unable = values.channels.filter((channel) => !channels.includes(channel))
  if (unable.length > 0)
    throw invalid(
      'body.channels',
      `Deze verzender kan dit niet: ${unable.map((each) => channelNames[each]).join(', ')}.`,
    )
  const unknown = names.filter((name) => ![...credentials.needed, ...credentials.optional].includes(name))
  if (unknown.length > 0)
    throw invalid('body.credentials', `Dit gegeven kent deze verzender niet: ${unknown.join(', ')}.`)
  const missing = credentials.needed.filter((name) => !names.includes(name))
  if (missing.length > 0) throw invalid('body.credentials', `Vul nog in: ${missing.join(', ')}.`)
  const base = values.credentials?.baseAddress
  if (base !== undefined && !mayBeAskedAt(base, environment.demo))
    throw invalid('body.credentials', 'Een eigen adres kan alleen in een demo, en begint met https://.')
  const onlyPhone = values.channels.every((channel) => channel !== 'mail')
  if (onlyPhone && !/^(\+[1-9]\d{6,14}|[A-Za-z0-9 ]{1,11})$/.test(values.sender))
    throw invalid('body.sender', 'De afzender is een nummer als +31201234567, of een naam van hoogstens 11 letters.')
  if (values.channels.includes('voice') && !/^\+[1-9]\d{6,14}$/.test(values.sender) && kind !== 'demo')
    throw invalid('body.sender', 'Om te bellen is een nummer als +31201234567 nodig.')
  if (kind === 'smtp' && !/^[^@\s]+@[^@\s]+$/.test(values.sender))
    throw invalid('body.sender', 'De afzender van mail is een mailadres.')
}

const channelNames = { sms: 'sms', voice: 'bellen', mail: 'mail' } as const
const invalid = (path: string, message: string) => new Problem('invalid-input', { fields: [{ path, message }] })

/** Throws Problem invalid-input. Credentials are sealed with the id of the gateway, and never read back. */
export async function addGateway(
  tx: Transaction,
  environment: Environment,
  request: NewGateway,
  host: string,
): Promise<Gateway> {
  const { credentials = {}, ...values } = request
  check(environment, request.kind, request, Object.keys(credentials))
  const id = request.id ?? newId()
  const row: queries.GatewayRow = {
    ...values,
    id,
    priceMicros: request.priceMicros ?? null,
    credentials: seal(tx.keys.seal, JSON.stringify(credentials), id),
    version: 1,
  }
  await queries.insertGateway(tx, row)
  return present(tx, row, host)
}

/** Credentials that are given come over those that were; the others stay. */
export async function changeGateway(
  tx: Transaction,
  environment: Environment,
  id: string,
  change: GatewayChange,
  host: string,
): Promise<{ before: Gateway; after: Gateway }> {
  const found = await queries.findGateway(tx, id)
  if (!found) throw new Problem('not-found')
  const kept = { ...credentialsOf(tx, found), ...change.credentials }
  check(environment, found.kind, change, Object.keys(kept))
  const before = present(tx, found, host)
  if (found.version !== change.version) throw new Problem('conflict', { current: before })
  const next: queries.GatewayRow = {
    ...found,
    name: change.name,
    channels: change.channels,
    position: change.position,
    enabled: change.enabled,
    sender: change.sender,
    priceMicros: change.priceMicros === undefined ? found.priceMicros : change.priceMicros,
    credentials: seal(tx.keys.seal, JSON.stringify(kept), id),
    version: found.version + 1,
  }
  if (!(await queries.updateGateway(tx, next, change.version))) throw new Problem('conflict', { current: before })
  return { before, after: present(tx, next, host) }
}

/** For the log: everything but the address of reports, which can be a secret. */
export const gatewayForLog = ({ deliveryUri: _, ...gateway }: Gateway) => gateway

/** Puts a test message in the outbox; it goes the way of every other. */
export async function testGateway(
  tx: Transaction,
  environment: Environment,
  id: string,
  request: { channel: queries.MessageKind; recipient: string },
  personId: string,
): Promise<void> {
  const found = await queries.findGateway(tx, id)
  if (!found?.enabled) throw new Problem('not-found')
  if (!found.channels.includes(request.channel)) throw invalid('body.channel', 'Deze verzender kan dit niet.')
  const isMail = request.channel === 'mail'
  if (!(isMail ? /^[^@\s]+@[^@\s]+\.[^@\s]+$/ : /^\+[1-9]\d{6,14}$/).test(request.recipient))
    throw invalid('body.recipient', isMail ? 'Dit is geen mailadres.' : 'Schrijf het nummer als +31612345678.')
  await queueMessage(tx, {
    kind: request.channel,
    purpose: 'test',
    personId,
    recipient: request.recipient,
    subject: 'Proefbericht van Hoede',
    body: `Dit is een proefbericht van Hoede, voor ${environment.customerName}. Je hoeft niets te doen.`,
    expiresInSeconds: 600,
  })
}

export async function listMessages(
  reader: Reader,
  cursor: string | undefined,
): Promise<{ items: MessageLine[]; next: string | null }> {
  const place = readCursor(cursor, 2)
  const rows = await queries.findMessages(reader, place && { at: String(place[0]), id: String(place[1]) })
  const { items, next } = page(rows, 50, (row) => writeCursor(row.place, row.id))
  return {
    items: items.map(({ personId, personName, place: _, ...row }) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      person: personId ? { id: personId, name: personName ?? '' } : null,
    })),
    next,
  }
}
