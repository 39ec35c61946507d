import type { ControlDatabase } from '../environments/public.ts'

export interface KeyOwner {
  id: string
  /** Reference of the customer's key. */
  keyName: string
}

interface BackupKey {
  version: number
  recipient: string
  /** Null: an identity that the customer keeps itself. */
  wrapped: Buffer | null
  keyName: string | null
  retiredAt: Date | null
}

export async function findBackupKeys(db: ControlDatabase, customerId: string): Promise<BackupKey[]> {
  const { rows } = await db.query(
    `select version, recipient, wrapped, key_name as "keyName", retired_at as "retiredAt" from backup_key
     where customer_id = $1 order by version`,
    [customerId],
  )
  return rows as BackupKey[]
}

export const insertBackupKey = (
  db: ControlDatabase,
  customerId: string,
  key: Pick<BackupKey, 'recipient' | 'wrapped' | 'keyName'>,
) =>
  db.query(
    `insert into backup_key (customer_id, version, recipient, wrapped, key_name)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4 from backup_key where customer_id = $1
     on conflict do nothing`,
    [customerId, key.recipient, key.wrapped, key.keyName],
  )

/** The backup keys of a customer that are wrapped with another key than this. */
export async function findBackupKeysOfOtherKeys(
  db: ControlDatabase,
  customerId: string,
  keyName: string,
): Promise<{ version: number; wrapped: Buffer; keyName: string }[]> {
  const { rows } = await db.query(
    `select version, wrapped, key_name as "keyName" from backup_key
     where customer_id = $1 and wrapped is not null and key_name <> $2 order by version`,
    [customerId, keyName],
  )
  return rows as { version: number; wrapped: Buffer; keyName: string }[]
}

/** Only when it is still wrapped with what it was. */
export const rewrapBackupKey = (
  db: ControlDatabase,
  key: { customerId: string; version: number; from: string; to: string; wrapped: Buffer },
) =>
  db.query(
    'update backup_key set wrapped = $5, key_name = $4 where customer_id = $1 and version = $2 and key_name = $3',
    [key.customerId, key.version, key.from, key.to, key.wrapped],
  )
