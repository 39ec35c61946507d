import type { SiemFailure, SiemTarget } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

const columns = `id, name, host, port, format, authority, certificate, active, version, sent_at as "sentAt",
  greatest(access.sealed_size() - position, 0) as behind, failure, failed_at as "failedAt"`

export const findTargets = (reader: Reader, id?: string): Promise<SiemTarget[]> =>
  reader.rows<SiemTarget>(
    `select ${columns} from siem_target where $1::uuid is null or id = $1 order by active desc, name, id`,
    [id],
  )

export type TargetValues = Pick<
  SiemTarget,
  'id' | 'name' | 'host' | 'port' | 'format' | 'authority' | 'certificate'
> & {
  privateKeySealed: Buffer | null
}

/** Adds a target that gets the rows from now on, or all. False when this id is there already. */
export const insertTarget = async (tx: Transaction, target: TargetValues, fromNow: boolean): Promise<boolean> =>
  (
    await tx.rows(
      `insert into siem_target (id, name, host, port, format, authority, certificate, private_key_sealed, from_position, position)
       select $1, $2, $3, $4, $5, $6, $7, $8, p, p from (select case when $9 then access.sealed_size() else 0 end as p) start
       on conflict do nothing returning id`,
      [
        target.id,
        target.name,
        target.host,
        target.port,
        target.format,
        target.authority,
        target.certificate,
        target.privateKeySealed,
        fromNow,
      ],
    )
  ).length > 0

/** A change makes the sender try again at once. */
export const updateTarget = async (
  tx: Transaction,
  version: number,
  target: TargetValues & Pick<SiemTarget, 'active'>,
): Promise<boolean> =>
  (
    await tx.rows(
      `update siem_target set name = $3, host = $4, port = $5, format = $6, authority = $7, certificate = $8, private_key_sealed = $9,
         active = $10, failure = null, failed_at = null, failures = least(failures, 1), version = version + 1
       where id = $1 and version = $2 returning id`,
      [
        target.id,
        version,
        target.name,
        target.host,
        target.port,
        target.format,
        target.authority,
        target.certificate,
        target.privateKeySealed,
        target.active,
      ],
    )
  ).length > 0

export const readKeySealed = async (reader: Reader, id: string): Promise<Buffer | null> =>
  (
    await reader.rows<{ key: Buffer | null }>('select private_key_sealed as key from siem_target where id = $1', [id])
  )[0]?.key ?? null

/** A target as the sender has it. */
export interface Sent extends TargetValues {
  fromPosition: number
  position: number
  failures: number
  /** Milliseconds to wait before the next attempt after a failure. */
  wait: number
}

export const listActive = async (reader: Reader): Promise<string[]> =>
  (await reader.rows<{ id: string }>('select id from siem_target where active order by id')).map(({ id }) => id)

/** After a failure ever later, at most in a minute. */
const waitMilliseconds = `case when failures = 0 or failed_at is null then 0
  else greatest(0, extract(epoch from failed_at + make_interval(secs => least(2 ^ least(failures, 7), 60)) - now()) * 1000) end`

/** How a target stands; undefined when it is off. */
export const readTarget = async (reader: Reader, id: string): Promise<Sent | undefined> =>
  (
    await reader.rows<Sent>(
      `select id, name, host, port, format, authority, certificate, private_key_sealed as "privateKeySealed",
         from_position as "fromPosition", position, failures, ceil(${waitMilliseconds})::integer as wait
       from siem_target where id = $1 and active`,
      [id],
    )
  )[0]

/** Takes or keeps a target for one worker, half a minute ahead. False when another worker has it. */
export const lease = async (reader: Reader, id: string, worker: string): Promise<boolean> =>
  (
    await reader.rows(
      `update siem_target set leased_by = $2, leased_until = now() + interval '30 seconds'
       where id = $1 and active and (leased_by is null or leased_by = $2 or leased_until < now()) returning id`,
      [id, worker],
    )
  ).length > 0

export const release = (reader: Reader, id: string, worker: string) =>
  reader.rows('update siem_target set leased_by = null, leased_until = null where id = $1 and leased_by = $2', [
    id,
    worker,
  ])

/** All rows before the position arrived. */
export const storeArrival = (reader: Reader, id: string, worker: string, position: number) =>
  reader.rows(
    `update siem_target set position = greatest(position, $3), sent_at = now(), failure = null, failed_at = null, failures = 0
     where id = $1 and leased_by = $2`,
    [id, worker, position],
  )

export const storeFailure = (reader: Reader, id: string, worker: string, failure: SiemFailure) =>
  reader.rows(
    `update siem_target set failure = $3, failed_at = now(), failures = failures + 1 where id = $1 and leased_by = $2`,
    [id, worker, failure],
  )
