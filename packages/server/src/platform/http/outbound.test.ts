import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { ConfigProblem } from '../config.ts'
import { readExtraAuthorities } from '../tls/extra-authorities.ts'
import { ensureLocalCertificate } from '../tls/local-certificate.ts'
import { tlsFolder } from '../tls/server-tls.ts'
import { createOutbound } from './outbound.ts'

describe('requests to servers of others', async () => {
  const made = await ensureLocalCertificate({ folder: tlsFolder(inject('cluster').dataFolder), name: 'server' })
  const server = createServer({ cert: made.cert, key: made.key }, (request, response) => {
    if (request.url === '/moved') return void response.writeHead(302, { location: 'https://localhost/secret' }).end()
    if (request.url === '/empty') return void response.writeHead(204).end()
    if (request.url === '/silent') return
    if (request.url === '/drip') {
      const drip = setInterval(() => response.write('x'), 50)
      return void response.on('close', () => clearInterval(drip))
    }
    if (request.url === '/large') return void response.end('x'.repeat(2_000_000))
    response.setHeader('set-cookie', ['a=1', 'b=2']).end(`${request.method} ${request.headers['x-test'] ?? ''}`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`
  const outbound = createOutbound({
    extraAuthorities: await readExtraAuthorities(made.caFile),
    timeoutMilliseconds: 600,
  })
  afterAll(async () => {
    await outbound.close()
    server.closeAllConnections()
    server.close()
  })

  it('come back as answers', async () => {
    const answer = await outbound.fetch(origin, {
      method: 'POST',
      headers: { 'x-test': 'yes' },
      body: new URLSearchParams({ a: '1' }),
    })
    expect([answer.status, await answer.text()]).toEqual([200, 'POST yes'])
    expect((await outbound.fetch(`${origin}/empty`)).status).toBe(204)
  })

  it('follow nobody elsewhere', async () => {
    expect((await outbound.fetch(`${origin}/moved`)).status).toBe(302)
  })

  it('wait for a bounded time, also for what comes drop by drop', async () => {
    for (const path of ['/silent', '/drip']) {
      const began = Date.now()
      await expect(outbound.fetch(origin + path)).rejects.toMatchObject({ name: expect.stringMatching(/Timeout/) })
      expect(Date.now() - began).toBeLessThan(5_000)
    }
  })

  it('take no answer without end', async () => {
    await expect(outbound.fetch(`${origin}/large`)).rejects.toThrow()
  })

  it('trust the authorities that Node knows, and those that the operator named', async () => {
    const without = createOutbound({ timeoutMilliseconds: 600 })
    await expect(without.fetch(origin)).rejects.toMatchObject({ code: expect.stringMatching(/CERT|ISSUER|SIGNATURE/) })
    await without.close()
  })

  it.each([
    ['http://localhost/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['https://169.254.169.254/latest/meta-data', 'address-refused'],
    ['https://0.0.0.0/', 'address-refused'],
    ['https://[fe80::1]/', 'address-refused'],
    ['https://[::]/', 'address-refused'],
    ['https://[::ffff:169.254.169.254]/', 'address-refused'],
    ['https://2852039166/', 'address-refused'],
    ['https://0xa9.254.0xa9fe/', 'address-refused'],
    ['https://224.0.0.1/', 'address-refused'],
  ])('never go to %s', async (url, code) => {
    await expect(outbound.fetch(url)).rejects.toMatchObject({ code })
  })
})

describe('HOEDE_EXTRA_CA', () => {
  it('is a file with certificates, or the server does not start', async () => {
    expect(await readExtraAuthorities(undefined)).toBeUndefined()
    await expect(readExtraAuthorities('/nowhere/ca.pem')).rejects.toBeInstanceOf(ConfigProblem)
    await expect(readExtraAuthorities(import.meta.filename)).rejects.toBeInstanceOf(ConfigProblem)
  })
})
