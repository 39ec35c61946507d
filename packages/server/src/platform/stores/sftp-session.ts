import { connect, isIP } from 'node:net'
import { Client, type SFTPWrapper } from 'ssh2'
import { isRefused, lookup, OutboundProblem } from '../http/outbound.ts'
import { readHostKeys } from './ssh-keys.ts'
import { StoreProblem } from './store.ts'

/** An SFTP server that is known by its key. */
export interface SftpServer {
  host: string
  port?: number | undefined
  user: string
  /** The private key to sign in with: OpenSSH's form or PEM, without a passphrase. */
  privateKey: string
  /** What the server must show, one a line: `SHA256:…` as `ssh-keygen -l` says it, or the key itself (`ssh-ed25519 AAAA…`). */
  hostKey: string
  /** So long it may take to connect and sign in. */
  connectMilliseconds?: number | undefined
  /** So long nothing may come back while something was asked. */
  silentMilliseconds?: number | undefined
}

type Done<T> = (error: Error | null | undefined, value?: T) => void

/** A session in which whatever is asked ends: with an answer, or as StoreProblem. */
export interface SftpSession {
  isOpen(): boolean
  /** Asks one thing. Rejects with a StoreProblem where the line broke or fell silent, else with the status that the server gave. */
  ask<T>(request: (sftp: SFTPWrapper, done: Done<T>) => void): Promise<T>
  close(): Promise<void>
}

/** Only what needs no SHA-1 and no CBC; AES in GCM, which Node's own cryptography does. */
const algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
  ],
  cipher: ['aes256-gcm@openssh.com', 'aes128-gcm@openssh.com', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
} as const

/** Connects, looks at the server's key before anything is said, and signs in. Throws StoreProblem. */
export async function openSftp(server: SftpServer): Promise<SftpSession> {
  const { host, port = 22, user, privateKey, connectMilliseconds = 10_000, silentMilliseconds = 30_000 } = server
  const known = readHostKeys(server.hostKey)
  if (!known) throw new StoreProblem('other-key', 'there is no key by which the server is known')
  if (isIP(host) && isRefused(host)) throw new StoreProblem('refused', 'an address that is not connected to')
  const client = new Client()
  let strange = false
  let connected = false
  const watched = watch(silentMilliseconds, () => {
    client.destroy()
    return tooLate(connected)
  })
  const socket = connect({ host, port, lookup, noDelay: true })
  socket.once('connect', () => {
    connected = true
  })
  client.on('error', (error) =>
    watched.fail(strange ? new StoreProblem('other-key', 'the server shows another key') : problemOf(error, connected)),
  )
  client.on('close', () => watched.fail(new StoreProblem('unreachable', 'the connection was closed')))
  try {
    await watched.step<void>((done) => {
      client.once('ready', () => done(null))
      client.connect({
        sock: socket,
        username: user,
        privateKey,
        authHandler: ['publickey'],
        hostVerifier: (key: Buffer) => {
          strange = !known.has(key)
          return !strange
        },
        readyTimeout: 0,
        keepaliveInterval: Math.ceil(silentMilliseconds / 3),
        algorithms: {
          ...algorithms,
          kex: [...algorithms.kex],
          cipher: [...algorithms.cipher],
          serverHostKey: known.types,
        },
      } as never)
    }, connectMilliseconds)
    const sftp = await watched.step<SFTPWrapper>((done) => client.sftp(done))
    sftp.on('error', (error: Error) => watched.fail(problemOf(error, true)))
    sftp.on('close', () => {
      watched.fail(new StoreProblem('unreachable', 'the server ended the session'))
      client.end()
    })
    return {
      isOpen: () => !watched.failed(),
      ask: (request) => watched.step((done) => request(sftp, done)),
      async close() {
        if (watched.failed()) return
        const closed = new Promise<void>((done) => client.once('close', () => done()))
        client.end()
        const late = setTimeout(() => client.destroy(), 1_000)
        await closed
        clearTimeout(late)
      },
    }
  } catch (error) {
    client.destroy()
    socket.destroy()
    throw error instanceof StoreProblem
      ? error
      : new StoreProblem('refused', 'the server offers no SFTP', { cause: error })
  }
}

function problemOf(error: Error & { level?: string; code?: string | number }, connected: boolean): StoreProblem {
  if (error instanceof OutboundProblem) return new StoreProblem('refused', 'an address that is not connected to')
  if (error.level === 'client-authentication') return new StoreProblem('refused', 'the server does not know this key')
  if (error.level === 'client-timeout') return tooLate(connected)
  return new StoreProblem('unreachable', `the connection broke: ${error.level ?? error.code ?? 'ssh'}`, {
    cause: error,
  })
}

const tooLate = (connected: boolean) =>
  connected
    ? new StoreProblem('slow', 'the server fell silent')
    : new StoreProblem('unreachable', 'nothing answers at this address')

/** Sees to it that everything that is waited for ends: when the line breaks, or when nothing comes back for too long. */
function watch(silence: number, cut: () => StoreProblem) {
  let problem: StoreProblem | undefined
  const waiting = new Set<(problem: StoreProblem) => void>()
  const fail = (found: StoreProblem) => {
    problem ??= found
    clearTimeout(timer)
    for (const each of waiting) each(problem)
    waiting.clear()
  }
  const tooLong = () => fail(cut())
  let timer: NodeJS.Timeout | undefined
  const arm = (milliseconds: number) => {
    clearTimeout(timer)
    timer = waiting.size ? setTimeout(tooLong, milliseconds) : undefined
  }
  return {
    fail,
    failed: () => problem,
    step: <T>(start: (done: Done<T>) => void, milliseconds = silence) =>
      new Promise<T>((resolve, reject) => {
        if (problem) return reject(problem)
        waiting.add(reject)
        if (waiting.size === 1) arm(milliseconds)
        const done: Done<T> = (error, value) => {
          if (!waiting.delete(reject)) return
          // Whatever comes back shows that the server is still at it.
          arm(silence)
          if (error) reject(error)
          else resolve(value as T)
        }
        try {
          start(done)
        } catch (error) {
          done(error as Error)
        }
      }),
  }
}
