import type { Transaction } from '../../platform/db/transaction.ts'

/** Takes note of a logout token; false when it was used before. It is remembered for longer than it can be valid. */
export async function takeLogoutToken(tx: Transaction, providerId: string, jtiHash: Buffer): Promise<boolean> {
  const rows = await tx.rows(
    `insert into used_logout_token (provider_id, jti_hash, expires_at) values ($1, $2, now() + interval '15 minutes')
     on conflict do nothing returning provider_id`,
    [providerId, jtiHash],
  )
  return rows.length === 1
}
