import type { SignedReport } from '@hoede/contract'
import { fingerprintOf, isSignatureOf } from '../../platform/crypto/signature.ts'
import { canonical } from '../../platform/text/canonical.ts'

export type Verdict = { right: true; fingerprint: string; report: unknown } | { right: false }

/**
 * Is a file a report as it was signed? It needs nothing but the file. That the key is the organisation's own is for whoever checks: they
 * compare the fingerprint with the one that the organisation gave them in another way.
 */
export function verifyReport(text: string): Verdict {
  let file: Partial<SignedReport> | null
  try {
    file = JSON.parse(text) as Partial<SignedReport> | null
  } catch {
    return { right: false }
  }
  if (file?.format !== 'hoede-signed-report-1') return { right: false }
  if (typeof file.publicKey !== 'string' || typeof file.signature !== 'string') return { right: false }
  const publicKey = Buffer.from(file.publicKey, 'base64url')
  const fingerprint = fingerprintOf(publicKey)
  // What people compare must be of this key.
  if (file.fingerprint !== fingerprint) return { right: false }
  const right = isSignatureOf(publicKey, canonical(file.report ?? null), Buffer.from(file.signature, 'base64url'))
  return right ? { right, fingerprint, report: file.report } : { right: false }
}
