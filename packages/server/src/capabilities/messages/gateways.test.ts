import { describe, expect, it } from 'vitest'
import { accepted, cm, startMessages } from '../../../test/support/messages.ts'
import { standIn } from '../../../test/support/stand-in.ts'
import { newId } from '../../platform/crypto/ids.ts'

describe('gateways of messages', async () => {
  const { hoede, database, environment, karin, add, startAnew, dispatcherWith, queue } = await startMessages()

  it('have gateways that the login role of the server changes for nobody without the right', async () => {
    await startAnew()
    const made = await add(cm('CM', 1, 'https://localhost:1'))
    const login = await hoede.loginRole()
    const adding = login.query(
      `insert into gateway (id, kind, name, channels, position, sender) values ($1, 'cm', 'Vreemd', '{sms}', 1, 'x')`,
      [newId()],
    )
    await expect(adding).rejects.toThrow(/row-level security/)
    const changed = await login.query("update gateway set sender = 'Boef' where id = $1", [made.id])
    expect(changed.rowCount).toBe(0)
    await expect(login.query('delete from gateway where id = $1', [made.id])).rejects.toThrow(/permission denied/)
    await expect(login.query('delete from message')).rejects.toThrow(/permission denied/)
  })

  it('are managed by who may change settings, and their credentials are never read back', async () => {
    await startAnew()
    const sanne = await hoede.as('sanne')
    expect((await sanne.get('/api/gateways')).status).toBe(403)
    expect((await sanne.post('/api/gateways', cm('CM', 1, 'https://localhost'))).status).toBe(403)
    const made = await add(cm('CM', 1, 'https://localhost:1'))
    expect(made.credentials).toEqual(['productToken', 'baseAddress'])
    const listed = await karin.get('/api/gateways')
    expect(listed.text).not.toContain('een-token')
    for (const wrong of [
      { ...cm('CM', 1, 'https://x'), channels: ['mail'] },
      { ...cm('CM', 1, 'https://x'), credentials: {} },
      { ...cm('CM', 1, 'http://x') },
      { ...cm('CM', 1, 'https://x'), credentials: { productToken: 'x', anders: 'y' } },
      { ...cm('CM', 1, 'https://x'), sender: 'een veel te lange naam' },
      { ...cm('CM', 1, 'https://x'), kind: 'demo' },
      {
        ...cm('Twilio', 1, 'https://x'),
        kind: 'twilio',
        channels: ['voice'],
        credentials: { accountSid: 'a', authToken: 'b' },
      },
    ]) {
      const { status, body } = await karin.post('/api/gateways', wrong)
      expect([status, body.code]).toEqual([400, 'invalid-input'])
    }
    const change = { ...cm('Ander', 2, 'https://localhost:1'), kind: undefined, credentials: undefined }
    expect((await karin.post(`/api/gateways/${made.id}`, { ...change, version: 1 })).body.name).toBe('Ander')
    expect((await karin.post(`/api/gateways/${made.id}`, { ...change, version: 1 })).body.code).toBe('conflict')
    const { rows } = await database.query("select detail::text as text from audit_event where event like 'gateway.%'")
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.map((row) => row.text).join()).not.toMatch(/een-token|sleutel=/)
  })

  it('are asked at an address that is not their maker’s on this machine or in a demo only', async () => {
    await startAnew()
    const at = (base: string) => karin.post('/api/gateways', cm('CM', 1, base))
    for (const base of [
      'https://codes.example.org',
      'https://localhost.example.org',
      'https://localhost@example.org',
      'https://127.0.0.1.example.org',
      'https://10.0.0.8',
      'http://localhost:1',
      'geen adres',
    ])
      expect([base, (await at(base)).body.code]).toEqual([base, 'invalid-input'])
    const made = await add(cm('CM', 1, 'https://127.0.0.1:1'))
    const change = { ...cm('CM', 1, 'https://codes.example.org'), kind: undefined, version: 1 }
    expect((await karin.post(`/api/gateways/${made.id}`, change)).body.code).toBe('invalid-input')
    environment.demo = true
    expect((await at('https://codes.example.org')).status).toBe(201)
    expect((await at('http://codes.example.org')).body.code).toBe('invalid-input')
    environment.demo = false
  })

  it('can be tried, listed and counted, without number or text', async () => {
    await startAnew()
    const maker = await standIn(() => ({ body: accepted }))
    const gateway = await add(cm('CM', 1, maker.base))
    const test = (body: object) => karin.post(`/api/gateways/${gateway.id}/test`, body)
    expect((await test({ channel: 'sms', recipient: '0612345678' })).body.code).toBe('invalid-input')
    expect((await test({ channel: 'mail', recipient: 'a@b.nl' })).body.code).toBe('invalid-input')
    expect((await test({ channel: 'sms', recipient: '+31612345678' })).status).toBe(204)
    for (let n = 0; n < 55; n++) await queue()
    await dispatcherWith(maker.ca).sendWaiting(environment.id)
    const first = await karin.get('/api/messages')
    expect([first.body.items.length, first.text.includes('12345678')]).toEqual([50, false])
    const rest = await karin.get(`/api/messages?cursor=${first.body.next}`)
    expect([rest.body.items.length, rest.body.next]).toEqual([6, null])
    expect(rest.body.items.at(-1)).toMatchObject({ purpose: 'test', state: 'sent', gateway: 'CM', costMicros: 70_000 })
    expect((await karin.get('/api/messages/totals')).body.days).toMatchObject([
      { sms: 56, mail: 0, costMicros: 3_920_000 },
    ])
    expect((await karin.get('/api/messages?cursor=onzin')).body.code).toBe('invalid-cursor')
  })
})
