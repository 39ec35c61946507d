import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createOutbound } from '../../../platform/http/outbound.ts'
import { type DemoMessage, demo, demoPhones } from './demo.ts'

const message = (id: string): DemoMessage => ({
  id,
  at: '2026-11-23T10:00:00.000Z',
  kind: 'sms',
  customer: 'Zorggroep De Linde',
  sender: 'Hoede',
  recipient: '+31612345678',
  subject: null,
  body: `123456 is je code ${id}`,
})

describe('the telephones of the demo', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hoede-phones-'))
  const file = join(folder, 'demo', 'phones.jsonl')
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('have nothing to begin with', async () => {
    expect(await demoPhones(folder).list()).toEqual([])
  })

  it('get what another program received, the newest first, in a file for its owner only', async () => {
    const [server, worker] = [demoPhones(folder), demoPhones(folder)]
    await server.receive(message('a'))
    await worker.receive(message('b'))
    expect((await server.list()).map(({ id }) => id)).toEqual(['b', 'a'])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'demo'))).mode & 0o777).toBe(0o700)
  })

  it('keep the newest 200, also when many come at once, in a file that does not grow for ever', async () => {
    const phones = demoPhones(folder)
    await Promise.all(Array.from({ length: 500 }, (_, index) => phones.receive(message(String(index)))))
    const list = await phones.list()
    expect([list.length, list[0]?.id, list.at(-1)?.id]).toEqual([200, '499', '300'])
    expect((await readFile(file, 'utf8')).split('\n').length).toBeLessThanOrEqual(401)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('pass over a line that a stop cut off', async () => {
    await writeFile(file, `${JSON.stringify(message('whole'))}\n{"id":"ha`)
    expect((await demoPhones(folder).list()).map(({ id }) => id)).toEqual(['whole'])
  })

  it('take nothing where there are none', async () => {
    const settings = { id: '1', sender: 'Hoede', credentials: {}, deliveryUri: '', customerName: 'x' }
    const outgoing = { id: '1', kind: 'sms', recipient: '+31612345678', subject: undefined, body: 'x' } as const
    await expect(demo(undefined).send(settings, outgoing, createOutbound())).rejects.toMatchObject({
      code: 'unreachable',
    })
  })
})
