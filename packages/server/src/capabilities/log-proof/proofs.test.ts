import {
  GrowingTree,
  isConsistent,
  isIncluded,
  readCheckpoint,
  readNote,
  readVerifier,
  rowHash,
  sameHash,
  verified,
} from '@hoede/verify'
import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { sealerOf } from '../../../test/support/sealing.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { checkLog, exportLog } from './checking.ts'
import { rotateKey } from './key-rotation.ts'

const bytes = (text: string) => Buffer.from(text, 'base64')

/** The root of an export, made from its lines. */
function rootOf(text: string) {
  const tree = new GrowingTree()
  for (const line of text.split('\n')) {
    const [kind, salt = '', ...rest] = line.split(' ')
    if (kind === 'r') tree.add(rowHash(bytes(salt), rest.join(' ')))
  }
  return tree
}

describe('the proof of the log', async () => {
  const hoede = await startTestHoede()
  const environment = hoede.environment()
  const database = await hoede.database()
  const fatima = await hoede.as('fatima')
  const seal = sealerOf(hoede)
  const check = () => hoede.sealing.transact(environment.id, (tx) => checkLog(tx, 0))

  /** What a download holds, asked as the sealer: the visitor of the tests reads answers as text. */
  const download = (path: string) =>
    hoede.sealing.transact(environment.id, async (tx) => {
      const from = Number(new URLSearchParams(path.split('?')[1]).get('from') ?? 0)
      return (await Array.fromAsync(exportLog(tx, from))).join('')
    })

  it('says that there is none before the sealer came', async () => {
    expect(await fatima.get('/api/log/proof')).toMatchObject({ status: 409, body: { code: 'not-sealed' } })
    expect((await fatima.get('/api/log/checkpoint')).status).toBe(409)
  })

  it('tells how far it is, with a checkpoint that its key signed', async () => {
    await seal()
    const { status, body } = await fatima.get('/api/log/proof')
    expect(status).toBe(200)
    expect(body).toMatchObject({ origin: `hoede/linde/${environment.id}`, working: true })
    const note = readNote(body.checkpoint)
    expect(verified(note, readVerifier(body.keys[0].verifier))).toBeDefined()
    expect(readCheckpoint(note.text).size).toBe(body.size)
    expect((await fatima.get('/api/log/checkpoint')).text).toBe(body.checkpoint)
  })

  it('proves that a later log goes on from an earlier one', async () => {
    const before = readCheckpoint(readNote((await fatima.get('/api/log/checkpoint')).text).text)
    for (let at = 0; at < 300; at += 1)
      await database.query(
        `insert into audit_event (id, event, action, outcome, part) values ($1, 'test.row', 'R', 'success', 'log')`,
        [newId()],
      )
    await seal()
    const after = readCheckpoint(readNote((await fatima.get('/api/log/checkpoint')).text).text)
    const { status, text } = await fatima.get(`/api/log/consistency?from=${before.size}&until=${after.size}`)
    expect(status).toBe(200)
    const proof = text.split('\n').filter(Boolean).map(bytes)
    expect(isConsistent(before.size, after.size, before.root, after.root, proof)).toBe(true)
    for (const query of [`from=5&until=4`, `from=0&until=${after.size + 500}`])
      expect(await fatima.get(`/api/log/consistency?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'invalid-input' },
      })
    expect((await fatima.get('/api/log/checkpoint?size=1')).status).toBe(404)
    expect((await fatima.get('/api/log/checkpoint?size=-1')).status).toBe(400)
  })

  it('proves of each single row that it is there', async () => {
    for (const number of [1, 2, 77, 256, 257, 300]) {
      const { status, text } = await fatima.get(`/api/log/rows/${number}/proof`)
      expect(status).toBe(200)
      const [, place, salt, hashes, row] = /^p (\d+) (\S+) (\S+) (.*)$/m.exec(text)!
      expect(JSON.parse(row!).number).toBe(String(number))
      const { size, root } = readCheckpoint(readNote(text.slice(text.indexOf('\nhoede/linde') + 1)).text)
      const proof = hashes === '-' ? [] : hashes!.split(',').map(bytes)
      expect(isIncluded(rowHash(bytes(salt!), row!), Number(place), size, proof, root)).toBe(true)
    }
    expect((await fatima.get('/api/log/rows/99999999/proof')).status).toBe(409)
    expect((await fatima.get('/api/log/rows/0/proof')).status).toBe(400)
    expect((await fatima.get('/api/log/rows/x/proof')).status).toBe(400)
  })

  it('gives the whole log so that its root can be made anew, and any part of it', async () => {
    const { status, headers } = await fatima.get('/api/log/proof/export')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/gzip')
    const text = await download('/api/log/proof/export')
    const tree = rootOf(text)
    const head = readCheckpoint(readNote(text.slice(text.lastIndexOf('\nhoede/linde') + 1)).text)
    expect(head.size).toBe(tree.size)
    expect(sameHash(head.root, tree.root())).toBe(true)
    expect(text).not.toMatch(/^[xm] /m)
    const part = await download('/api/log/proof/export?from=100')
    expect(part.match(/^r /gm)).toHaveLength(
      readCheckpoint(readNote(part.slice(part.lastIndexOf('\nhoede/linde') + 1)).text).size - 100,
    )
    expect(part.match(/^left /gm)).toHaveLength(3)
    expect((await fatima.get('/api/log/proof/export?from=99999')).status).toBe(400)
  })

  it('is for who may read the log, and being asked stands in the log', async () => {
    const sanne = await hoede.as('sanne')
    for (const path of ['proof', 'checkpoint', 'consistency?from=0&until=1', 'rows/1/proof', 'proof/export'])
      expect((await sanne.get(`/api/log/${path}`)).status).toBe(403)
    const { rows } = await database.query<{ event: string; question: string }>(
      `select event, question from audit_event where event = 'log.export' and outcome = 'success' order by number`,
    )
    expect(rows.map(({ question }) => question)).toContain('regel 77 met bewijs')
    expect(rows.map(({ question }) => question)).toContain('alles vanaf regel 0 met bewijs')
  })

  it('changes its key in a checkpoint that both keys sign', async () => {
    const before = (await fatima.get('/api/log/proof')).body.keys[0].verifier
    const { change, to } = await hoede.sealing.transact(environment.id, (tx) => rotateKey(tx))
    const note = readNote(change)
    expect(verified(note, readVerifier(before)) && verified(note, readVerifier(to))).toBeDefined()
    expect(readCheckpoint(note.text).nextKey).toBe(to)
    await seal()
    const { keys, checkpoint } = (await fatima.get('/api/log/proof')).body
    expect(keys.map(({ verifier }: { verifier: string }) => verifier)).toEqual([to, before])
    expect(verified(readNote(checkpoint), readVerifier(to))).toBeDefined()
    expect(verified(readNote(checkpoint), readVerifier(before))).toBeUndefined()
    expect(await download('/api/log/proof/export')).toMatch(/^change /m)
  })

  it('finds what was changed, taken away or put in by hand', async () => {
    await seal()
    const { rows: whole } = await database.query<{ rows: number }>('select size::int as rows from audit_tree')
    expect(await check()).toEqual({ rows: whole[0]!.rows, changed: 0, removed: 0, inserted: 0 })
    await database.query(`update audit_event set part = 'client' where number = 90`)
    await database.query('delete from audit_event where number in (100, 101)')
    await database.query(
      `insert into audit_event (id, recorded_at, number, event, action, outcome, part) values ($1, now() - interval '1 day', 120, 'client.read', 'R', 'success', 'client')`,
      [newId()],
    )
    expect(await check()).toMatchObject({ changed: 1, removed: 2, inserted: 1 })
    expect((await fatima.get('/api/log/rows/100/proof')).status).toBe(404)
  })
})
