import type { DirectoryToken } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

export interface TokenRow {
  id: string
  name: string
  createdBy: string
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  withdrawnAt: Date | null
  withdrawnBy: string | null
  state: DirectoryToken['state']
}

export function findTokens(reader: Reader): Promise<TokenRow[]> {
  return reader.rows<TokenRow>(
    `select t.id, t.name, concat_ws(' ', c.given_name, c.prefix, c.family_name) as "createdBy", t.created_at as "createdAt",
       t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", t.withdrawn_at as "withdrawnAt",
       case when w.id is not null then concat_ws(' ', w.given_name, w.prefix, w.family_name) end as "withdrawnBy",
       case when t.withdrawn_at is not null then 'withdrawn' when t.expires_at <= now() then 'expired' else 'active' end as state
     from directory_token t join person c on c.id = t.created_by left join person w on w.id = t.withdrawn_by
     order by (t.withdrawn_at is null and t.expires_at > now()) desc, t.created_at desc, t.id limit 200`,
  )
}

export async function insertToken(
  tx: Transaction,
  token: { id: string; name: string; tokenHash: Buffer; days: number },
): Promise<void> {
  await tx.rows(
    `insert into directory_token (id, name, token_hash, created_by, expires_at)
     values ($1, $2, $3, access.person(), now() + make_interval(days => $4))`,
    [token.id, token.name, token.tokenHash, token.days],
  )
}

/** False when somebody was first. */
export async function withdrawToken(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.rows(
    `update directory_token set withdrawn_at = now(), withdrawn_by = access.person(), version = version + 1
     where id = $1 and withdrawn_at is null returning id`,
    [id],
  )
  return rows.length === 1
}
