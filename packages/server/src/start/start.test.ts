import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { webApplications } from '../app.ts'
import { isRunning } from '../platform/process/inspect.ts'

const program = resolve(import.meta.dirname, '../../bin/start.ts')
let dataFolder: string
let ports: { https: number; http: number }
const started = new Set<Started>()

interface Started {
  process: ChildProcess
  output: () => string
}

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'hoede-start-'))
  await chmod(dataFolder, 0o755)
  for (const { page } of webApplications) {
    await mkdir(dirname(join(dataFolder, 'web', page)), { recursive: true })
    await writeFile(join(dataFolder, 'web', page), '<!doctype html><title>Hoede</title>')
  }
  ports = { https: await freePort(), http: await freePort() }
})
afterEach(async () => {
  for (const { process } of started) {
    if (process.exitCode === null && process.signalCode === null) {
      process.kill('SIGTERM')
      await once(process, 'exit')
    }
  }
  started.clear()
})
afterAll(() => rm(dataFolder, { recursive: true, force: true }))

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  return port
}

function start(): Started {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env['PATH'],
      HOEDE_DATA: dataFolder,
      HOEDE_HTTPS_PORT: String(ports.https),
      HOEDE_HTTP_PORT: String(ports.http),
      HOEDE_DEMO: 'nee',
      HOEDE_WEB: join(dataFolder, 'web'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part))
  const one = { process: child, output: () => text }
  started.add(one)
  return one
}

async function running(): Promise<Started> {
  const one = start()
  await expect.poll(one.output, { timeout: 50_000 }).toMatch(/Ctrl-C stopt alles|Hoede start niet/)
  expect(one.output()).toContain('Hoede draait.')
  return one
}

async function ended(one: Started): Promise<number | null> {
  if (one.process.exitCode === null) await once(one.process, 'exit')
  return one.process.exitCode
}

const pidIn = async (file: string) =>
  (JSON.parse(await readFile(join(dataFolder, 'run', file), 'utf8')) as { pid: number }).pid
const databasePid = async () =>
  Number((await readFile(join(dataFolder, 'postgres/cluster/data/postmaster.pid'), 'utf8')).split('\n')[0])
const allPids = () => Promise.all([pidIn('server.pid'), pidIn('worker.pid'), databasePid()])

/** Status of the readiness check over HTTPS, its certificate checked; 0 when nobody answers. */
async function readiness(): Promise<number> {
  const ca = await readFile(join(dataFolder, 'tls/ca.pem'))
  return new Promise((done) => {
    const request = get({ host: '127.0.0.1', port: ports.https, path: '/readyz', ca, agent: false }, (answer) => {
      answer.resume()
      done(answer.statusCode ?? 0)
    })
    request.on('error', () => done(0))
  })
}

describe('npm start', () => {
  it('starts everything on an empty folder, says how far it is, and ends all of it on a signal', async () => {
    const one = await running()
    for (const title of ['PostgreSQL…', 'Database…', 'Server en taakverwerker…']) expect(one.output()).toContain(title)
    expect(await readiness()).toBe(200)
    const pids = await allPids()
    one.process.kill('SIGINT')
    expect(await ended(one)).toBe(0)
    expect(pids.filter(isRunning)).toEqual([])
    await expect(access(join(dataFolder, 'database.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('refuses to start twice on one folder, and leaves the first alone', async () => {
    const first = await running()
    const second = start()
    expect(await ended(second)).toBe(1)
    expect(second.output()).toContain(`Hoede draait al met de gegevens in ${dataFolder} (proces ${first.process.pid})`)
    expect(await readiness()).toBe(200)
  })

  it('brings back whatever is killed while it runs', async () => {
    const one = await running()
    const before = await allPids()
    for (const pid of before) process.kill(pid, 'SIGKILL')
    await expect.poll(() => one.output(), { timeout: 30_000 }).toContain('De database draait weer.')
    await expect.poll(readiness, { timeout: 30_000 }).toBe(200)
    expect(one.output()).toContain('De server stopte onverwacht en wordt opnieuw gestart')
    expect((await allPids()).filter((pid) => before.includes(pid))).toEqual([])
  })

  it('starts after it was killed itself: what it left is ended or taken over', async () => {
    const first = await running()
    const [server, worker, database] = await allPids()
    first.process.kill('SIGKILL')
    await ended(first)
    expect(isRunning(server)).toBe(true)
    const second = await running()
    expect(second.output()).toContain('draaide nog')
    expect([server, worker].filter(isRunning)).toEqual([])
    expect(await databasePid()).toBe(database)
    expect(await readiness()).toBe(200)
  })

  it('says which port is taken and how to choose another', async () => {
    const other = createServer().listen(ports.https, '127.0.0.1')
    await once(other, 'listening')
    const one = start()
    expect(await ended(one)).toBe(1)
    expect(one.output()).toContain(
      `Poort ${ports.https} is bezet door een ander programma. Sluit dat, of kies een andere poort met HOEDE_HTTPS_PORT.`,
    )
    other.close()
  })
})
