import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { whileLocked, writeFileWhole } from '../files.ts'
import { type LocalAuthority, openLocalAuthority } from './local-authority.ts'
import { SubjectAlternativeNameExtension, X509Certificate } from './x509.ts'

const renewBefore = 30 * 86_400_000
const loopback = ['127.0.0.1', '::1']

export interface LocalCertificate {
  certFile: string
  keyFile: string
  caFile: string
  /** What stands in the files (PEM), certificate and key belonging together: another process may replace both files meanwhile. */
  cert: string
  key: string
  /** A new certificate was written. */
  renewed: boolean
  /** Names that the local authority cannot vouch for: not on this machine. They need a certificate of the operator's own. */
  refused: string[]
}

export interface LocalCertificateRequest {
  /** The folder of the authority; the certificate comes beside it. */
  folder: string
  /** `server` gives `server.pem` and `server-key.pem`. */
  name: string
  /** Host names to answer to, over `localhost` and `*.localhost`, which are always there. */
  hosts?: readonly string[]
  /** Another place for certificate and key than the authority's folder. */
  at?: { certFile: string; keyFile: string }
  now?: Date
}

/**
 * Sees to it that a certificate by the local authority is there, has the names asked for besides those it had, and has at
 * least 30 days to go. Each name stands in it exactly: most clients do not take `*.localhost` for `linde.localhost`.
 */
export async function ensureLocalCertificate(request: LocalCertificateRequest): Promise<LocalCertificate> {
  await mkdir(request.folder, { recursive: true, mode: 0o755 })
  return whileLocked(join(request.folder, '.lock'), () => ensure(request))
}

async function ensure(request: LocalCertificateRequest): Promise<LocalCertificate> {
  const { folder, name, now = new Date() } = request
  const authority = await openLocalAuthority(folder, now)
  const certFile = request.at?.certFile ?? join(folder, `${name}.pem`)
  const keyFile = request.at?.keyFile ?? join(folder, `${name}-key.pem`)
  const asked = (request.hosts ?? []).map((host) => host.toLowerCase())
  const refused = asked.filter((host) => !isLocalHost(host))
  const present = await readPresent(authority, certFile, keyFile)
  const hosts = [...new Set(['localhost', '*.localhost', ...(present?.hosts ?? []), ...asked.filter(isLocalHost)])]
  const complete = present && hosts.every((host) => present.hosts.includes(host))
  const result = { certFile, keyFile, caFile: authority.caFile, refused }
  if (complete && present.end.getTime() - now.getTime() > renewBefore) {
    return { ...result, cert: present.cert, key: present.key, renewed: false }
  }
  const { cert, key } = await authority.issue({ hosts, addresses: loopback }, now)
  await writeFileWhole(keyFile, key, 0o600)
  await writeFileWhole(certFile, cert)
  return { ...result, cert, key, renewed: true }
}

/** `localhost` or a name below it, as RFC 6761 (6.3) keeps for this machine. */
function isLocalHost(host: string): boolean {
  return /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*localhost$/.test(host) && host.length <= 253
}

/** The certificate that is there, when it is ours and its key fits; a broken one counts as absent and is replaced. */
async function readPresent(authority: LocalAuthority, certFile: string, keyFile: string) {
  try {
    const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')])
    createSecureContext({ cert, key })
    const certificate = new X509Certificate(cert)
    if (!(await certificate.verify({ publicKey: authority.certificate.publicKey, signatureOnly: true })))
      return undefined
    await chmod(keyFile, 0o600)
    const names = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ?? []
    const hosts = names.filter((one) => one.type === 'dns').map((one) => one.value)
    return { cert, key, hosts, end: certificate.notAfter }
  } catch {
    return undefined
  }
}
