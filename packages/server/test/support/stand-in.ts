import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer as createPlain } from 'node:net'
import { TLSSocket } from 'node:tls'
import { afterAll } from 'vitest'
import { loopbackCertificate } from './tls.ts'

export interface Asked {
  method: string
  path: string
  headers: Record<string, string | string[] | undefined>
  body: string
  bytes: Buffer
}

export interface Given {
  status?: number
  /** Text or bytes as they are; anything else as JSON. */
  body?: unknown
  headers?: Record<string, string>
  /** Milliseconds before the answer. */
  after?: number
}

/** A server of others on loopback over HTTPS: it remembers what it was asked, and answers what the test says. */
export async function standIn(answer: (asked: Asked) => Given | Promise<Given>) {
  const { cert, key, ca } = await loopbackCertificate()
  const asked: Asked[] = []
  const server = createServer({ cert, key }, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const bytes = Buffer.concat(parts)
      const { method = '', url = '', headers: shown } = request
      const one = { method, path: url, headers: shown, body: bytes.toString('utf8'), bytes }
      asked.push(one)
      const { status = 200, body: given = {}, headers = {}, after = 0 } = await answer(one)
      const text = typeof given === 'string' || given instanceof Uint8Array ? given : JSON.stringify(given)
      setTimeout(() => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text), after)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { base: `https://localhost:${(server.address() as AddressInfo).port}`, asked, ca }
}

export interface MailServerOptions {
  /** Does it offer STARTTLS? */
  encrypted?: boolean
  /** What it answers to the recipient; to begin with 250. */
  recipient?: string
  user?: string
  password?: string
}

/** A small mail server (RFC 5321 with STARTTLS, RFC 3207, and AUTH PLAIN, RFC 4954): it keeps what it was given. */
export async function mailServer(options: MailServerOptions = {}) {
  const { encrypted = true, recipient = '250 ok' } = options
  const { cert, key, ca } = await loopbackCertificate()
  const mails: string[] = []
  const talk = (socket: NodeJS.ReadWriteStream, secure: boolean) => {
    let text = ''
    let data: string | undefined
    const say = (line: string) => void socket.write(`${line}\r\n`)
    const command = (line: string) => {
      const verb = line.split(' ')[0]?.toUpperCase()
      if (verb === 'EHLO') {
        if (!secure && encrypted) say('250-localhost\r\n250 STARTTLS')
        else say(options.user ? '250-localhost\r\n250 AUTH PLAIN' : '250 localhost')
      } else if (verb === 'STARTTLS' && !encrypted) say('502 not here')
      else if (verb === 'STARTTLS') {
        say('220 go on')
        socket.removeAllListeners('data')
        talk(new TLSSocket(socket as never, { isServer: true, cert, key }), true)
      } else if (verb === 'AUTH') {
        const given = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString()
        say(given === `\0${options.user}\0${options.password}` ? '235 welcome' : '535 no')
      } else if (verb === 'RCPT') say(recipient)
      else if (verb === 'DATA') {
        data = ''
        say('354 go on')
      } else if (verb === 'QUIT') {
        say('221 bye')
        socket.end()
      } else say('250 ok')
    }
    socket.on('error', () => undefined)
    socket.on('data', (part) => {
      text += part.toString()
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        text = text.slice(end + 2)
        if (data === undefined) command(line)
        else if (line === '.') {
          mails.push(data)
          data = undefined
          say('250 kept')
        } else data += `${line}\n`
      }
    })
  }
  const server = createPlain((socket) => {
    socket.write('220 localhost\r\n')
    talk(socket, false)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  afterAll(() => void server.close())
  return { port: (server.address() as AddressInfo).port, mails, ca }
}
