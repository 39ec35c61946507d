import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { newSshKey } from '../../src/platform/stores/ssh-keys.ts'

const program = '/usr/sbin/sshd'

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

/** Debian's sshd (openssh-server, which `npm test` installs), on loopback with keys of its own; its sessions can be held and ended. */
export async function startSshd() {
  const folder = await mkdtemp(join(tmpdir(), 'hoede-sshd-'))
  const at = (name: string) => join(folder, name)
  const [host, client] = [newSshKey('host'), newSshKey('hoede')]
  const port = await freePort()
  await mkdir(at('files'))
  // As root it asks for this folder, which Debian's service makes when it starts.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 })
  await Promise.all([
    writeFile(at('host'), host.privateKey, { mode: 0o600 }),
    writeFile(at('authorized'), `${client.publicKey}\n`),
    writeFile(at('sessions'), ''),
    // A limit on the size of files stands for a disk that is full, in blocks of 512 bytes.
    writeFile(
      at('sftp-server'),
      `#!/bin/sh
echo $$ $PPID >> ${at('sessions')}
if [ -f ${at('limit')} ]; then trap '' XFSZ; ulimit -f $(cat ${at('limit')}); fi
exec /usr/lib/openssh/sftp-server
`,
    ),
    writeFile(
      at('config'),
      `ListenAddress 127.0.0.1
Port ${port}
HostKey ${at('host')}
AuthorizedKeysFile ${at('authorized')}
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp ${at('sftp-server')}
`,
    ),
  ])
  await chmod(at('sftp-server'), 0o755)
  let said = ''
  const child: ChildProcess = spawn(program, ['-D', '-e', '-f', at('config')], { stdio: ['ignore', 'ignore', 'pipe'] })
  child.stderr?.on('data', (text) => (said = `${said}${text}`.slice(-4_000)))
  const sessions = async () => (await readFile(at('sessions'), 'utf8')).trim().split('\n').filter(Boolean)
  const signal = async (which: 0 | 1, name: NodeJS.Signals) => {
    const [last = ''] = (await sessions()).slice(-1)
    process.kill(Number(last.split(' ')[which]), name)
  }
  afterAll(async () => {
    const ended = new Promise((done) => child.once('exit', done))
    child.kill()
    await ended
    await rm(folder, { recursive: true, force: true })
  })
  for (const until = Date.now() + 15_000; !(await listens(port)); ) {
    if (Date.now() > until || child.exitCode !== null) throw new Error(`sshd did not start: ${said}`)
    await new Promise((done) => setTimeout(done, 20))
  }
  return {
    host: 'localhost',
    port,
    user: userInfo().username,
    privateKey: client.privateKey,
    /** As it stands in `ssh_host_ed25519_key.pub`. */
    hostKey: host.publicKey,
    /** What comes here is found there, on this machine. */
    folder: at('files'),
    allow: (publicKey: string) => writeFile(at('authorized'), `${client.publicKey}\n${publicKey}\n`),
    /** From the next session on. */
    limit: (blocks: number | undefined) =>
      blocks === undefined ? rm(at('limit'), { force: true }) : writeFile(at('limit'), String(blocks)),
    sessions: async () => (await sessions()).length,
    /** Of the last session: the program that writes files is held, goes on, or is ended, or the whole connection is. */
    hold: () => signal(0, 'SIGSTOP'),
    goOn: () => signal(0, 'SIGCONT'),
    endProgram: () => signal(0, 'SIGKILL'),
    cut: () => signal(1, 'SIGKILL'),
    said: () => said,
  }
}
