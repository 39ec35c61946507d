import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { ensureLocalCertificate } from '../../src/platform/tls/local-certificate.ts'
import { serverTls, tlsFolder } from '../../src/platform/tls/server-tls.ts'

/** Certificate, key and authority (PEM) for a server on loopback that plays another party. */
export async function loopbackCertificate(): Promise<{ cert: string; key: string; ca: string }> {
  const made = await ensureLocalCertificate({ folder: tlsFolder(inject('cluster').dataFolder), name: 'server' })
  return { cert: made.cert, key: made.key, ca: await readFile(made.caFile, 'utf8') }
}

/** The same certificate as `npm start` makes, by a local authority in the folder of this test run. */
export async function testServerTls(dataFolder: string) {
  const hosts = ['linde.localhost', 'horizon.localhost', 'telefoon.localhost']
  const options = await serverTls({ dataFolder, tls: undefined }, { hosts })
  return { options, caFile: join(tlsFolder(dataFolder), 'ca.pem') }
}
