import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '../../src/platform/tls/x509.ts'

const day = 86_400_000

type Keys = { publicKey: CryptoKey; privateKey: CryptoKey }

export interface SelfSigned {
  /** Absent: ECDSA on P-256. */
  rsaBits?: number
  hash?: string
  fromDay?: number
  untilDay?: number
  subject?: string
  issuer?: string
}

/** Writes a certificate and its key such as an operator might bring, counted in days from now. */
export async function writeSelfSigned(folder: string, name: string, wish: SelfSigned = {}) {
  const { rsaBits, hash = 'SHA-256', fromDay = -1, untilDay = 90, subject = 'CN=localhost' } = wish
  const algorithm = rsaBits
    ? { name: 'RSASSA-PKCS1-v1_5', hash, modulusLength: rsaBits, publicExponent: new Uint8Array([1, 0, 1]) }
    : { name: 'ECDSA', hash, namedCurve: 'P-256' }
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as Keys
  const certificate = await X509CertificateGenerator.create({
    subject,
    issuer: wish.issuer ?? subject,
    notBefore: new Date(Date.now() + fromDay * day),
    notAfter: new Date(Date.now() + untilDay * day),
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
  })
  const files = { certFile: join(folder, `${name}.pem`), keyFile: join(folder, `${name}-key.pem`) }
  await writeFile(files.certFile, certificate.toString('pem'))
  await writeFile(
    files.keyFile,
    PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
  )
  return files
}
