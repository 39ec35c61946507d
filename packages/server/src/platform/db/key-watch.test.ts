import { join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clients } from '../../../test/support/organisation.ts'
import { keyNotices } from '../../capabilities/environments/key-notices.ts'
import { controlDatabase } from '../../capabilities/environments/provision.ts'
import { KeyProblem } from '../crypto/key-problem.ts'
import { fileKeyProvider, type KeyProvider } from '../crypto/key-provider.ts'
import { createLogger } from '../log/logger.ts'
import { connect } from './connection.ts'
import { watchKeys } from './key-watch.ts'

const files = fileKeyProvider(join(inject('cluster').dataFolder, 'keys'))
/** What the provider of one customer does now; the file's own answer otherwise. */
const troubles = new Map<string, () => Promise<never>>()
const trouble = async <T>(name: string, otherwise: () => Promise<T>): Promise<T> => (troubles.get(name) ?? otherwise)()
const provider: KeyProvider = {
  ensure: (name) => files.ensure(name),
  destroy: (name) => files.destroy(name),
  wrap: (name, key) => trouble(name, () => files.wrap(name, key)),
  unwrap: (name, wrapped) => trouble(name, () => files.unwrap(name, wrapped)),
}
const withdrawn = async () => {
  throw new KeyProblem('key-withdrawn', '403 to decrypt')
}
const unreachable = async () => {
  throw new KeyProblem('key-unreachable', '503 to decrypt')
}

const hoede = await startTestHoede({ keyProvider: provider })
const grace = 600
const cluster = inject('cluster')
const control = await connect(
  { host: cluster.host, port: cluster.port, caFile: cluster.caFile },
  { ...cluster.administrator, database: controlDatabase },
)
// Two, as a server and a worker have one each.
const watches = [1, 2].map(() =>
  watchKeys([hoede.environments, hoede.sealing], provider, {
    every: 30,
    grace,
    logger: createLogger('silent'),
    noticed: keyNotices(control, hoede.environments),
  }),
)
afterAll(async () => {
  for (const watch of watches) watch.stop()
  await new Promise((done) => setTimeout(done, 100))
  await control.query('delete from key_state')
  await control.end()
})
const noticedIn = async (customer: 'linde' | 'horizon' = 'linde') => {
  const { rows } = await (await hoede.database(customer)).query(
    "select event from audit_event where event like 'key.%' order by number",
  )
  return rows.map(({ event }) => event.slice(4))
}

const reports = `/api/clients/${clients.vanPutten}/reports`
const until = (status: number, ask: () => Promise<{ status: number }>) =>
  expect.poll(async () => (await ask()).status, { timeout: 5_000, interval: 20 }).toBe(status)

it('a withdrawn key stops its customer with a clear problem, keeps sessions, and no other customer notices', async () => {
  const sanne = await hoede.as('sanne')
  const elsewhere = await hoede.as('sanne', 'horizon')
  expect((await sanne.get(reports)).status).toBe(200)
  expect((await elsewhere.get('/api/me')).status).toBe(200)
  const { id } = hoede.environment()
  const keys = await hoede.environments.keys(id)

  troubles.set('linde', withdrawn)
  let noticed = 0
  let stop = false
  const others = (async () => {
    while (!stop) if ((await elsewhere.get('/api/me')).status !== 200) noticed += 1
  })()
  await until(503, () => sanne.get(reports))
  const refused = await sanne.get(reports)
  expect(refused.body).toMatchObject({ code: 'key-withdrawn', title: expect.stringContaining('ingetrokken') })
  expect(refused.headers.get('retry-after')).toBe('15')
  // Everything of it, also what needs no key and nobody signed in; nothing is a 500.
  for (const path of ['/api/me', '/api/environment', `/api/clients/${clients.vanPutten}`])
    expect((await sanne.get(path)).body.code).toBe('key-withdrawn')
  await expect(hoede.sealing.read(id, async () => 1)).rejects.toMatchObject({ code: 'key-withdrawn' })
  // What was in memory is zeroes.
  await expect.poll(() => keys.lookup.equals(Buffer.alloc(32)), { timeout: 5_000 }).toBe(true)
  expect(() => keys.seal.of(1)).toThrow('wiped')
  stop = true
  await others
  expect(noticed).toBe(0)

  troubles.delete('linde')
  await until(200, () => sanne.get(reports))
  const text = await sanne.get(reports)
  expect(text.body.items.length).toBeGreaterThan(0)
  // In its own log, once each, though two saw it.
  await expect.poll(() => noticedIn(), { timeout: 5_000 }).toEqual(['withdrawn', 'given-back'])
  expect(await noticedIn('horizon')).toEqual([])
})

it('a write that is under way when the key goes is whole or undone, never half', async () => {
  const sanne = await hoede.as('sanne')
  const sent: Promise<{ status: number; body: { id?: string } }>[] = []
  for (let i = 0; i < 90; i += 1) {
    sent.push(sanne.post(reports, { kind: 'daily', text: `Bericht ${i}.`, important: false }))
    if (i === 30) troubles.set('linde', withdrawn)
    if (i % 15 === 0) await new Promise((done) => setTimeout(done, 8))
  }
  const answers = await Promise.all(sent)
  await until(503, () => sanne.get(reports))
  troubles.delete('linde')
  await until(200, () => sanne.get(reports))
  expect(answers.map(({ status }) => status).filter((status) => ![201, 503].includes(status))).toEqual([])
  const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.id)
  const database = await hoede.database()
  const { rows } = await database.query('select id from report where id = any ($1)', [made])
  expect(rows).toHaveLength(made.length)
  // Every one of them opens.
  expect((await sanne.get(reports)).status).toBe(200)
})

it('a provider that does not answer is another thing: it goes on for the time of grace, and stops after it', async () => {
  const sanne = await hoede.as('sanne')
  expect((await sanne.get(reports)).status).toBe(200)
  troubles.set('linde', unreachable)
  const since = Date.now()
  while (Date.now() - since < grace - 250) expect((await sanne.get(reports)).status).toBe(200)
  await until(503, () => sanne.get(reports))
  expect((await sanne.get(reports)).body.code).toBe('key-unreachable')
  troubles.delete('linde')
  await until(200, () => sanne.get(reports))
  await expect
    .poll(async () => (await noticedIn()).slice(-2), { timeout: 5_000 })
    .toEqual(['unreachable', 'given-back'])
})

it('a provider that hangs for one customer holds up no other', async () => {
  const sanne = await hoede.as('sanne', 'horizon')
  expect((await sanne.get('/api/me')).status).toBe(200)
  troubles.set('linde', () => new Promise(() => undefined))
  troubles.set('horizon', withdrawn)
  await until(503, () => sanne.get('/api/me'))
  troubles.clear()
  await until(200, () => sanne.get('/api/me'))
})

it('an environment whose key was destroyed says so, and stays closed', async () => {
  const sanne = await hoede.as('sanne', 'horizon')
  expect((await sanne.get('/api/me')).status).toBe(200)
  const keys = await hoede.environments.keys(hoede.environment('horizon').id)
  hoede.environment('horizon').state = 'destroyed'
  for (const path of ['/api/me', '/api/environment']) {
    const { status, body } = await sanne.get(path)
    expect([status, body.code]).toEqual([410, 'key-destroyed'])
  }
  await expect.poll(() => keys.lookup.equals(Buffer.alloc(32)), { timeout: 5_000 }).toBe(true)
  hoede.environment('horizon').state = 'open'
})
