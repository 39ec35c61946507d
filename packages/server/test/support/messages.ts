import { expect } from 'vitest'
import { createDispatcher } from '../../src/capabilities/messages/dispatcher.ts'
import { gatewayKinds } from '../../src/capabilities/messages/gateways/kinds.ts'
import { type NewMessage, queueMessage } from '../../src/capabilities/messages/outbox.ts'
import * as texts from '../../src/capabilities/messages/texts.ts'
import { createOutbound } from '../../src/platform/http/outbound.ts'
import { createLogger } from '../../src/platform/log/logger.ts'
import { startTestHoede } from './hoede.ts'
import { people } from './organisation.ts'

export const code: NewMessage = {
  kind: 'sms',
  purpose: 'sign-in-code',
  personId: people.sanne,
  recipient: '+31612345678',
  body: texts.signInCode('Zorggroep De Linde', '123456'),
  expiresInSeconds: 300,
}

export const cm = (name: string, position: number, base: string) => ({
  kind: 'cm',
  name,
  channels: ['sms'],
  position,
  enabled: true,
  sender: 'Hoede',
  credentials: { productToken: 'een-token', baseAddress: base },
  priceMicros: 70_000,
})
export const accepted = { errorCode: 0, messages: [{ status: 'Accepted' }] }

/** A Hoede of its own with what tests about messages do again and again; `written` is what the demo's telephones got. */
export async function startMessages() {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const environment = hoede.environment()
  const karin = await hoede.as('karin')
  const written: string[] = []

  const add = async (gateway: object) => {
    const { status, body } = await karin.post('/api/gateways', gateway)
    expect([status, body.code]).toEqual([201, undefined])
    return body
  }
  const startAnew = () => database.query('delete from message; delete from gateway')
  const dispatcherWith = (
    ca: string,
    { demo = false, timeoutMilliseconds = 5_000, logger = createLogger('silent') } = {},
  ) =>
    createDispatcher({
      environments: hoede.environments,
      find: async () => ({ ...environment, demo }),
      gateways: gatewayKinds({ receive: async (message) => void written.push(message.body), list: async () => [] }),
      outbound: createOutbound({ extraAuthorities: ca, timeoutMilliseconds }),
      logger,
      httpsPort: 8443,
    })
  const queue = (message: NewMessage = code) =>
    hoede.environments.transact(environment.id, (tx) => queueMessage(tx, message))
  const stateOf = async (id: string) => {
    const { rows } = await database.query(
      'select state, failure, attempts, cost_micros::int as cost, body_sealed is null as gone, gateway_reference as reference from message where id = $1',
      [id],
    )
    return rows[0]
  }
  return { hoede, database, environment, karin, written, add, startAnew, dispatcherWith, queue, stateOf }
}
