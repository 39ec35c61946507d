import type { Reader } from '../../platform/db/transaction.ts'

export async function findWays(reader: Reader): Promise<string[]> {
  const [row] = await reader.rows<{ value: string[] }>(`select value from setting where key = 'sign-in-ways'`)
  return row?.value ?? []
}

export async function findDevice(reader: Reader, tokenHash: Buffer): Promise<{ name: string } | undefined> {
  const [row] = await reader.rows<{ name: string }>(
    'select name from device where token_hash = $1 and withdrawn_at is null',
    [tokenHash],
  )
  return row
}

/** Who signed in completely on a shared computer in this shift and chose a short code for it. */
export function findPeopleThere(
  reader: Reader,
  tokenHash: Buffer,
): Promise<{ id: string; givenName: string; prefix: string | null; familyName: string }[]> {
  return reader.rows(
    `select p.id, p.given_name as "givenName", p.prefix, p.family_name as "familyName"
     from device d join reentry r on r.device_id = d.id join person p on p.id = r.person_id
     where d.token_hash = $1 and d.withdrawn_at is null and r.ended_at is null and r.valid_until > now()
       and p.employed_from <= now() and (p.employed_until is null or p.employed_until > now())
     order by p.given_name, p.family_name, p.id`,
    [tokenHash],
  )
}
