import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import { newId } from '../../platform/crypto/ids.ts'
import { keyedHash } from '../../platform/crypto/keys.ts'
import { equalBytes, hashToken } from '../../platform/crypto/tokens.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { Proof, Prover } from './factors.ts'
import * as queries from './passkey-queries.ts'
import {
  algorithms,
  challengeLife,
  claimsOf,
  credentialIdOf,
  isAlive,
  newChallenge,
  type Site,
  verifiedAssertion,
  verifiedRegistration,
  type WebAuthnJson,
} from './webauthn.ts'

/** WebAuthn options as JSON, for the browser. */
type Options = Record<string, unknown>

/** An unknown credential, a wrong signature, an old challenge: all get the same answer. */
const refused: Proof = { right: false, problem: 'passkey-refused' }

/** What an authenticator keeps with a credential in the place of a name: nothing that means something elsewhere (WebAuthn section 14.6.1). */
const userHandleOf = (reader: Reader, personId: string) => keyedHash(reader.keys.lookup, `passkey of ${personId}`)

/** What a browser needs to make a passkey in this session. Authenticators that the person has already are left out. */
export async function registrationOptions(
  tx: Transaction,
  who: Prover & { userName: string; displayName: string },
  environment: Pick<Environment, 'customerName'>,
  site: Site,
): Promise<Options> {
  const challenge = newChallenge(new Date())
  const [existing] = await Promise.all([
    queries.findCredentials(tx, who.personId),
    queries.keepChallenge(tx, who.sessionId, challenge),
  ])
  const options = await generateRegistrationOptions({
    rpName: `Hoede (${environment.customerName})`,
    rpID: site.rpId,
    userName: who.userName,
    userDisplayName: who.displayName,
    userID: new Uint8Array(userHandleOf(tx, who.personId)),
    challenge: new Uint8Array(challenge),
    timeout: challengeLife,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: existing.map(describe),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
  return { ...options }
}

/** Registers the passkey that the browser made, when it is for this site and answers the challenge of this session. */
export async function registerPasskey(
  tx: Transaction,
  who: Prover,
  site: Site,
  request: { name: string; response: WebAuthnJson },
): Promise<Proof> {
  const challenge = await queries.takeChallenge(tx, who.sessionId)
  if (!challenge || !isAlive(challenge, new Date())) return refused
  const made = await verifiedRegistration(site, challenge, request.response)
  if (!made) return refused
  if (await queries.findPasskey(tx, made.credentialId)) throw new Problem('already-exists')
  const id = newId()
  await queries.insertPasskey(tx, { id, personId: who.personId, name: request.name, ...made })
  return { right: true, factorId: id, method: 'passkey', detail: { userVerified: made.userVerified } }
}

/** What a browser needs to prove one of the person's passkeys in this session. */
export async function proofOptions(tx: Transaction, who: Prover, site: Site): Promise<Options> {
  const challenge = newChallenge(new Date())
  const [existing] = await Promise.all([
    queries.findCredentials(tx, who.personId),
    queries.keepChallenge(tx, who.sessionId, challenge),
  ])
  const options = await generateAuthenticationOptions({
    rpID: site.rpId,
    challenge: new Uint8Array(challenge),
    timeout: challengeLife,
    allowCredentials: existing.map(describe),
    userVerification: 'preferred',
  })
  return { ...options }
}

/** Whether one of the person's own passkeys signed the challenge of this session. */
export async function provePasskey(tx: Transaction, who: Prover, site: Site, response: WebAuthnJson): Promise<Proof> {
  const challenge = await queries.takeChallenge(tx, who.sessionId)
  if (!challenge || !isAlive(challenge, new Date())) return refused
  const credentialId = credentialIdOf(response)
  const passkey = credentialId && (await queries.findPasskey(tx, credentialId))
  if (passkey?.personId !== who.personId) return refused
  return judge(tx, site, challenge, response, passkey, 'preferred')
}

/** What a browser needs to sign in with a passkey alone. The challenge is bound to the browser by its `visit` cookie. */
export async function wholeOptions(tx: Transaction, visit: string, site: Site): Promise<Options> {
  const challenge = newChallenge(new Date())
  await queries.keepBrowserChallenge(tx, {
    id: newId(),
    browserHash: hashToken(visit),
    challenge,
    seconds: challengeLife / 1000,
  })
  const options = await generateAuthenticationOptions({
    rpID: site.rpId,
    challenge: new Uint8Array(challenge),
    timeout: challengeLife,
    userVerification: 'required',
  })
  return { ...options }
}

/** Whose passkey signed a challenge of this browser, having verified its user; and whether that is so. */
export async function proveWhole(
  tx: Transaction,
  visit: string | undefined,
  site: Site,
  response: WebAuthnJson,
): Promise<Proof & { personId?: string }> {
  const [claims, credentialId] = [claimsOf(response), credentialIdOf(response)]
  if (!visit || !claims || !credentialId) return refused
  const [isOurs, passkey] = await Promise.all([
    queries.useBrowserChallenge(tx, hashToken(visit), claims.challenge),
    queries.findPasskey(tx, credentialId),
  ])
  if (!passkey) return refused
  const { personId } = passkey
  // Nobody said who they are: the authenticator has to (WebAuthn section 7.2 step 6).
  if (!isOurs || !equalBytes(claims.userHandle, userHandleOf(tx, personId))) return { ...refused, personId }
  const proof = await judge(tx, site, claims.challenge, response, passkey, 'required')
  return { ...proof, personId, ...(proof.right ? { method: 'passkey-verified' as const } : {}) }
}

async function judge(
  tx: Transaction,
  site: Site,
  challenge: Buffer,
  response: WebAuthnJson,
  passkey: queries.PasskeyRow,
  userVerification: 'preferred' | 'required',
): Promise<Proof> {
  const verified = await verifiedAssertion(site, challenge, response, passkey, userVerification)
  if (!verified) return { ...refused, factorId: passkey.id }
  if (!(await queries.usePasskey(tx, passkey.id, { ...verified, whole: userVerification === 'required' })))
    return { right: false, problem: 'passkey-counter', factorId: passkey.id, detail: { factorId: passkey.id } }
  return {
    right: true,
    factorId: passkey.id,
    method: 'passkey',
    detail: { factorId: passkey.id, userVerified: verified.userVerified },
  }
}

const describe = (credential: { credentialId: Buffer; transports: string[] }) => ({
  id: credential.credentialId.toString('base64url'),
  transports: credential.transports,
})
