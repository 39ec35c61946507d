import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLocalAuthority } from './local-authority.ts'
import { ensureLocalCertificate } from './local-certificate.ts'
import { ncscOptions } from './server-options.ts'
import { X509Certificate } from './x509.ts'

const run = promisify(execFile)
const day = 86_400_000
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoede-tls-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const ensure = (hosts: string[], now = new Date()) => ensureLocalCertificate({ folder, name: 'server', hosts, now })
const mode = async (file: string) => (await stat(file)).mode & 0o777

describe('the local authority', () => {
  it('is made once, and its key is for its owner only', async () => {
    const first = await openLocalAuthority(folder)
    const second = await openLocalAuthority(folder)
    expect(second.certificate.equal(first.certificate)).toBe(true)
    expect(await mode(join(folder, 'ca-key.pem'))).toBe(0o600)
    expect(await mode(join(folder, 'ca.pem'))).toBe(0o644)
  })

  it('cannot vouch for an address elsewhere, even by somebody who has its key', async () => {
    const authority = await openLocalAuthority(folder)
    const verify = async (hosts: string[], addresses: string[]) => {
      const { cert } = await authority.issue({ hosts, addresses })
      await writeFile(join(folder, 'leaf.pem'), cert)
      return run('openssl', ['verify', '-x509_strict', '-CAfile', authority.caFile, join(folder, 'leaf.pem')]).then(
        ({ stdout }) => stdout,
        (error: { stderr: string }) => error.stderr,
      )
    }
    expect(await verify(['linde.localhost'], ['127.0.0.1', '::1'])).toContain('OK')
    expect(await verify(['bank.example'], [])).toContain('permitted subtree violation')
    expect(await verify(['linde.localhost'], ['192.0.2.1'])).toContain('permitted subtree violation')
  })

  it('says what is wrong instead of replacing what is broken', async () => {
    await openLocalAuthority(folder)
    await rm(join(folder, 'ca-key.pem'))
    await expect(openLocalAuthority(folder)).rejects.toMatchObject({ code: 'authority-incomplete' })
    await writeFile(join(folder, 'ca-key.pem'), 'broken')
    await expect(openLocalAuthority(folder)).rejects.toMatchObject({ code: 'authority-unreadable' })
    await writeFile(join(folder, 'ca.pem'), 'broken')
    await expect(openLocalAuthority(folder)).rejects.toMatchObject({ code: 'authority-unreadable' })
  })

  it('makes room for a new one when it comes to its end', async () => {
    const old = await openLocalAuthority(folder, new Date(Date.now() - 3640 * day))
    const present = await openLocalAuthority(folder)
    expect(present.certificate.equal(old.certificate)).toBe(false)
  })
})

describe('a local certificate', () => {
  it('has every name exactly, lasts 397 days at most, and is kept while it is good', async () => {
    const first = await ensure(['linde.localhost', 'Horizon.localhost'])
    expect(first).toMatchObject({ renewed: true, refused: [] })
    expect(await mode(first.keyFile)).toBe(0o600)
    const { stdout } = await run('openssl', ['x509', '-noout', '-ext', 'subjectAltName', '-in', first.certFile])
    for (const name of ['localhost', '*.localhost', 'linde.localhost', 'horizon.localhost'])
      expect(stdout).toContain(`DNS:${name}`)
    expect(stdout).toContain('IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
    const { notBefore, notAfter } = new X509Certificate(await readFile(first.certFile))
    expect(notAfter.getTime() - notBefore.getTime()).toBeLessThanOrEqual(397 * day)
    expect((await ensure(['linde.localhost'])).renewed).toBe(false)
  })

  it('gets a new name beside those it had', async () => {
    await ensure(['linde.localhost'])
    const { certFile, renewed } = await ensure(['nieuw.localhost'])
    expect(renewed).toBe(true)
    const { stdout } = await run('openssl', ['x509', '-noout', '-ext', 'subjectAltName', '-in', certFile])
    expect(stdout).toContain('DNS:linde.localhost, DNS:nieuw.localhost')
  })

  it('refuses names that are not of this machine', async () => {
    const hosts = ['ecd.delinde.example', 'linde.localhost', 'localhost.example', '-a.localhost']
    expect((await ensure(hosts)).refused).toEqual(['ecd.delinde.example', 'localhost.example', '-a.localhost'])
  })

  it('is renewed when fewer than 30 days remain, when its key is another one, and when its authority is', async () => {
    await ensure([], new Date(Date.now() - 366 * day))
    expect((await ensure([])).renewed).toBe(false)
    expect((await ensure([], new Date(Date.now() + 3 * day))).renewed).toBe(true)
    const other = await ensureLocalCertificate({ folder, name: 'other' })
    await writeFile(join(folder, 'server-key.pem'), await readFile(other.keyFile))
    expect((await ensure([])).renewed).toBe(true)
    await rm(join(folder, 'ca.pem'))
    expect((await ensure([])).renewed).toBe(true)
  })

  it('comes with the key that fits, to whoever asks at the same moment for other names', async () => {
    const made = await Promise.all([1, 2, 3, 4, 5, 6].map((place) => ensure([`c${place}.localhost`])))
    for (const { cert, key } of made) expect(() => createSecureContext({ cert, key })).not.toThrow()
    const names = new X509Certificate(await readFile(join(folder, 'server.pem'), 'utf8')).toString('text')
    for (const place of [1, 2, 3, 4, 5, 6]) expect(names).toContain(`c${place}.localhost`)
  })

  it('is accepted by Node and by curl, for the names in it and no other', async () => {
    const { caFile, cert, key } = await ensure(['linde.localhost'])
    const server = createServer({ ...ncscOptions(), cert, key }, (_request, response) => response.end('goed'))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    try {
      const curl = (host: string) =>
        run('curl', ['-sS', '--cacert', caFile, '--resolve', `${host}:${port}:127.0.0.1`, `https://${host}:${port}/`])
      expect((await curl('linde.localhost')).stdout).toBe('goed')
      expect((await curl('127.0.0.1')).stdout).toBe('goed')
      await expect(curl('bank.example')).rejects.toThrow('no alternative certificate subject name matches')
      const ca = await readFile(caFile)
      const status = (host: string) =>
        new Promise((done, failed) => {
          const lookup = (_name: string, _options: object, answer: (error: null, list: object[]) => void) =>
            answer(null, [{ address: '127.0.0.1', family: 4 }])
          get({ host, port, ca, lookup: lookup as never, agent: false }, (response) => done(response.statusCode)).on(
            'error',
            failed,
          )
        })
      expect(await status('linde.localhost')).toBe(200)
      expect(await status('127.0.0.1')).toBe(200)
      await expect(status('ander.localhost')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })
})
