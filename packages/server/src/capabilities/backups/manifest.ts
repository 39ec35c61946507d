import { type SignedReport, verifyReport } from '../../platform/crypto/signed-report.ts'

/** What is true of a backup: stands beside it in every store, signed (docs/operations/restore-by-hand.md). */
export interface Manifest {
  kind: 'backup'
  id: string
  environment: string
  environmentId: string
  environmentKind: 'production' | 'training' | 'test'
  customer: string
  /** Of the sealed file. */
  file: string
  bytes: number
  sha256: string
  /** Age recipients that can open it. */
  recipients: string[]
  /** The moment that it shows: everything that was committed then, and nothing else. */
  takenAt: string
  seconds: number
  postgresql: string
  /** Roles that must be there before it is restored. */
  roles: string[]
  databaseBytes: number
  /** Version of the database. */
  migration: number
  /** Rows of every table. */
  tables: Record<string, number>
  /** The newest checkpoint of its log of accesses (C2SP signed note), and how many rows that covers; null: not sealed yet. */
  log: { size: number; checkpoint: string } | null
}

export const manifestName = (file: string) => `${file.replace(/\.dump\.zst\.age$/, '')}.manifest.json`

/** `linde/linde-20261123T060000Z-1a2b3c.dump.zst.age` */
export function fileName(environment: string, at: Date, id: string): string {
  const moment = at.toISOString().replace(/[-:]|\.\d+/g, '')
  return `${environment}/${environment}-${moment}-${id.slice(-6)}.dump.zst.age`
}

/** The manifest of a text, if it is one that this key signed; undefined for anything else. */
export function readManifest(text: string, publicKey: Buffer): Manifest | undefined {
  const verdict = verifyReport(text)
  if (!verdict.right) return undefined
  const { publicKey: signedWith } = JSON.parse(text) as SignedReport
  if (signedWith !== publicKey.toString('base64url')) return undefined
  const manifest = verdict.report as Manifest
  return manifest.kind === 'backup' ? manifest : undefined
}
