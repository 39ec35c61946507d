import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSelfSigned } from '../../../test/support/self-signed.ts'
import { readOperatorCertificate } from './operator-certificate.ts'
import { followCertificate, serverTls } from './server-tls.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoede-operator-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const refusal = (files: { certFile: string; keyFile: string }) =>
  readOperatorCertificate(files).then(
    () => 'accepted',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  )

describe("the operator's own certificate", () => {
  it('is taken without a word when it is as it should be', async () => {
    const files = await writeSelfSigned(folder, 'good')
    expect((await readOperatorCertificate(files)).warnings).toEqual([])
    const rsa = await writeSelfSigned(folder, 'rsa', { rsaBits: 3072 })
    expect((await readOperatorCertificate(rsa)).warnings).toEqual([])
  })

  it('is refused with the reason and the file', async () => {
    const good = await writeSelfSigned(folder, 'one')
    const other = await writeSelfSigned(folder, 'two')
    const expired = await writeSelfSigned(folder, 'expired', { fromDay: -90, untilDay: -2 })
    const future = await writeSelfSigned(folder, 'future', { fromDay: 3 })
    const text = join(folder, 'text.pem')
    await writeFile(text, 'dit is geen certificaat')
    expect(await refusal({ ...good, keyFile: other.keyFile })).toMatch(/^certificate-key-mismatch: .*two-key\.pem/)
    expect(await refusal(expired)).toMatch(/^certificate-expired: .*expired\.pem is verlopen op \d{4}-/)
    expect(await refusal(future)).toMatch(/^certificate-invalid: .*geldt pas vanaf/)
    expect(await refusal({ ...good, certFile: join(folder, 'none.pem') })).toMatch(
      /^certificate-unreadable: .*bestaat niet/,
    )
    expect(await refusal({ ...good, certFile: text })).toMatch(/^certificate-invalid: .*geen certificaat in PEM/)
    expect(await refusal({ ...good, keyFile: text })).toMatch(/^certificate-invalid: .*sleutel/)
  })

  it('is taken with a warning where NCSC would phase it out or it ends soon', async () => {
    const small = await writeSelfSigned(folder, 'small', { rsaBits: 2048 })
    expect((await readOperatorCertificate(small)).warnings).toEqual([
      expect.stringContaining('RSA-sleutel van 2048 bits'),
    ])
    const soon = await writeSelfSigned(folder, 'soon', { untilDay: 7.5 })
    expect((await readOperatorCertificate(soon)).warnings).toEqual([expect.stringContaining('verloopt over 7 dagen')])
    const sha1 = await writeSelfSigned(folder, 'sha1', { rsaBits: 3072, hash: 'SHA-1', issuer: 'CN=Oude autoriteit' })
    expect((await readOperatorCertificate(sha1)).warnings).toEqual([expect.stringContaining('SHA-1')])
  })
})

describe('the certificate of a running server', () => {
  it('is followed when the files are replaced, and kept when what comes is broken', async () => {
    const files = await writeSelfSigned(folder, 'live', { subject: 'CN=eerste' })
    const config = { dataFolder: folder, tls: files }
    const options = await serverTls(config)
    const server = createServer(options)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const served = () =>
      new Promise<string>((done, failed) => {
        const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
          done(String(socket.getPeerCertificate().subject.CN))
          socket.destroy()
        }).on('error', failed)
      })
    const warnings: string[] = []
    const stop = followCertificate(server, config, { now: options, warn: (text) => warnings.push(text), every: 20 })
    try {
      expect(await served()).toBe('eerste')
      const next = await writeSelfSigned(folder, 'next', { subject: 'CN=tweede' })
      await rename(next.keyFile, files.keyFile)
      await expect.poll(() => warnings.length).toBe(1)
      expect(await served()).toBe('eerste')
      await rename(next.certFile, files.certFile)
      await expect.poll(served).toBe('tweede')
      expect(warnings).toEqual([expect.stringContaining('hoort niet bij het certificaat')])
    } finally {
      stop()
      server.close()
    }
  })
})
