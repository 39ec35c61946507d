import { join } from 'node:path'
import { serverTls, tlsFolder } from '../../src/platform/tls/server-tls.ts'

/** The same certificate as `npm start` makes, by a local authority in the folder of this test run. */
export async function testServerTls(dataFolder: string) {
  const hosts = ['linde.localhost', 'horizon.localhost', 'telefoon.localhost']
  const options = await serverTls({ dataFolder, tls: undefined }, { hosts })
  return { options, caFile: join(tlsFolder(dataFolder), 'ca.pem') }
}
