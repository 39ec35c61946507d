import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isRunning, waitForEnd } from '../process/inspect.ts'
import { type Cluster, type ClusterRequest, startCluster } from './cluster.ts'

let temporary: string
let folder: string
const log: string[] = []
const running = new Set<Cluster>()

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'hoede-cluster-'))
  await chmod(temporary, 0o755)
  folder = join(temporary, 'postgres')
})
afterEach(async () => {
  for (const cluster of running) await cluster.stop()
  running.clear()
  log.length = 0
})
afterAll(() => rm(temporary, { recursive: true, force: true }))

async function start(request: Partial<ClusterRequest> = {}): Promise<Cluster> {
  const cluster = await startCluster({ folder, log: (text) => log.push(text), fast: true, ...request })
  running.add(cluster)
  return cluster
}

async function query(cluster: Cluster, sql: string, login: Partial<pg.ClientConfig> = {}) {
  const ca = await readFile(cluster.caFile, 'utf8')
  const client = new pg.Client({
    host: cluster.host,
    port: cluster.port,
    ...cluster.superuser,
    database: 'postgres',
    ssl: { ca },
    ...login,
  })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const setting = async (cluster: Cluster, name: string) =>
  (await query(cluster, `select current_setting('${name}') as value`))[0].value
const failure = (request: Partial<ClusterRequest> = {}) =>
  start(request).then(
    () => ({ code: 'started', message: '' }),
    (error: { code: string; message: string }) => error,
  )

describe('a new cluster', () => {
  it('has checksums, TLS and passwords, and listens on this machine only', async () => {
    const cluster = await start()
    expect(cluster).toMatchObject({
      host: '127.0.0.1',
      adopted: false,
      version: expect.stringMatching(/^1[5-9]|^[2-9]/),
    })
    expect(await setting(cluster, 'data_checksums')).toBe('on')
    expect(await setting(cluster, 'server_encoding')).toBe('UTF8')
    expect(await setting(cluster, 'listen_addresses')).toBe('127.0.0.1')
    expect(await setting(cluster, 'unix_socket_directories')).toBe('')
    expect(await query(cluster, 'select ssl, version from pg_stat_ssl where pid = pg_backend_pid()')).toEqual([
      { ssl: true, version: 'TLSv1.3' },
    ])
    const rules = await query(cluster, 'select type, auth_method from pg_hba_file_rules')
    expect(rules.every((rule) => rule.auth_method === 'scram-sha-256')).toBe(true)
    expect(rules.map((rule) => rule.type).sort()).toEqual(['hostssl', 'local'])
    expect((await stat(join(folder, 'superuser.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'cluster'))).mode & 0o777).toBe(0o700)
  })

  it('lets nobody in without TLS or with another password', async () => {
    const cluster = await start()
    await expect(query(cluster, 'select 1', { ssl: false })).rejects.toThrow(/no pg_hba.conf entry .* no encryption/)
    await expect(query(cluster, 'select 1', { password: 'verkeerd' })).rejects.toThrow('password authentication failed')
    await expect(query(cluster, 'select 1', { password: '' })).rejects.toThrow(/password/i)
  })

  it('has a certificate for 127.0.0.1 and localhost that its authority vouches for', async () => {
    const cluster = await start()
    const url = `host=127.0.0.1 port=${cluster.port} user=postgres dbname=postgres sslmode=verify-full sslrootcert=${cluster.caFile}`
    for (const connection of [url, url.replace('host=127.0.0.1', 'host=localhost hostaddr=127.0.0.1')]) {
      const psql = spawn(join(cluster.bindir, 'psql'), [connection, '-Atc', 'select 7'], {
        env: { PGPASSWORD: cluster.superuser.password },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [answer] = await once(psql.stdout, 'data')
      expect(String(answer).trim()).toBe('7')
    }
  })

  it('writes no statement and no value in its log', async () => {
    const cluster = await start()
    await query(cluster, 'create table if not exists secret (bsn text unique)')
    await query(cluster, "insert into secret values ('999990019') on conflict do nothing")
    await expect(query(cluster, "insert into secret values ('999990019')")).rejects.toThrow('duplicate key')
    await expect(query(cluster, "select '999990019x'::int")).rejects.toThrow('invalid input syntax')
    expect(await readFile(join(folder, 'cluster', 'postgres.log'), 'utf8')).not.toContain('999990019')
  })
})

describe('starting again', () => {
  it('keeps the data, the password and the port', async () => {
    const first = await start()
    await query(first, 'create table if not exists kept as select 41 + 1 as answer')
    await first.stop()
    expect(isRunning(first.pid)).toBe(false)
    const second = await start()
    expect(second).toMatchObject({ port: first.port, superuser: first.superuser, adopted: false })
    expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  it('takes over the server that a killed starter left, and ends it in the end', async () => {
    const starter = await startElsewhere()
    starter.process.kill('SIGKILL')
    await once(starter.process, 'exit')
    expect(isRunning(starter.pid)).toBe(true)
    const cluster = await start()
    expect(cluster).toMatchObject({ adopted: true, pid: starter.pid, port: starter.port })
    expect(log).toEqual(['PostgreSQL draaide nog van een vorige start.'])
    expect(await query(cluster, 'select 1 as one')).toEqual([{ one: 1 }])
    await cluster.stop()
    expect(isRunning(starter.pid)).toBe(false)
  })

  it('is not ended by Ctrl-C at the terminal of its starter', async () => {
    const starter = await startElsewhere()
    process.kill(-starter.process.pid!, 'SIGINT')
    await once(starter.process, 'exit')
    expect(isRunning(starter.pid)).toBe(true)
    expect(await start()).toMatchObject({ adopted: true, pid: starter.pid })
  })

  it('recovers after the server itself was killed', async () => {
    const first = await start()
    await query(first, 'create table if not exists survives as select 7 as answer')
    process.kill(first.pid, 'SIGKILL')
    const second = await start()
    expect(second.pid).not.toBe(first.pid)
    expect(await query(second, 'select answer from survives')).toEqual([{ answer: 7 }])
  })

  it('is not kept back by a pid file whose number now belongs to another process', async () => {
    const first = await start()
    process.kill(first.pid, 'SIGKILL')
    await waitForEnd(first.pid, 5_000)
    const file = join(folder, 'cluster', 'data', 'postmaster.pid')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(/^\d+/, String(process.pid)))
    expect((await start()).adopted).toBe(false)
  })

  it('takes settings from local.conf', async () => {
    await appendFile(join(folder, 'cluster', 'data', 'local.conf'), "work_mem = '9MB'\n")
    expect(await setting(await start(), 'work_mem')).toBe('9MB')
  })
})

describe('a folder that only its owner can enter', () => {
  it('keeps the cluster where its account can come: outside when root lends it another, else inside', async () => {
    const closed = join(temporary, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const inside = { folder: join(closed, 'postgres'), tlsFolder: join(temporary, 'tls') }
    const home = async () =>
      (JSON.parse(await readFile(join(inside.folder, 'cluster.json'), 'utf8')) as { home?: string }).home
    try {
      const first = await start(inside)
      await query(first, 'create table kept as select 1 as answer')
      if (process.getuid?.() === 0) {
        expect(await home()).toMatch(/^\/var\/lib\/hoede\/[a-z0-9]{10}$/)
        expect(log).toEqual([
          `PostgreSQL kan niet in ${inside.folder} komen; de database staat daarom in ${await home()}.`,
        ])
      } else expect(await home()).toBeUndefined()
      await first.stop()
      expect(await query(await start(inside), 'select answer from kept')).toEqual([{ answer: 1 }])
    } finally {
      for (const cluster of running) await cluster.stop()
      const outside = await home()
      if (outside) await rm(outside, { recursive: true })
    }
  })
})

describe('the port', () => {
  it('that was asked for and is taken: refused, the server of another is left alone', async () => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    expect(await failure({ port })).toMatchObject({
      code: 'postgres-port-taken',
      message: expect.stringContaining(`Poort ${port}`),
    })
    other.close()
    expect((await start({ port })).port).toBe(port)
  })

  it('that it had and is taken: the next one, and it says so', async () => {
    const first = await start()
    await first.stop()
    const other = createServer().listen(first.port, '127.0.0.1')
    await once(other, 'listening')
    const second = await start()
    expect(second.port).not.toBe(first.port)
    expect(log).toEqual([expect.stringMatching(`Poort ${first.port} .*het wordt ${second.port}`)])
    other.close()
  })

  it('asked for while it runs on another: it moves', async () => {
    const starter = await startElsewhere()
    starter.process.kill('SIGKILL')
    await once(starter.process, 'exit')
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const { port } = probe.address() as { port: number }
    await new Promise((done) => probe.close(done))
    expect(await start({ port })).toMatchObject({ adopted: false, port })
    expect(isRunning(starter.pid)).toBe(false)
  })
})

describe('refused with a reason, and nothing changed', () => {
  it('data of another major version', async () => {
    const file = join(folder, 'cluster', 'data', 'PG_VERSION')
    const original = await readFile(file, 'utf8')
    await writeFile(file, '9\n')
    expect(await failure()).toMatchObject({
      code: 'postgres-other-version',
      message: expect.stringContaining('van PostgreSQL 9;'),
    })
    await writeFile(file, original)
    await start()
  })

  it('a data folder that is not whole, and a password that is lost', async () => {
    const password = join(folder, 'superuser.json')
    const kept = await readFile(password)
    await rm(password)
    expect(await failure()).toMatchObject({ code: 'postgres-password-missing' })
    await writeFile(password, kept, { mode: 0o600 })
    const broken = join(temporary, 'broken')
    await mkdir(join(broken, 'cluster', 'data'), { recursive: true })
    expect(await failure({ folder: broken })).toMatchObject({ code: 'postgres-broken' })
  })

  it('a folder where nothing can be written', async () => {
    await writeFile(join(temporary, 'file'), '')
    expect(await failure({ folder: join(temporary, 'file', 'postgres') })).toMatchObject({ code: 'postgres-folder' })
  })
})

interface Starter {
  process: ChildProcess
  pid: number
  port: number
}

/** Starts the cluster from another process in a group of its own, as a terminal would. */
async function startElsewhere(): Promise<Starter> {
  const program = `
    import { startCluster } from ${JSON.stringify(join(import.meta.dirname, 'cluster.ts'))}
    const { pid, port } = await startCluster({ folder: ${JSON.stringify(folder)}, log: () => undefined, fast: true })
    console.log(JSON.stringify({ pid, port }))
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout! })) {
    return { process: child, ...(JSON.parse(line) as { pid: number; port: number }) }
  }
  throw new Error('the starter ended')
}
