import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSelfSigned } from '../../../test/support/self-signed.ts'
import { ensureLocalCertificate } from './local-certificate.ts'
import { ncscOptions } from './server-options.ts'

/** A server with an ECDSA certificate and one with an RSA certificate, both with the product's settings. */
const servers = new Map<'ecdsa' | 'rsa', Server>()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoede-handshake-'))
  const ecdsa = await ensureLocalCertificate({ folder, name: 'server' })
  const rsa = await writeSelfSigned(folder, 'rsa', { rsaBits: 3072 })
  for (const [kind, files] of Object.entries({ ecdsa, rsa })) {
    const server = createServer(
      { ...ncscOptions(), cert: await readFile(files.certFile), key: await readFile(files.keyFile) },
      (_request, response) => response.end('goed'),
    )
    server.on('tlsClientError', () => undefined)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    servers.set(kind as 'ecdsa' | 'rsa', server)
  }
})
afterAll(async () => {
  for (const server of servers.values()) {
    server.closeAllConnections()
    server.close()
  }
  await rm(folder, { recursive: true, force: true })
})

const portOf = (kind: 'ecdsa' | 'rsa') => (servers.get(kind)!.address() as AddressInfo).port

/** What `openssl s_client` says; level 0 makes the client itself willing to do anything, so that the server must refuse. */
function sClient(kind: 'ecdsa' | 'rsa', options: string[], input = ''): Promise<string> {
  const cipher = options.includes('-cipher') ? [] : ['-cipher', 'ALL:COMPLEMENTOFALL@SECLEVEL=0']
  const args = [
    's_client',
    '-connect',
    `127.0.0.1:${portOf(kind)}`,
    '-CAfile',
    join(folder, 'ca.pem'),
    ...cipher,
    ...options,
  ]
  const client = spawn('openssl', args)
  let output = ''
  client.stdout.on('data', (text) => (output += text))
  client.stderr.on('data', (text) => (output += text))
  client.stdin.on('error', () => undefined)
  client.stdin.end(input)
  return new Promise((done) => client.on('close', () => done(output)))
}

const suite = (output: string) => /(?:New, \S+, Cipher is|Cipher *:) (\S+)/.exec(output)?.[1]

describe('refused', () => {
  const cases: [string, 'ecdsa' | 'rsa', string[], RegExp][] = [
    ['TLS 1.1', 'ecdsa', ['-tls1_1'], /alert protocol version/],
    ['TLS 1.0', 'ecdsa', ['-tls1'], /alert protocol version/],
    ['a static RSA key exchange', 'rsa', ['-tls1_2', '-cipher', 'AES128-SHA@SECLEVEL=0'], /handshake failure/],
    [
      'a static RSA key exchange with GCM',
      'rsa',
      ['-tls1_2', '-cipher', 'AES256-GCM-SHA384@SECLEVEL=0'],
      /handshake failure/,
    ],
    ['CBC with SHA-1', 'rsa', ['-tls1_2', '-cipher', 'ECDHE-RSA-AES128-SHA@SECLEVEL=0'], /handshake failure/],
    ['CBC with SHA-384', 'ecdsa', ['-tls1_2', '-cipher', 'ECDHE-ECDSA-AES256-SHA384@SECLEVEL=0'], /handshake failure/],
    ['DHE', 'rsa', ['-tls1_2', '-cipher', 'DHE-RSA-AES256-GCM-SHA384@SECLEVEL=0'], /handshake failure/],
    [
      'CCM with a short tag',
      'ecdsa',
      ['-tls1_2', '-cipher', 'ECDHE-ECDSA-AES128-CCM8@SECLEVEL=0'],
      /handshake failure/,
    ],
    ['RSA with SHA-1 signatures', 'rsa', ['-tls1_2', '-sigalgs', 'RSA+SHA1'], /handshake failure/],
    ['ECDSA with SHA-1 signatures', 'ecdsa', ['-tls1_2', '-sigalgs', 'ECDSA+SHA1'], /handshake failure/],
    ['secp224r1 in TLS 1.2', 'ecdsa', ['-tls1_2', '-curves', 'secp224r1'], /handshake failure/],
    ['secp521r1 alone in TLS 1.3', 'ecdsa', ['-tls1_3', '-curves', 'secp521r1'], /handshake failure/],
  ]
  it.each(cases)('%s', async (_name, kind, options, alert) => {
    const output = await sClient(kind, options)
    expect(output).toMatch(alert)
    expect(suite(output)).toBe('(NONE)')
  })

  it('renegotiation by the client', async () => {
    const output = await sClient('ecdsa', ['-tls1_2', '-no_ign_eof'], 'R\n')
    expect(output).toContain('RENEGOTIATING')
    expect(output).toMatch(/no renegotiation/)
  })
})

describe('accepted', () => {
  it.each(['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'])('%s', async (name) => {
    expect(suite(await sClient('ecdsa', ['-tls1_3', '-ciphersuites', name]))).toBe(name)
  })

  it.each(['AES256-GCM-SHA384', 'CHACHA20-POLY1305', 'AES128-GCM-SHA256'])('ECDHE with %s in TLS 1.2', async (name) => {
    for (const kind of ['ecdsa', 'rsa'] as const) {
      const full = `ECDHE-${kind.toUpperCase()}-${name}`
      const output = await sClient(kind, ['-tls1_2', '-cipher', full])
      expect(suite(output)).toBe(full)
      expect(output).toContain('Extended master secret: yes')
      expect(output).toContain('Compression: NONE')
      expect(output).toContain('Secure Renegotiation IS supported')
    }
  })

  it.each(['X25519', 'P-256', 'P-384'])('the group %s', async (group) => {
    const output = await sClient('ecdsa', ['-tls1_3', '-curves', group])
    expect(suite(output)).toBe('TLS_AES_256_GCM_SHA384')
    expect(output).toContain('Verify return code: 0 (ok)')
  })

  it('the order of the server: AES-256 where the client would rather have AES-128', async () => {
    const list = 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384'
    expect(suite(await sClient('ecdsa', ['-tls1_2', '-cipher', list]))).toBe('ECDHE-ECDSA-AES256-GCM-SHA384')
    const modern = 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384'
    expect(suite(await sClient('ecdsa', ['-tls1_3', '-ciphersuites', modern]))).toBe('TLS_AES_256_GCM_SHA384')
  })

  it('the post-quantum hybrid X25519MLKEM768', async () => {
    const protocol = await new Promise((done, failed) => {
      const options = {
        host: '127.0.0.1',
        port: portOf('ecdsa'),
        ecdhCurve: 'X25519MLKEM768',
        rejectUnauthorized: false,
      }
      const socket = connect(options, () => {
        done(socket.getProtocol())
        socket.destroy()
      }).on('error', failed)
    })
    expect(protocol).toBe('TLSv1.3')
  })
})
