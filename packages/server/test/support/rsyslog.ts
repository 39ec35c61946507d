import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { aptGet } from '../../src/platform/postgres/install.ts'
import { writeSelfSigned } from './self-signed.ts'
import { loopbackCertificate } from './tls.ts'

const program = '/usr/sbin/rsyslogd'

/** Debian's rsyslog, installed where it is not there yet. */
async function ensureRsyslog(): Promise<void> {
  const hasTls = ['x86_64', 'aarch64'].some((machine) =>
    existsSync(`/usr/lib/${machine}-linux-gnu/rsyslog/lmnsd_ossl.so`),
  )
  if (existsSync(program) && hasTls) return
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    throw new Error(
      'These tests need rsyslog. Install it (on Debian: sudo apt-get install rsyslog rsyslog-openssl) and run again.',
    )
  await aptGet(['update'], () => undefined)
  await aptGet(['install', 'rsyslog', 'rsyslog-openssl'], () => undefined)
}

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })

const listens = (port: number) =>
  new Promise<boolean>((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => done(socket.destroy() && true))
    socket.on('error', () => done(false))
  })

/** A private rsyslogd on loopback that takes syslog over TLS and writes each message as a line of a file. */
export async function rsyslog(options: { asksCertificate?: boolean } = {}) {
  await ensureRsyslog()
  const folder = await mkdtemp(join(tmpdir(), 'hoede-rsyslog-'))
  const { cert, key, ca } = await loopbackCertificate()
  const at = (name: string) => join(folder, name)
  const port = await freePort()
  await mkdir(at('work'))
  // What the senders show: trusted by itself.
  const files = await writeSelfSigned(folder, 'sender', { subject: 'CN=hoede' })
  const [own, ownKey] = await Promise.all([readFile(files.certFile, 'utf8'), readFile(files.keyFile, 'utf8')])
  await Promise.all([
    writeFile(at('ca.pem'), `${ca}\n${own}`),
    writeFile(at('cert.pem'), cert),
    writeFile(at('key.pem'), key),
    writeFile(at('received'), ''),
    writeFile(
      at('rsyslog.conf'),
      `global(workDirectory="${at('work')}" defaultNetstreamDriver="ossl" defaultNetstreamDriverCAFile="${at('ca.pem')}"
  defaultNetstreamDriverCertFile="${at('cert.pem')}" defaultNetstreamDriverKeyFile="${at('key.pem')}")
module(load="imtcp" streamDriver.name="ossl" streamDriver.mode="1" streamDriver.authMode="${options.asksCertificate ? 'x509/certvalid' : 'anon'}")
template(name="line" type="string" string="<%pri%> %timegenerated% %hostname% %msgid% %msg%\\n")
input(type="imtcp" port="${port}" address="127.0.0.1" ruleset="keep")
ruleset(name="keep") { action(type="omfile" file="${at('received')}" template="line") }
`,
    ),
  ])
  await chmod(folder, 0o700)
  let child: ChildProcess | undefined
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const stopping = child
    child = undefined
    if (!stopping) return
    const ended = new Promise((done) => stopping.once('exit', done))
    stopping.kill(signal)
    await ended
    await rm(at('pid'), { force: true })
  }
  const start = async () => {
    child = spawn(program, ['-n', '-f', at('rsyslog.conf'), '-i', at('pid')], { stdio: 'ignore' })
    const until = Date.now() + 15_000
    while (!(await listens(port))) {
      if (Date.now() > until) throw new Error('rsyslogd did not start')
      await new Promise((done) => setTimeout(done, 50))
    }
  }
  afterAll(async () => {
    await stop()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    port,
    ca,
    /** Shown by who asks to be let in. */
    own: { certificate: own, privateKey: ownKey },
    start,
    stop,
    lines: async () =>
      (await readFile(at('received'), 'utf8'))
        .split('\n')
        .filter((line) => line.includes('hoede') || line.includes('{')),
  }
}
