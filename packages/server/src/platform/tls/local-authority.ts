import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileWhole } from '../files.ts'
import { onlyThisMachine } from './name-constraints.ts'
import { TlsProblem } from './problem.ts'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from './x509.ts'

const day = 86_400_000
const authorityDays = 3653
/** The longest that browsers accept (CA/Browser Forum, Baseline Requirements 6.3.2, as it was for publicly trusted ones). */
const leafDays = 397
const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const

/** A certificate authority of this machine alone; its key is a file that only its owner reads. */
export interface LocalAuthority {
  certificate: X509Certificate
  caFile: string
  /** Makes a key and a certificate (PEM) for a server under these names and addresses. */
  issue(
    names: { hosts: readonly string[]; addresses: readonly string[] },
    now?: Date,
  ): Promise<{ cert: string; key: string }>
}

/** Opens the authority in a folder (`ca.pem`, `ca-key.pem`), or makes it there on the first start. Throws TlsProblem. */
export async function openLocalAuthority(folder: string, now = new Date()): Promise<LocalAuthority> {
  const caFile = join(folder, 'ca.pem')
  const keyFile = join(folder, 'ca-key.pem')
  await mkdir(folder, { recursive: true, mode: 0o755 })
  let [certPem, keyPem] = await Promise.all([readIfThere(caFile), readIfThere(keyFile)])
  if (certPem && !keyPem) {
    throw new TlsProblem(
      'authority-incomplete',
      `Bij het certificaat ${caFile} ontbreekt de sleutel ${keyFile}. Zet hem terug, of verwijder ${caFile}: dan maakt Hoede een nieuwe autoriteit.`,
      'the authority has a certificate without its key',
    )
  }
  // A key without a certificate was left by a start that was broken off: nobody can trust it yet.
  if (!certPem || !keyPem || hasEnded(parseAuthority(certPem, caFile), now)) {
    ;({ cert: certPem, key: keyPem } = await makeAuthority(now))
    await writeFileWhole(keyFile, keyPem, 0o600)
    await writeFileWhole(caFile, certPem)
  }
  await chmod(keyFile, 0o600)
  const certificate = parseAuthority(certPem, caFile)
  const key = await importKey(keyPem, keyFile)
  return { certificate, caFile, issue: (names, at = new Date()) => issue(certificate, key, names, at) }
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new TlsProblem(
      'authority-unreadable',
      `${file} is niet te lezen (${error.code}).`,
      `cannot read ${file}: ${error.code}`,
    )
  })
}

function parseAuthority(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new TlsProblem(
      'authority-unreadable',
      `${file} is geen certificaat. Zet het terug uit een kopie, of verwijder het samen met ca-key.pem: dan maakt Hoede een nieuwe autoriteit.`,
      `${file} is not a PEM certificate`,
    )
  }
}

async function importKey(pem: string, file: string): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), curve, false, ['sign'])
  } catch {
    throw new TlsProblem(
      'authority-unreadable',
      `${file} is geen sleutel van een autoriteit.`,
      `${file} is not a PKCS #8 P-256 key`,
    )
  }
}

// In its last days an authority could only issue certificates that end almost at once.
const hasEnded = (authority: X509Certificate, now: Date) => authority.notAfter.getTime() - now.getTime() < 31 * day

async function makeAuthority(now: Date): Promise<{ cert: string; key: string }> {
  const keys = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // The number keeps two authorities apart in a browser's list.
    name: `CN=Hoede lokale certificaatautoriteit ${serialNumber().slice(0, 8)}, O=Hoede`,
    serialNumber: serialNumber(),
    notBefore: new Date(now.getTime() - 3_600_000),
    notAfter: new Date(now.getTime() + authorityDays * day),
    keys,
    signingAlgorithm: signing,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      onlyThisMachine(),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { cert: `${certificate.toString('pem')}\n`, key: await exportKey(keys.privateKey) }
}

async function issue(
  authority: X509Certificate,
  authorityKey: CryptoKey,
  names: { hosts: readonly string[]; addresses: readonly string[] },
  now: Date,
): Promise<{ cert: string; key: string }> {
  const keys = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const begin = now.getTime() - 3_600_000
  const end = Math.min(begin + leafDays * day, authority.notAfter.getTime())
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${names.hosts[0] ?? 'localhost'}, O=Hoede`,
    issuer: authority.subject,
    serialNumber: serialNumber(),
    notBefore: new Date(begin),
    notAfter: new Date(end),
    publicKey: keys.publicKey,
    signingKey: authorityKey,
    signingAlgorithm: signing,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...names.hosts.map((value) => ({ type: 'dns' as const, value })),
        ...names.addresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await AuthorityKeyIdentifierExtension.create(authority.publicKey),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { cert: `${certificate.toString('pem')}\n`, key: await exportKey(keys.privateKey) }
}

async function exportKey(key: CryptoKey): Promise<string> {
  return `${PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`
}

/** 16 random bytes, positive: RFC 5280, 4.1.2.2 allows 20 at most and asks for no less than 64 random bits in practice. */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[0] = (bytes[0]! & 0x3f) | 0x40
  return Buffer.from(bytes).toString('hex')
}
