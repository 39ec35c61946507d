import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { TlsProblem } from './problem.ts'
import { PemConverter, X509Certificate } from './x509.ts'

const day = 86_400_000

export interface CheckedCertificate {
  cert: string
  key: string
  /** What works but should be better, one Dutch sentence each. */
  warnings: string[]
}

/**
 * Reads the operator's own certificate (chain, own certificate first) and key, and checks them: readable, belonging together, now
 * valid. Warns where NCSC's TLS guidelines (edition 2025-05) say "phase out" or worse, and 30 days before the end.
 */
export async function readOperatorCertificate(
  files: { certFile: string; keyFile: string },
  now = new Date(),
): Promise<CheckedCertificate> {
  const [cert, key] = await Promise.all([readPem(files.certFile, 'certificaat'), readPem(files.keyFile, 'sleutel')])
  const chain = parseChain(cert, files.certFile)
  checkPair(cert, key, files)
  checkPeriod(chain[0]!, files.certFile, now)
  return { cert, key, warnings: chain.flatMap((one, place) => warningsAbout(one, place, now)) }
}

async function readPem(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why =
      code === 'ENOENT' ? 'bestaat niet' : code === 'EACCES' ? 'mag niet gelezen worden' : `is niet te lezen (${code})`
    throw new TlsProblem(
      'certificate-unreadable',
      `Het bestand ${file} (${what}) ${why}.`,
      `cannot read ${file}: ${code}`,
    )
  }
}

function parseChain(pem: string, file: string): X509Certificate[] {
  try {
    const chain = PemConverter.decodeWithHeaders(pem)
      .filter((part) => part.type === 'CERTIFICATE')
      .map((part) => new X509Certificate(part.rawData))
    if (chain.length) return chain
  } catch {
    // Answered below, in words.
  }
  throw new TlsProblem(
    'certificate-invalid',
    `In ${file} staat geen certificaat in PEM-vorm.`,
    `${file} holds no PEM certificate`,
  )
}

function checkPair(cert: string, key: string, files: { certFile: string; keyFile: string }): void {
  try {
    createSecureContext({ cert, key })
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (code.includes('MISMATCH')) {
      throw new TlsProblem(
        'certificate-key-mismatch',
        `De sleutel ${files.keyFile} hoort niet bij het certificaat ${files.certFile}.`,
        'the key does not belong to the certificate',
      )
    }
    throw new TlsProblem(
      'certificate-invalid',
      `De sleutel in ${files.keyFile} is niet te gebruiken: verwacht wordt PEM zonder wachtwoord.`,
      `the key or certificate cannot be used: ${code}`,
    )
  }
}

function checkPeriod(certificate: X509Certificate, file: string, now: Date): void {
  if (certificate.notAfter <= now) {
    const text = certificate.notAfter.toISOString().slice(0, 10)
    throw new TlsProblem('certificate-expired', `Het certificaat ${file} is verlopen op ${text}.`, `expired at ${text}`)
  }
  if (certificate.notBefore > now) {
    const text = certificate.notBefore.toISOString().slice(0, 10)
    throw new TlsProblem(
      'certificate-invalid',
      `Het certificaat ${file} geldt pas vanaf ${text}.`,
      `not valid before ${text}`,
    )
  }
}

const curves = ['P-256', 'P-384', 'P-521']

function warningsAbout(certificate: X509Certificate, place: number, now: Date): string[] {
  const name = place === 0 ? 'Het certificaat' : `Het tussencertificaat «${certificate.subject}»`
  const warnings: string[] = []
  const algorithm = certificate.publicKey.algorithm as { name: string; modulusLength?: number; namedCurve?: string }
  const hash = (certificate.signatureAlgorithm as { hash?: { name: string } }).hash?.name
  if (algorithm.modulusLength !== undefined && algorithm.modulusLength < 3072) {
    warnings.push(
      `${name} heeft een RSA-sleutel van ${algorithm.modulusLength} bits; het NCSC vraagt er minstens 3072.`,
    )
  }
  if (algorithm.namedCurve !== undefined && algorithm.name === 'ECDSA' && !curves.includes(algorithm.namedCurve)) {
    warnings.push(`${name} gebruikt de kromme ${algorithm.namedCurve}; het NCSC vraagt P-256 of meer.`)
  }
  // A trusted root signs itself; how does not matter.
  if (hash === 'SHA-1' && certificate.subject !== certificate.issuer) {
    warnings.push(`${name} is ondertekend met SHA-1; het NCSC vraagt SHA-256 of meer.`)
  }
  const days = Math.floor((certificate.notAfter.getTime() - now.getTime()) / day)
  if (days < 30)
    warnings.push(`${name} verloopt over ${days} dagen (${certificate.notAfter.toISOString().slice(0, 10)}).`)
  return warnings
}
