import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { rsyslog } from '../../../test/support/rsyslog.ts'
import { sealerOf } from '../../../test/support/sealing.ts'
import { createLogger } from '../../platform/log/logger.ts'
import { margin, type SiemSender, startSiem } from './sender.ts'

describe('the stream to a SIEM, with rsyslog of Debian', async () => {
  const hoede = await startTestHoede()
  const environment = hoede.environment()
  const database = await hoede.database()
  const siem = await rsyslog({ asksCertificate: true })
  await siem.start()
  const seal = sealerOf(hoede)
  const write = async (rows: number, name: string) => {
    await database.query(
      `insert into audit_event (id, event, action, outcome, part, question)
       select gen_random_uuid(), 'test.row', 'R', 'success', 'log', $2 || n from generate_series(1, $1) n`,
      [rows, `${name} `],
    )
    await seal()
  }
  const asManager = async () => {
    const manager = await hoede.as('karin')
    await database.query('update session set proven_at = now()')
    return manager
  }
  const manager = await asManager()
  const list = async () => (await manager.get('/api/siem/targets')).body.items
  let sender: SiemSender | undefined
  const begin = () => {
    sender = startSiem(
      {
        sealing: hoede.sealing,
        usualAuthorities: [],
        logger: createLogger('silent'),
        timeoutMilliseconds: 4_000,
        lineMilliseconds: 1_000,
      },
      async () => [environment],
    )
  }
  const end = async () => {
    await sender?.stop()
    sender = undefined
  }
  const arrived = async () =>
    (await siem.lines()).flatMap((line) => {
      const at = line.indexOf('{')
      return at < 0 ? [] : [JSON.parse(line.slice(at)) as { position: number; event: string; question?: string }]
    })
  const named = async (name: string) =>
    (await arrived()).flatMap(({ question }) =>
      question?.startsWith(`${name} `) ? [Number(question.split(' ')[1])] : [],
    )
  const until = async (holds: () => Promise<boolean>, seconds = 20) => {
    for (const last = Date.now() + seconds * 1_000; !(await holds()); ) {
      if (Date.now() > last) throw new Error(`not within ${seconds} seconds: ${(await list())[0].failure}`)
      await new Promise((done) => setTimeout(done, 100))
    }
  }
  const caughtUp = async () => {
    await seal()
    return (await list())[0].behind <= 2
  }
  let id = ''
  const target = {
    name: 'SIEM',
    host: 'localhost',
    port: siem.port,
    format: 'syslog-json',
    authority: siem.ca,
    ...siem.own,
    from: 'now',
  }

  it('is set up by whoever may change settings, and says in a word what is wrong with what is filled in', async () => {
    const sanne = await hoede.as('sanne')
    expect((await sanne.post('/api/siem/targets', target)).status).toBe(403)
    expect((await sanne.get('/api/siem/targets')).status).toBe(403)
    for (const [field, wrong] of [
      ['host', { host: 'https://siem.example/' }],
      ['authority', { authority: 'nothing' }],
      ['privateKey', { privateKey: '' }],
      ['privateKey', { privateKey: siem.ca }],
      ['certificate', { certificate: '' }],
      ['name', { name: ' ' }],
    ] as const)
      expect(await manager.post('/api/siem/targets', { ...target, ...wrong })).toMatchObject({
        status: 400,
        body: { code: 'invalid-input', fields: [{ path: `body.${field}` }] },
      })
    const added = await manager.post('/api/siem/targets', target)
    expect(added).toMatchObject({ status: 201, body: { name: 'SIEM', active: true, failure: null, sentAt: null } })
    expect(added.text).not.toContain('PRIVATE KEY')
    id = added.body.id
    expect(await manager.post('/api/siem/targets', target)).toMatchObject({ body: { code: 'already-exists' } })
  })

  it('a try says that it arrives, or in one word why it does not', async () => {
    const change = async (values: object) => {
      const [{ version }] = await list()
      const changed = await manager.post(`/api/siem/targets/${id}`, { version, ...values })
      expect(changed.status).toBe(200)
    }
    const attempt = async () => (await manager.post(`/api/siem/targets/${id}/try`)).body.failure
    expect(await attempt()).toBeNull()
    await until(async () => (await arrived()).some(({ event }) => event === 'siem.try'))
    await change({ certificate: '', privateKey: '' })
    expect(await attempt()).toBe('client-certificate-refused')
    await change(siem.own)
    await change({ host: '127.0.0.9' })
    expect(await attempt()).toBe('refused')
    await change({ host: 'nergens.invalid' })
    expect(await attempt()).toBe('name-not-found')
    await change({ host: '169.254.169.254' })
    expect(await attempt()).toBe('address-refused')
    await change({ host: 'localhost', authority: siem.own.certificate })
    expect(await attempt()).toBe('certificate-not-trusted')
    await change({ authority: siem.ca })
    expect(await attempt()).toBeNull()
  })

  it('rows arrive, each once and in the order of the log', async () => {
    begin()
    await write(300, 'first')
    await until(caughtUp)
    expect(await named('first')).toEqual(Array.from({ length: 300 }, (_, at) => at + 1))
    expect((await list())[0]).toMatchObject({ failure: null, sentAt: expect.any(String) })
    const positions = (await arrived()).map(({ position }) => position).filter((each) => each > 0)
    expect(positions).toEqual(positions.map((_, at) => positions[0]! + at))
  })

  it('a SIEM that is away loses nothing: it goes on from what was confirmed, in order, with the margin at most twice', async () => {
    await siem.stop()
    await write(800, 'second')
    await until(async () => (await list())[0].failure !== null)
    expect((await list())[0].behind).toBeGreaterThanOrEqual(800)
    await write(200, 'third')
    await siem.start()
    await until(caughtUp, 40)
    await expectWhole({ first: 300, second: 800, third: 200 }, margin + 50)
  })

  it('one that is stopped in the middle, or falls over, gets again what was not confirmed', async () => {
    const before = (await named('second')).length
    await write(1_500, 'fourth')
    await until(async () => (await named('fourth')).length > 0)
    await siem.stop('SIGKILL')
    await write(100, 'fifth')
    await siem.start()
    await until(caughtUp, 40)
    expect((await named('second')).length - before).toBeLessThanOrEqual(margin)
    await expectWhole({ fourth: 1_500, fifth: 100 }, 5_000 + margin)
  })

  it('the sender itself can stop and start, and a target that is off gets nothing', async () => {
    await end()
    await write(50, 'sixth')
    expect(await named('sixth')).toEqual([])
    begin()
    await until(caughtUp)
    expect(await named('sixth')).toHaveLength(50)
    const [{ version }] = await list()
    await manager.post(`/api/siem/targets/${id}`, { version, active: false })
    await write(5, 'seventh')
    await new Promise((done) => setTimeout(done, 1_500))
    expect(await named('seventh')).toEqual([])
    await end()
  })

  /** Every row arrived; without what arrived again, in order; and not too many again. */
  async function expectWhole(rows: Record<string, number>, most: number) {
    for (const [name, count] of Object.entries(rows)) {
      const got = await named(name)
      expect([...new Set(got)], name).toEqual(Array.from({ length: count }, (_, at) => at + 1))
      expect(got.length - count, name).toBeLessThanOrEqual(most)
    }
  }
})
