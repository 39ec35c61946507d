import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { keysOf } from '../../../test/support/hoede.ts'
import { accepted, cm, code, startMessages } from '../../../test/support/messages.ts'
import { standIn } from '../../../test/support/stand-in.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { reportSecret } from './dispatcher.ts'

describe('messages', async () => {
  const { hoede, environment, add, startAnew, dispatcherWith, queue, stateOf } = await startMessages()

  it('change by a report that proves where it comes from, once', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: accepted }))
    const gateway = await add(cm('CM', 1, maker.base))
    const id = await queue()
    await dispatcherWith(maker.ca).sendWaiting(environment.id)
    const reference = id.replaceAll('-', '')
    const report = (status: string) => ({ messages: { msg: { reference, status: { code: status } } } })
    const visitor = hoede.visitor()
    const path = new URL(gateway.deliveryUri)
    expect((await visitor.post(path.pathname, report('2'))).status).toBe(403)
    expect((await visitor.post(`${path.pathname}?sleutel=geraden`, report('2'))).status).toBe(403)
    expect((await stateOf(id)).state).toBe('sent')
    expect((await visitor.post(path.pathname + path.search, report('2'))).status).toBe(200)
    expect((await stateOf(id)).state).toBe('delivered')
    expect((await visitor.post(path.pathname + path.search, report('3'))).status).toBe(200)
    expect((await stateOf(id)).state).toBe('delivered')
    expect((await visitor.post(`/api/gateways/${newId()}/delivery`, report('2'))).status).toBe(404)
    expect((await visitor.post('/api/gateways/geen-nummer/delivery', report('2'))).status).toBe(404)
    const elsewhere = hoede.visitor('horizon')
    expect((await elsewhere.post(path.pathname + path.search, report('2'))).status).toBe(404)
    const large = { ...report('3'), filling: 'x'.repeat(70_000) }
    expect((await visitor.post(path.pathname + path.search, large)).status).toBe(413)
    const keys = await keysOf(environment)
    expect(path.searchParams.get('sleutel')).toBe(reportSecret({ keys } as never, gateway.id))
  })

  it('change by a report of Twilio with its signature, and by none without', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: { sid: 'CA7', status: 'queued' } }))
    const credentials = { accountSid: 'AC1', authToken: 'geheim woord', baseAddress: maker.base }
    const rest = { kind: 'twilio', channels: ['voice'], sender: '+31201234567', credentials }
    const gateway = await add({ ...cm('Twilio', 1, ''), ...rest })
    const id = await queue({ ...code, kind: 'voice' })
    await dispatcherWith(maker.ca).sendWaiting(environment.id)
    const { pathname } = new URL(gateway.deliveryUri)
    const told = new URL(new URLSearchParams(maker.asked[0]?.body).get('StatusCallback') ?? '')
    expect([told.pathname, told.search]).toEqual([pathname, ''])
    const fields = { AccountSid: 'AC1', CallSid: 'CA7', CallStatus: 'completed' }
    const form = new URLSearchParams(fields).toString()
    const sign = (secret: string, host = 'linde') =>
      createHmac('sha1', secret)
        .update(`https://${host}.localhost:${hoede.port}${pathname}${Object.entries(fields).flat().join('')}`)
        .digest('base64')
    const send = async (body: string, signature: string | undefined) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const given = signature ? { 'x-twilio-signature': signature } : {}
      return (await hoede.visitor().post(pathname, body, { ...headers, ...given })).status
    }
    expect(await send(form, undefined)).toBe(403)
    expect(await send(form, sign('een ander woord'))).toBe(403)
    expect(await send(form, sign('geheim woord', 'horizon'))).toBe(403)
    expect(await send(form.replace('completed', 'failed'), sign('geheim woord'))).toBe(403)
    expect((await stateOf(id)).state).toBe('sent')
    expect(await send(form, sign('geheim woord'))).toBe(200)
    expect(await send(form, sign('geheim woord'))).toBe(200)
    expect((await stateOf(id)).state).toBe('delivered')
  })
})
