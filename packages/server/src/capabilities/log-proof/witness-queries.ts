import type { LogWitness } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

const columns = `id, kind, name, address, verifier, region, access_key as "accessKey", retain_days as "retainDays", host_key as "hostKey", public_key as "publicKey", every_minutes as "everyMinutes", active, sent_size as "sentSize", sent_at as "sentAt",
  sent_note is not null and kind = 'witness' as cosigned, failure, failed_at as "failedAt", version`

export const findWitnesses = (reader: Reader, id?: string): Promise<LogWitness[]> =>
  reader.rows<LogWitness>(
    `select ${columns} from audit_witness where $1::uuid is null or id = $1 order by active desc, name, id`,
    [id],
  )

type NewWitness = Pick<
  LogWitness,
  | 'id'
  | 'kind'
  | 'name'
  | 'address'
  | 'verifier'
  | 'everyMinutes'
  | 'region'
  | 'accessKey'
  | 'retainDays'
  | 'hostKey'
  | 'publicKey'
> & { secretSealed: Buffer | null }

/** False when this id is there already. */
export const insertWitness = async (tx: Transaction, witness: NewWitness): Promise<boolean> =>
  (
    await tx.rows(
      `insert into audit_witness (id, kind, name, address, verifier, every_minutes, region, access_key, secret_sealed, retain_days,
         host_key, public_key)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict do nothing returning id`,
      [
        witness.id,
        witness.kind,
        witness.name,
        witness.address,
        witness.verifier,
        witness.everyMinutes,
        witness.region,
        witness.accessKey,
        witness.secretSealed,
        witness.retainDays,
        witness.hostKey,
        witness.publicKey,
      ],
    )
  ).length > 0

export const updateWitness = async (
  tx: Transaction,
  change: Pick<LogWitness, 'id' | 'version' | 'name' | 'everyMinutes' | 'active'>,
): Promise<boolean> =>
  (
    await tx.rows(
      `update audit_witness set name = $3, every_minutes = $4, active = $5, version = version + 1 where id = $1 and version = $2 returning id`,
      [change.id, change.version, change.name, change.everyMinutes, change.active],
    )
  ).length > 0

export interface Due {
  id: string
  kind: LogWitness['kind']
  name: string
  address: string
  verifier: string | null
  region: string | null
  accessKey: string | null
  secretSealed: Buffer | null
  retainDays: number | null
  hostKey: string | null
  sentSize: number
  failure: LogWitness['failure']
  size: number
  checkpoint: string
}

/** To whom the newest checkpoint is to be sent: not more often than was asked, and after a failure ever later, at most in five minutes. */
export const findDue = (reader: Reader): Promise<Due[]> =>
  reader.rows<Due>(
    `select w.id, w.kind, w.name, w.address, w.verifier, w.region, w.access_key as "accessKey", w.secret_sealed as "secretSealed",
       w.retain_days as "retainDays", w.host_key as "hostKey", coalesce(w.sent_size, 0) as "sentSize", w.failure, t.size, t.checkpoint
     from audit_witness w, audit_tree t
     where w.active and t.size > coalesce(w.sent_size, 0)
       and (w.sent_at is null or w.sent_at <= now() - make_interval(mins => w.every_minutes))
       and (w.failures = 0 or w.failed_at <= now() - make_interval(secs => least(2 ^ least(w.failures, 9), 300)))
     order by w.id`,
  )

export const storeArrival = (reader: Reader, id: string, size: number, note: string) =>
  reader.rows(
    `update audit_witness set sent_size = $2, sent_at = now(), sent_note = $3, failure = null, failed_at = null, failures = 0 where id = $1`,
    [id, size, note],
  )

export const storeFailure = (reader: Reader, id: string, failure: NonNullable<LogWitness['failure']>) =>
  reader.rows('update audit_witness set failure = $2, failed_at = now(), failures = failures + 1 where id = $1', [
    id,
    failure,
  ])

/** The last note that came back with a cosignature, or that was sent. */
export const readSentNote = async (reader: Reader, id: string): Promise<string | undefined> =>
  (await reader.rows<{ note: string | null }>('select sent_note as note from audit_witness where id = $1', [id]))[0]
    ?.note ?? undefined
