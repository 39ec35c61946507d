import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCheckpoint, readNote, readVerifier, signerOf, verified, verifierText } from '@hoede/verify'
import { Witness } from '@hoede/verify/witness'
import { afterAll, describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { lockedStore } from '../../../test/support/locked-store.ts'
import { sealerOf } from '../../../test/support/sealing.ts'
import { startSshd } from '../../../test/support/sshd.ts'
import { type Given, standIn } from '../../../test/support/stand-in.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { createOutbound } from '../../platform/http/outbound.ts'
import { createLogger } from '../../platform/log/logger.ts'
import { rotateKey } from './key-rotation.ts'
import { sendCheckpoints } from './send-checkpoints.ts'

describe('who keeps the checkpoints', async () => {
  const hoede = await startTestHoede()
  const environment = hoede.environment()
  const database = await hoede.database()
  const fatima = await hoede.as('fatima')
  const seal = sealerOf(hoede)
  const write = async (rows: number) => {
    for (let at = 0; at < rows; at += 1)
      await database.query(
        `insert into audit_event (id, event, action, outcome, part) values ($1, 'test.row', 'R', 'success', 'log')`,
        [newId()],
      )
    await seal()
  }
  await write(20)
  const { rows: keys } = await database.query<{ verifier: string }>('select verifier from audit_tree_key')
  const folder = await mkdtemp(join(tmpdir(), 'hoede-witness-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const signer = signerOf('getuige.example/1', Buffer.alloc(32, 5), 'cosignature')
  // The witness that auditors run, behind TLS.
  const own = await Witness.open(folder, signer, [readVerifier(keys[0]!.verifier)], () => 1_795_000_000_000)
  const origin = `hoede/linde/${environment.id}`
  const seen = () => readCheckpoint(readNote(own.latest(origin)!).text).size
  const witness = { verifier: verifierText(signer) }
  let webhook: Given = { body: 'ok' }
  const others = await standIn(({ path, body }) => (path === '/getuige/add-checkpoint' ? own.add(body) : webhook))
  const bucket = await lockedStore('geheim')
  const server = await startSshd()
  const outbound = createOutbound({ extraAuthorities: others.ca, timeoutMilliseconds: 1_000 })
  const sending = {
    sealing: hoede.sealing,
    environments: hoede.environments,
    outbound,
    dispatcher: { wake: () => undefined },
    logger: createLogger('silent'),
  }
  const send = () => sendCheckpoints(sending, { ...environment, customerName: 'Zorggroep Linde' })
  const list = async () =>
    (await fatima.get('/api/log/witnesses')).body.items as {
      id: string
      name: string
      sentSize: number | null
      failure: string | null
      cosigned: boolean
      version: number
    }[]
  const named = async (name: string) => (await list()).find((each) => each.name === name)!
  const asManager = async () => {
    const manager = await hoede.as('fatima')
    await database.query(`update session set proven_at = now()`)
    return manager
  }

  it('are added by whoever answers for the log, who proved to be there just now', async () => {
    const request = { kind: 'witness', name: 'Getuige', address: `${others.base}/getuige/`, verifier: witness.verifier }
    for (const other of ['sanne', 'karin'] as const)
      expect((await (await hoede.as(other)).post('/api/log/witnesses', request)).status).toBe(403)
    await database.query(`update session set proven_at = now() - interval '1 hour'`)
    expect((await fatima.post('/api/log/witnesses', request)).body.code).toBe('proof-needed')
    const manager = await asManager()
    const added = await manager.post('/api/log/witnesses', request)
    expect(added).toMatchObject({
      status: 201,
      body: { name: 'Getuige', everyMinutes: 0, active: true, sentSize: null },
    })
    expect(
      (
        await manager.post('/api/log/witnesses', {
          kind: 'webhook',
          name: 'Archief',
          address: `${others.base}/archief`,
        })
      ).status,
    ).toBe(201)
    expect(
      (await manager.post('/api/log/witnesses', { kind: 'mail', name: 'Bestuur', address: 'bestuur@linde.example' }))
        .status,
    ).toBe(201)
    expect(await manager.post('/api/log/witnesses', request)).toMatchObject({
      status: 409,
      body: { code: 'already-exists' },
    })
  })

  it.each([
    ['http', { kind: 'webhook', name: 'x', address: 'http://linde.example/' }, 'address'],
    ['a password in the address', { kind: 'webhook', name: 'x', address: 'https://a:b@linde.example/' }, 'address'],
    ['no mail address', { kind: 'mail', name: 'x', address: 'bestuur' }, 'address'],
    ['a witness without a key', { kind: 'witness', name: 'x', address: 'https://linde.example/' }, 'verifier'],
    [
      'the key of a log',
      { kind: 'witness', name: 'x', address: 'https://linde.example/', verifier: keys[0]!.verifier },
      'verifier',
    ],
    [
      'a key for a webhook',
      { kind: 'webhook', name: 'x', address: 'https://linde.example/', verifier: witness.verifier },
      'verifier',
    ],
    ['mail each minute', { kind: 'mail', name: 'x', address: 'a@linde.example', everyMinutes: 1 }, 'everyMinutes'],
    ['an empty name', { kind: 'mail', name: '  ', address: 'a@linde.example' }, 'name'],
  ])('refuses %s', async (_, request, field) => {
    const manager = await asManager()
    const before = (await list()).length
    expect(await manager.post('/api/log/witnesses', request)).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', fields: [{ path: `body.${field}` }] },
    })
    expect(await list()).toHaveLength(before)
  })

  it('hear of nothing by mail while nobody can send it', async () => {
    await seal()
    await database.query('update gateway set enabled = false')
    expect(await send()).toBe(2)
    expect(await named('Bestuur')).toMatchObject({ failure: 'no-gateway', sentSize: null })
    await database.query('update gateway set enabled = true')
    await database.query(
      `insert into gateway (id, kind, name, channels, position, sender) select gen_random_uuid(), 'demo', 'Demo', '{mail}', 1, 'Hoede'
       where not exists (select from gateway)`,
    )
    await database.query('update audit_witness set failed_at = null, failures = 0, sent_size = null, sent_at = null')
  })

  it('get the newest checkpoint, and a witness signs it too', async () => {
    await seal()
    expect(await send()).toBe(3)
    const own = await named('Getuige')
    expect(own).toMatchObject({ sentSize: seen(), failure: null, cosigned: true })
    const note = readNote((await fatima.get(`/api/log/witnesses/${own.id}/checkpoint`)).text)
    expect(verified(note, readVerifier(witness.verifier))?.time).toEqual(new Date(1_795_000_000_000))
    expect(others.asked.find(({ path }) => path === '/archief')?.body).toContain(`hoede/linde/${environment.id}\n`)
    const { rows } = await database.query(`select purpose from message where purpose = 'log-checkpoint'`)
    expect(rows).toHaveLength(1)
  })

  it('get each later one with the proof that it goes on from the one before; mail waits its turn', async () => {
    await write(300)
    expect(await send()).toBe(2)
    expect((await named('Getuige')).sentSize).toBe(seen())
    const { rows } = await database.query(`select purpose from message where purpose = 'log-checkpoint'`)
    expect(rows).toHaveLength(1)
  })

  it('a witness that is further than was thought is asked from where it is', async () => {
    await database.query('update audit_witness set sent_size = 3')
    await write(1)
    await send()
    expect((await named('Getuige')).sentSize).toBe(seen())
  })

  it('one that is away gets it later, and it is said why', async () => {
    webhook = { status: 500 }
    await write(1)
    await send()
    expect(await named('Archief')).toMatchObject({ failure: 'refused' })
    webhook = { after: 3_000 }
    await database.query(`update audit_witness set failed_at = now() - interval '1 hour'`)
    await send()
    expect(await named('Archief')).toMatchObject({ failure: 'unreachable' })
    webhook = {}
    await database.query(`update audit_witness set failed_at = now() - interval '1 hour'`)
    await send()
    expect(await named('Archief')).toMatchObject({ failure: null })
  })

  it('one that is switched off gets nothing', async () => {
    const manager = await asManager()
    const { id, version } = await named('Archief')
    expect((await manager.post(`/api/log/witnesses/${id}`, { version, active: false })).status).toBe(200)
    expect(await manager.post(`/api/log/witnesses/${id}`, { version, name: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
    await write(1)
    expect(await send()).toBe(1)
  })

  it('a witness follows a change of key', async () => {
    await hoede.sealing.transact(environment.id, (tx) => rotateKey(tx))
    await write(3)
    await send()
    expect(await named('Getuige')).toMatchObject({ failure: null, sentSize: seen() })
  })

  it('a witness that knows more rows, or another history, is believed: it stands in the log', async () => {
    const again = async () => {
      await database.query('truncate audit_tile, audit_edge, audit_checkpoint')
      await database.query(`update audit_tree set size = 0, highest = 0, pending = '[]', abandoned = '[]'`)
      await seal()
      await database.query(`update audit_witness set failed_at = now() - interval '1 hour', sent_size = 5`)
      await send()
      return named('Getuige')
    }
    await write(100)
    await send()
    // The end cut off, and all signed anew with the key itself.
    await database.query('delete from audit_event where number > (select max(number) - 30 from audit_event)')
    expect(await again()).toMatchObject({ failure: 'other-history' })
    // A row changed, with more rows than the witness saw.
    await database.query(`update audit_event set part = 'client' where number = 7`)
    await write(100)
    expect(await again()).toMatchObject({ failure: 'other-history' })
    const { rows } = await database.query(`select outcome, detail from audit_event where event = 'log.contradicted'`)
    expect(rows).toMatchObject([{ outcome: 'error', detail: { witness: 'Getuige' } }])
  })

  it('can be a store that nobody removes anything from before its time', async () => {
    const manager = await asManager()
    const request = {
      kind: 'objectstore',
      name: 'Kluis',
      address: `${bucket.base}/bucket/linde`,
      region: 'eu-central-1',
      accessKey: 'AKIA',
      secretKey: 'geheim',
      retainDays: 365,
    }
    for (const [field, change] of [
      ['region', { region: 'Frankfurt am Main' }],
      ['accessKey', { accessKey: '' }],
      ['secretKey', { secretKey: ' ' }],
      ['retainDays', { retainDays: undefined }],
      ['address', { address: `${bucket.base}/bucket?x=1` }],
      ['region', { kind: 'webhook' }],
    ] as const)
      expect((await manager.post('/api/log/witnesses', { ...request, ...change })).body.fields?.[0].path).toBe(
        `body.${field}`,
      )
    const added = await manager.post('/api/log/witnesses', request)
    expect(added).toMatchObject({ status: 201, body: { retainDays: 365, region: 'eu-central-1' } })
    expect(added.text).not.toContain('geheim')
    await write(3)
    const sent = await sendCheckpoints(
      { ...sending, outbound: createOutbound({ extraAuthorities: bucket.ca }) },
      { ...environment, customerName: 'Zorggroep Linde' },
    )
    expect(sent).toBeGreaterThan(0)
    const kept = await named('Kluis')
    expect(kept).toMatchObject({ failure: null, sentSize: expect.any(Number) })
    const path = `/bucket/linde/checkpoint-${String(kept.sentSize).padStart(12, '0')}.txt`
    expect(bucket.kept.get(path)).toMatchObject([{ mode: 'COMPLIANCE' }])
    expect(readCheckpoint(readNote(bucket.text(path)!).text).size).toBe(kept.sentSize)

    bucket.misbehave = (given, { method }) => (method === 'HEAD' ? { ...given, headers: {} } : given)
    await write(3)
    await sendCheckpoints(
      { ...sending, outbound: createOutbound({ extraAuthorities: bucket.ca }) },
      { ...environment, customerName: 'Zorggroep Linde' },
    )
    expect(await named('Kluis')).toMatchObject({ failure: 'not-locked', sentSize: kept.sentSize })
  })

  it('can be a folder of a server that is known by its key, where nothing is written over', async () => {
    const manager = await asManager()
    const request = {
      kind: 'sftp',
      name: 'Archiefserver',
      address: `sftp://${server.user}@localhost:${server.port}${server.folder}`,
      hostKey: server.hostKey,
    }
    for (const [field, change] of [
      ['address', { address: 'https://localhost/folder' }],
      ['address', { address: `sftp://hoede:geheim@localhost/folder` }],
      ['address', { address: `sftp://localhost/folder` }],
      ['hostKey', { hostKey: undefined }],
      ['hostKey', { hostKey: 'ssh-ed25519 geheim' }],
      ['hostKey', { kind: 'webhook', address: 'https://localhost/' }],
      ['region', { region: 'eu-central-1' }],
    ] as const)
      expect((await manager.post('/api/log/witnesses', { ...request, ...change })).body.fields?.[0].path).toBe(
        `body.${field}`,
      )
    const added = await manager.post('/api/log/witnesses', request)
    expect(added).toMatchObject({ status: 201, body: { publicKey: expect.stringMatching(/^ssh-ed25519 /) } })
    expect(added.text).not.toContain('PRIVATE')
    const { rows } = await database.query<{ secret: Buffer }>(
      `select secret_sealed as secret from audit_witness where kind = 'sftp'`,
    )
    expect(rows[0]!.secret.toString('latin1')).not.toContain('PRIVATE')
    const again = async () => {
      await database.query('update audit_witness set failed_at = null, failures = 0')
      await send()
      return named('Archiefserver')
    }
    const standing = (size: number) => join(server.folder, `checkpoint-${String(size).padStart(12, '0')}.txt`)

    // The server does not know the key yet.
    await write(1)
    expect(await again()).toMatchObject({ failure: 'refused', sentSize: null })
    await server.allow(added.body.publicKey)
    const kept = await again()
    expect(kept).toMatchObject({ failure: null, sentSize: expect.any(Number) })
    const arrived = await readFile(standing(kept.sentSize!), 'utf8')
    expect(arrived).toBe((await fatima.get(`/api/log/witnesses/${kept.id}/checkpoint`)).text)
    expect(readCheckpoint(readNote(arrived).text).size).toBe(kept.sentSize)

    // What stands there is not written over: the same tree is as good, something else is not, and another tree is an alarm.
    await database.query('update audit_witness set sent_size = sent_size - 1')
    expect(await again()).toMatchObject({ failure: null, sentSize: kept.sentSize })
    await write(1)
    const treeSize = async () =>
      Number((await database.query<{ size: string }>('select size from audit_tree')).rows[0]!.size)
    const size = await treeSize()
    await writeFile(standing(size), 'iets anders')
    expect(await again()).toMatchObject({ failure: 'unexpected-answer', sentSize: kept.sentSize })
    expect(await readFile(standing(size), 'utf8')).toBe('iets anders')
    await rm(standing(size))
    expect(await again()).toMatchObject({ failure: null, sentSize: size })
    // Everything made anew and signed with the key itself: what was kept says otherwise.
    await seal()
    await send()
    const last = await treeSize()
    await database.query(`update audit_event set part = 'client' where number = 8`)
    await database.query('truncate audit_tile, audit_edge, audit_checkpoint')
    await database.query(`update audit_tree set size = 0, highest = 0, pending = '[]', abandoned = '[]'`)
    await seal()
    await database.query('update audit_witness set sent_size = sent_size - 1')
    expect([await treeSize(), await again()]).toMatchObject([last, { failure: 'other-history' }])
    const { rows: told } = await database.query(`select detail from audit_event where event = 'log.contradicted'`)
    expect(told).toContainEqual({ detail: { witness: 'Archiefserver', size: last } })

    await database.query(`update audit_witness set host_key = $1 where kind = 'sftp'`, [`SHA256:${'A'.repeat(43)}`])
    await write(1)
    expect(await again()).toMatchObject({ failure: 'other-key' })
  })
})
