import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readNote, readVerifier, signerOf, verified, verifierText, WitnessClient } from '../src/index.ts'
import { splitNotes } from '../src/trust.ts'
import { serveWitness } from '../src/witness/serve.ts'
import { LogMaker } from './log-maker.ts'

let folder = ''
let stores = 0
const stops: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoede-witness-'))
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
afterAll(() => rm(folder, { recursive: true }))

function newStore(): string {
  stores += 1
  return join(folder, String(stores))
}

async function started(log: LogMaker, store = newStore()) {
  const said: string[] = []
  const logs = [log.first]
  const served = await serveWitness({
    listen: '127.0.0.1:0',
    store,
    name: 'zorggroep.example/witness',
    logs,
    say: (line) => said.push(line),
  })
  stops.push(served.stop)
  const client = new WitnessClient(served.address, readVerifier(served.verifier), (url, init) => fetch(url, init))
  return { ...served, store, client, said }
}

const post = async (address: string, body: string) => {
  const answer = await fetch(`${address}/add-checkpoint`, { method: 'POST', body })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

const grown = (rows: number) => {
  const log = new LogMaker()
  log.write(rows)
  return log
}

describe('a witness', () => {
  test('co-signs what goes on, and gives it back', async () => {
    const log = grown(5)
    const { client, address, verifier } = await started(log)
    const first = log.checkpoint()
    const answer = await client.addCheckpoint(0, [], first)
    expect(answer).toMatchObject({
      cosigned: expect.stringMatching(/^\u2014 zorggroep.example\/witness \S+\n$/),
      at: expect.any(Date),
    })
    log.write(8)
    const second = log.checkpoint()
    expect(await client.addCheckpoint(5, await log.consistency(5, 13), second)).toHaveProperty('cosigned')
    // The same once more is only said again.
    expect(await client.addCheckpoint(13, [], second)).toHaveProperty('cosigned')

    const latest = await (await fetch(`${address}/log/${log.origin}/checkpoint`)).text()
    expect(verified(readNote(latest), readVerifier(verifier))?.time).toBeInstanceOf(Date)
    expect(latest.startsWith(second)).toBe(true)
    const all = splitNotes(await (await fetch(`${address}/log/${log.origin}/checkpoints`)).text())
    expect(all.map((note) => note.split('\n')[1])).toEqual(['5', '13'])
    expect((await (await fetch(`${address}/key`)).text()).trim()).toBe(verifier)
  })

  test('says which size it knows', async () => {
    const log = grown(5)
    const { client, address } = await started(log)
    await client.addCheckpoint(0, [], log.checkpoint())
    log.write(3)
    expect(await client.addCheckpoint(3, await log.consistency(3, 8), log.checkpoint())).toEqual({ conflict: 5 })
    expect(await post(address, `old 0\n\n${log.checkpoint()}`)).toEqual({
      status: 409,
      type: 'text/x.tlog.size',
      text: '5\n',
    })
  })

  test('never co-signs another history', async () => {
    const log = grown(5)
    const { client, store, address } = await started(log)
    await client.addCheckpoint(0, [], log.checkpoint())
    const other = grown(4)
    other.seal(other.row({ outcome: 'refused' }))
    expect(await client.addCheckpoint(5, [], other.checkpoint())).toEqual({ conflict: 5 })
    other.write(3)
    expect(await client.addCheckpoint(5, await other.consistency(5, 8), other.checkpoint())).toEqual({
      refused: 'inconsistent',
      status: 422,
    })
    const shorter = grown(3)
    expect(await client.addCheckpoint(3, [], shorter.checkpoint())).toEqual({ conflict: 5 })
    expect(await client.addCheckpoint(5, [], shorter.checkpoint())).toEqual({ refused: 'bad-request', status: 400 })
    expect(await (await fetch(`${address}/log/${log.origin}/checkpoint`)).text()).toContain(log.checkpoint())
    // What the log signed twice is kept.
    const [name] = await readdir(join(store, 'logs'))
    expect(await readFile(join(store, 'logs', name!, 'contradictions'), 'utf8')).toContain('\u2014 hoede/linde/1')
  })

  test('knows its own logs and their keys', async () => {
    const log = grown(5)
    const { client } = await started(log)
    const stranger = new LogMaker('hoede/eik/2')
    stranger.write(2)
    expect(await client.addCheckpoint(0, [], stranger.checkpoint())).toEqual({ refused: 'unknown-log', status: 404 })
    const forged = log.checkpoint([signerOf(log.origin, Buffer.alloc(32, 99))])
    expect(await client.addCheckpoint(0, [], forged)).toEqual({ refused: 'unknown-key', status: 403 })
    expect(await client.addCheckpoint(0, [], log.checkpoint().replace(/time 2026/, 'time 2027'))).toEqual({
      refused: 'unknown-key',
      status: 403,
    })
    // A cosignature of somebody else under it does not matter.
    expect(
      await client.addCheckpoint(0, [], log.checkpoint([signerOf('else', Buffer.alloc(32, 1)), log.first])),
    ).toHaveProperty('cosigned')
  })

  test('follows a change of key, also after a start', async () => {
    const log = grown(5)
    const { client, stop, store } = await started(log)
    const stolen = log.signer
    log.changeKey(8)
    expect(await client.addCheckpoint(0, [], log.changes[0]!)).toHaveProperty('cosigned')
    await stop()
    stops.length = 0
    const again = await started(log, store)
    log.write(4)
    expect(await again.client.addCheckpoint(5, await log.consistency(5, 9), log.checkpoint([stolen]))).toEqual({
      refused: 'unknown-key',
      status: 403,
    })
    expect(await again.client.addCheckpoint(5, await log.consistency(5, 9), log.checkpoint())).toHaveProperty(
      'cosigned',
    )
  })

  test.each([
    ['nothing', ''],
    ['no old size', '\n\n'],
    ['a size with a zero before it', 'old 05\n\n'],
    ['a proof that is none', 'old 0\nabc\n\n'],
    ['64 hashes', `old 0\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n`],
  ])('refuses %s', async (_, head) => {
    const log = grown(3)
    const { address } = await started(log)
    expect((await post(address, head && head + log.checkpoint())).status).toBe(400)
  })

  test('refuses what is too long, and other questions', async () => {
    const { address } = await started(grown(3))
    expect((await post(address, 'x'.repeat(200_000))).status).toBe(413)
    expect((await fetch(`${address}/add-checkpoint`)).status).toBe(405)
    expect((await fetch(`${address}/log/hoede/linde/1/checkpoint`)).status).toBe(404)
    expect((await fetch(`${address}/log/..%2f..%2fkey/checkpoint`)).status).toBe(404)
    expect((await fetch(`${address}/%ff`)).status).toBe(404)
  })

  test('deals with two at once one after the other: one history', async () => {
    const log = grown(5)
    const { client, address } = await started(log)
    await client.addCheckpoint(0, [], log.checkpoint())
    const branches = await Promise.all(
      Array.from({ length: 8 }, async (_, at) => {
        const branch = grown(5)
        branch.seal(branch.row({ id: `branch-${at}` }))
        return client.addCheckpoint(5, await branch.consistency(5, 6), branch.checkpoint())
      }),
    )
    expect(branches.filter((answer) => 'cosigned' in answer)).toHaveLength(1)
    expect(branches.filter((answer) => 'conflict' in answer)).toHaveLength(7)
    const all = splitNotes(await (await fetch(`${address}/log/${log.origin}/checkpoints`)).text())
    expect(all).toHaveLength(2)
  })

  test('keeps its key where only its owner reads it, and one witness in a folder', async () => {
    const log = grown(2)
    const { store, stop, verifier } = await started(log)
    expect((await stat(join(store, 'key'))).mode & 0o777).toBe(0o600)
    expect((await readFile(join(store, 'key.pub'), 'utf8')).trim()).toBe(verifier)
    await stop()
    stops.length = 0
    const again = await started(log, store)
    expect(again.verifier).toBe(verifier)
    const other = serveWitness({
      listen: '127.0.0.1:0',
      store: newStore(),
      name: 'with space',
      logs: [log.first],
      say: () => {},
    })
    await expect(other).rejects.toThrow('no spaces')
    await again.stop()
    stops.length = 0
    const renamed = serveWitness({ listen: '127.0.0.1:0', store, name: 'another', logs: [log.first], say: () => {} })
    await expect(renamed).rejects.toThrow('the key of zorggroep.example/witness')
  })

  test('mends what a sudden end left half written', async () => {
    const log = grown(5)
    const { client, store, stop, address } = await started(log)
    await client.addCheckpoint(0, [], log.checkpoint())
    log.write(2)
    await client.addCheckpoint(5, await log.consistency(5, 7), log.checkpoint())
    const before = await (await fetch(`${address}/log/${log.origin}/checkpoints`)).text()
    await stop()
    stops.length = 0
    const [name] = await readdir(join(store, 'logs'))
    const file = join(store, 'logs', name!, 'checkpoints')
    for (const left of [
      `${before.slice(0, -1)}`,
      before.slice(0, -40),
      splitNotes(before)[0]!.slice(0, 30),
      '',
      `${before}hoede/linde/1\n9\n`,
    ]) {
      await writeFile(file, left)
      await appendFile(join(store, 'running'), '999999\n')
      const again = await started(log, store)
      const all = splitNotes(await (await fetch(`${again.address}/log/${log.origin}/checkpoints`)).text())
      expect(all.at(-1)).toBe(splitNotes(before)[1])
      await again.stop()
      stops.length = 0
    }
  })
})

const program = resolve(import.meta.dirname, '../bin/hoede-verify.mjs')

async function spawned(
  store: string,
  log: LogMaker,
): Promise<{ child: ChildProcess; address: string; verifier: string }> {
  const child = spawn(process.execPath, [
    program,
    'witness',
    '--listen',
    '127.0.0.1:0',
    '--store',
    store,
    '--name',
    'w',
    '--log',
    verifierText(log.first),
  ])
  let said = ''
  for await (const chunk of child.stderr) {
    said += chunk
    const [, verifier, address] = /witness (\S+) of .* on (\S+)\n/.exec(said) ?? []
    if (verifier && address) return { child, address, verifier }
  }
  throw new Error(said)
}

test('whatever a killed witness said, it remembers', async () => {
  const log = grown(1)
  const store = newStore()
  let cosigned = 0
  for (let round = 0; round < 4; round += 1) {
    const { child, address, verifier } = await spawned(store, log)
    const client = new WitnessClient(address, readVerifier(verifier), (url, init) => fetch(url, init))
    const known = await client.addCheckpoint(0, [], log.checkpoint())
    const size = 'conflict' in known ? known.conflict : log.sealed.length
    expect(size).toBeGreaterThanOrEqual(cosigned)
    let old = size
    const killed = once(child, 'exit')
    setTimeout(() => child.kill('SIGKILL'), 60 + round * 60)
    try {
      for (;;) {
        log.write(1)
        const next = log.sealed.length
        const answer = await client.addCheckpoint(old, await log.consistency(old, next), log.checkpoint())
        expect(answer).toHaveProperty('cosigned')
        cosigned = next
        old = next
      }
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
    }
    await killed
  }
  expect(cosigned).toBeGreaterThan(0)
  const { child, address } = await spawned(store, log)
  const all = splitNotes(await (await fetch(`${address}/log/${log.origin}/checkpoints`)).text())
  const sizes = all.map((note) => Number(note.split('\n')[1]))
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
  expect(new Set(sizes).size).toBe(sizes.length)
  expect(sizes.at(-1)).toBeGreaterThanOrEqual(cosigned)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})
