import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import type { NewCredential } from './webauthn.ts'

export interface PasskeyRow {
  id: string
  personId: string
  credentialId: Buffer
  publicKey: Buffer
}

/** The passkeys of a person, for a browser to choose among or to leave out. */
export function findCredentials(
  reader: Reader,
  personId: string,
): Promise<{ credentialId: Buffer; transports: string[] }[]> {
  return reader.rows(
    `select credential_id as "credentialId", coalesce(transports, '{}') as transports from factor
     where person_id = $1 and kind = 'passkey' and confirmed_at is not null and removed_at is null order by created_at, id`,
    [personId],
  )
}

/** A passkey that is in use, whosever it is. */
export async function findPasskey(reader: Reader, credentialId: Buffer): Promise<PasskeyRow | undefined> {
  const [row] = await reader.rows<PasskeyRow>(
    `select id, person_id as "personId", credential_id as "credentialId", public_key as "publicKey" from factor
     where credential_id = $1 and kind = 'passkey' and confirmed_at is not null and removed_at is null`,
    [credentialId],
  )
  return row
}

export async function insertPasskey(
  tx: Transaction,
  factor: { id: string; personId: string; name: string } & NewCredential,
): Promise<void> {
  await tx.rows(
    `insert into factor (id, person_id, kind, name, credential_id, public_key, sign_count, transports, user_verifies, confirmed_at)
     values ($1, $2, 'passkey', $3, $4, $5, $6, $7::text[], $8, now())`,
    [
      factor.id,
      factor.personId,
      factor.name,
      factor.credentialId,
      factor.publicKey,
      factor.signCount,
      factor.transports,
      factor.whole,
    ],
  )
}

/**
 * Notes that a passkey was used; a whole sign-in shows that it can. False when its counter did not go up (WebAuthn section 6.1.1): somebody may have a copy. An
 * authenticator without a counter always says 0.
 */
export async function usePasskey(
  tx: Transaction,
  id: string,
  use: { signCount: number; whole: boolean },
): Promise<boolean> {
  const rows = await tx.rows(
    `update factor set sign_count = $2, user_verifies = user_verifies or $3, last_used_at = now()
     where id = $1 and removed_at is null and (sign_count < $2 or ($2 = 0 and sign_count = 0)) returning id`,
    [id, use.signCount, use.whole],
  )
  return rows.length === 1
}

/** Gives a session a challenge in the place of the one it had. */
export async function keepChallenge(tx: Transaction, sessionId: string, challenge: Buffer): Promise<void> {
  await tx.rows('update session set challenge = $2 where id = $1', [sessionId, challenge])
}

/** Takes the challenge of a session: it is there once. */
export async function takeChallenge(tx: Transaction, sessionId: string): Promise<Buffer | undefined> {
  const [row] = await tx.rows<{ challenge: Buffer }>(
    `with kept as (select id, challenge from session where id = $1 and challenge is not null for update)
     update session set challenge = null from kept where session.id = kept.id returning kept.challenge`,
    [sessionId],
  )
  return row?.challenge
}

/** Keeps a challenge for a browser in which nobody is signed in. */
export async function keepBrowserChallenge(
  tx: Transaction,
  kept: { id: string; browserHash: Buffer; challenge: Buffer; seconds: number },
): Promise<void> {
  await tx.rows(
    `insert into passkey_challenge (id, browser_hash, challenge, expires_at)
     values ($1, $2, $3, now() + make_interval(secs => $4))`,
    [kept.id, kept.browserHash, kept.challenge, kept.seconds],
  )
}

/** Uses up a challenge that this browser was given; false when it was not, or it is old or used. */
export async function useBrowserChallenge(tx: Transaction, browserHash: Buffer, challenge: Buffer): Promise<boolean> {
  const rows = await tx.rows(
    `update passkey_challenge set used_at = now()
     where browser_hash = $1 and challenge = $2 and used_at is null and expires_at > now() returning id`,
    [browserHash, challenge],
  )
  return rows.length === 1
}
