import { newId } from '../../platform/crypto/ids.ts'
import { KeyProblem } from '../../platform/crypto/key-problem.ts'
import { signReport } from '../../platform/crypto/signed-report.ts'
import { dropDatabase, findEnvironment, OperatorProblem } from '../environments/public.ts'
import type { BackupAround, Progress } from './around.ts'
import { type Check, checkRestored } from './checking.ts'
import { codeOf } from './making.ts'
import type { Manifest } from './manifest.ts'
import * as proofs from './proof-queries.ts'
import type * as queries from './queries.ts'
import { findInStores, passingName, restoreBeside } from './restoring.ts'

/** What a customer can show: that this backup was restored, when, how long it took, and what was found. */
export interface ProofCertificate {
  kind: 'backup-proof'
  environment: string
  customer: string
  file: string
  sha256: string
  /** The moment that the backup shows. */
  takenAt: string
  store: string
  site: 'here' | 'away'
  provenAt: string
  seconds: number
  check: Check
}

export interface Proof {
  outcome: 'good' | 'wrong' | 'unproven'
  seconds: number
  differences: readonly string[]
  problem: string | null
  certificate: string | null
}

/**
 * Restores a backup into a database that is thrown away, and looks whether it is what its manifest says: rows, version, log, sealed
 * values, and somebody signs in. What came out is kept, good or not. Throws OperatorProblem for what is no backup that was made.
 */
export async function proveBackup(
  around: BackupAround,
  backup: queries.BackupRow,
  options: { store?: string | undefined; progress?: Progress } = {},
): Promise<Proof> {
  if (backup.state !== 'made')
    throw new OperatorProblem('backup-not-made', 'Deze reservekopie is niet gemaakt, dus er is niets te bewijzen.')
  const startedAt = new Date()
  const seconds = () => Math.round((Date.now() - startedAt.getTime()) / 100) / 10
  let store = options.store ?? backup.copies.find((copy) => copy.state === 'kept')?.store ?? ''
  const proof: Proof = { outcome: 'unproven', seconds: 0, differences: [], problem: null, certificate: null }
  try {
    const found = await findInStores(around, backup, options.store)
    store = found.store.name
    const check = await restoreAndCheck(around, found, options.progress)
    proof.differences = check.differences
    proof.outcome = check.differences.length ? 'wrong' : 'good'
    const { manifest } = found
    const certificate: ProofCertificate = {
      kind: 'backup-proof',
      environment: manifest.environment,
      customer: manifest.customer,
      file: manifest.file,
      sha256: manifest.sha256,
      takenAt: manifest.takenAt,
      store,
      site: found.store.site,
      provenAt: new Date().toISOString(),
      seconds: seconds(),
      check,
    }
    proof.certificate = `${JSON.stringify(signReport(around.seed, certificate), null, 2)}\n`
  } catch (error) {
    if (!(error instanceof OperatorProblem) && !(error instanceof KeyProblem)) throw error
    proof.problem = codeOf(error)
    proof.differences = [error.message]
    // That a file does not open or is not what it was says something of the backup; that nobody answers does not.
    if (['backup-changed', 'backup-unreadable', 'restore-failed', 'manifest-wrong'].includes(proof.problem))
      proof.outcome = 'wrong'
  }
  proof.seconds = seconds()
  await proofs.insertProof(around.control, { id: newId(), backupId: backup.id, store, startedAt, ...proof })
  return proof
}

async function restoreAndCheck(
  around: BackupAround,
  found: Awaited<ReturnType<typeof findInStores>>,
  progress?: Progress,
): Promise<Check> {
  const { manifest } = found
  const environment = await environmentOf(around, manifest)
  const place = { databaseName: passingName('proof', manifest.environment), roleName: environment.roleName }
  await restoreBeside(around, found, place, progress)
  try {
    return await checkRestored(around, manifest, place)
  } finally {
    await dropDatabase(around.operator, place.databaseName)
  }
}

async function environmentOf(around: BackupAround, manifest: Manifest) {
  const environment = await findEnvironment(around.control, 'id', manifest.environmentId)
  if (environment) return environment
  throw new OperatorProblem('environment-unknown', `De omgeving ${manifest.environment} bestaat niet meer.`)
}
