import type { ControlDatabase } from '../environments/public.ts'
import type { Proof } from './proving.ts'

interface NewProof extends Pick<Proof, 'outcome' | 'differences' | 'problem' | 'certificate'> {
  id: string
  backupId: string
  store: string
  startedAt: Date
}

export const insertProof = (db: ControlDatabase, proof: NewProof) =>
  db.query(
    `insert into backup_proof (id, backup_id, store, started_at, ended_at, outcome, differences, problem, certificate)
     values ($1, $2, $3, $4, now(), $5, $6, $7, $8)`,
    [
      proof.id,
      proof.backupId,
      proof.store,
      proof.startedAt,
      proof.outcome,
      proof.outcome === 'wrong' ? proof.differences.length : 0,
      proof.problem ?? (proof.outcome === 'good' ? null : proof.differences.join('; ').slice(0, 2_000)),
      proof.certificate,
    ],
  )
