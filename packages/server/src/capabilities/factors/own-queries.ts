import type { Reader, Transaction } from '../../platform/db/transaction.ts'

/** When a factor was last proven in a session. */
export async function findProvenAt(reader: Reader, sessionId: string): Promise<Date | undefined> {
  const [row] = await reader.rows<{ provenAt: Date }>('select proven_at as "provenAt" from session where id = $1', [
    sessionId,
  ])
  return row?.provenAt
}

/**
 * A factor was proven in this session, here (just now, or elsewhere a moment ago): from now on it belongs to this network and browser,
 * should it have moved. Returns when.
 */
export async function noteProof(
  tx: Transaction,
  sessionId: string,
  from: { address: string; userAgent: string },
  at?: Date,
): Promise<Date> {
  const [row] = await tx.rows<{ provenAt: Date }>(
    `update session set proven_at = greatest(proven_at, least(now(), coalesce($4, now()))), address = $2,
       user_agent = $3 where id = $1 returning proven_at as "provenAt"`,
    [sessionId, from.address, from.userAgent.slice(0, 400), at],
  )
  return row!.provenAt
}

const isOwn = 'id = $2 and person_id = $1 and confirmed_at is not null and removed_at is null'

/** False when it is not this person's, or was removed. */
export async function renameFactor(tx: Transaction, personId: string, id: string, name: string): Promise<boolean> {
  return (await tx.rows(`update factor set name = $3 where ${isOwn} returning id`, [personId, id, name])).length === 1
}

export async function removeFactor(tx: Transaction, personId: string, id: string): Promise<boolean> {
  const [removed] = await Promise.all([
    tx.rows(`update factor set removed_at = now() where ${isOwn} returning id`, [personId, id]),
    tx.rows(
      `update credential set preferred_factor_id = null, preferred_channel = null
       where person_id = $1 and preferred_factor_id = $2`,
      [personId, id],
    ),
  ])
  return removed.length === 1
}

/** Somebody who signs in elsewhere only has no password yet, and so no row here. */
export async function preferFactor(
  tx: Transaction,
  personId: string,
  id: string,
  channel: 'sms' | 'voice' | null,
): Promise<void> {
  await tx.rows(
    `insert into credential (person_id, preferred_factor_id, preferred_channel) values ($1, $2, $3)
     on conflict (person_id) do update set preferred_factor_id = $2, preferred_channel = $3`,
    [personId, id, channel],
  )
}
