import { join } from 'node:path'
import type { SecureContextOptions, Server, TlsOptions } from 'node:tls'
import type { Config } from '../config.ts'
import { ensureLocalCertificate } from './local-certificate.ts'
import { readOperatorCertificate } from './operator-certificate.ts'
import { ncscOptions } from './server-options.ts'

type TlsConfig = Pick<Config, 'dataFolder' | 'tls'>
/** Receives one sentence for people. */
type Say = (text: string) => void

export const tlsFolder = (dataFolder: string) => join(dataFolder, 'tls')

/**
 * The TLS settings that the server starts with: the operator's own certificate where one is configured, otherwise one by the
 * local authority, with these host names in it. Throws TlsProblem.
 */
export async function serverTls(
  config: TlsConfig,
  { hosts = [], warn = () => undefined }: { hosts?: readonly string[]; warn?: Say } = {},
): Promise<SecureContextOptions & TlsOptions> {
  if (config.tls) {
    const { cert, key, warnings } = await readOperatorCertificate(config.tls)
    for (const warning of warnings) warn(warning)
    return { ...ncscOptions(), cert, key }
  }
  const local = await ensureLocalCertificate({ folder: tlsFolder(config.dataFolder), name: 'server', hosts })
  for (const host of local.refused) {
    warn(`De lokale autoriteit geeft geen certificaat voor ${host}: stel HOEDE_TLS_CERT en HOEDE_TLS_KEY in.`)
  }
  return { ...ncscOptions(), cert: local.cert, key: local.key }
}

/**
 * Looks every minute whether the certificate was replaced (by the operator, for another host name, or because it was about to
 * end) and serves new connections with it; a broken one is reported and the old one kept. Returns how to stop looking.
 */
export function followCertificate(
  server: Pick<Server, 'setSecureContext'>,
  config: TlsConfig,
  { now, warn, every = 60_000 }: { now: SecureContextOptions; warn: Say; every?: number },
): () => void {
  let current = String(now.cert)
  let lastWarning = ''
  const look = async () => {
    try {
      const options = await serverTls(config)
      if (String(options.cert) === current) return
      server.setSecureContext(options)
      current = String(options.cert)
      lastWarning = ''
    } catch (error) {
      const { message } = error as Error
      if (message !== lastWarning) warn(message)
      lastWarning = message
    }
  }
  const timer = setInterval(() => void look(), every).unref()
  return () => clearInterval(timer)
}
