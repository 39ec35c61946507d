import { createSecureContext } from 'node:tls'
import { X509Certificate } from './x509.ts'

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The certificates in a text that somebody pasted (PEM), and nothing else of it; undefined when there are none, or a broken one. */
export function authoritiesIn(text: string): string | undefined {
  const blocks = text.match(block) ?? []
  try {
    for (const each of blocks) new X509Certificate(each)
  } catch {
    return undefined
  }
  return blocks.length > 0 ? `${blocks.join('\n')}\n` : undefined
}

/** Do a certificate and a private key (PEM, without a password) belong to each other? */
export function fitTogether(certificate: string, privateKey: string): boolean {
  try {
    createSecureContext({ cert: certificate, key: privateKey })
    return true
  } catch {
    return false
  }
}
