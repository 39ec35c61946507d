import { canonical } from '../text/canonical.ts'
import { fingerprintOf, isSignatureOf, publicKeyOf, signText } from './signature.ts'

/** A report as it was signed: `report` in the form of RFC 8785, Ed25519; key and signature in base64url. */
export interface SignedReport {
  format: 'hoede-signed-report-1'
  report: unknown
  publicKey: string
  fingerprint: string
  signature: string
}

export type Verdict = { right: true; fingerprint: string; report: unknown } | { right: false }

/** Signs a report with the key of this seed (32 bytes). Throws TypeError for what JSON cannot say. */
export function signReport(seed: Uint8Array, report: unknown): SignedReport {
  const key = publicKeyOf(seed)
  return asSigned(report, key, signText(seed, canonical(report)))
}

/** What was signed before, as a file that can be checked elsewhere. */
export const asSigned = (report: unknown, key: Buffer, signature: Buffer): SignedReport => ({
  format: 'hoede-signed-report-1',
  report,
  publicKey: key.toString('base64url'),
  fingerprint: fingerprintOf(key),
  signature: signature.toString('base64url'),
})

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
