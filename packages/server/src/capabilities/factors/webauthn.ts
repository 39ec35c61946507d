import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { decodeAttestationObject, decodeClientDataJSON, isoBase64URL } from '@simplewebauthn/server/helpers'
import { randomBytesOf } from '../../platform/crypto/tokens.ts'
import type { Environment } from '../../platform/db/environments.ts'
import { Problem } from '../../platform/http/problem.ts'

/** What a passkey is bound to: the host name of the environment, and the origin that the page has (WebAuthn sections 5.1.2 and 13.4.9). */
export interface Site {
  rpId: string
  origin: string
}

/** The site of a request. `host` as the browser sent it, with the port where it is not 443. Throws Problem unknown-host. */
export function siteOf(environment: Pick<Environment, 'host'>, host: string): Site {
  const origin = `https://${host.toLowerCase()}`
  if (new URL(origin).hostname !== environment.host) throw new Problem('unknown-host')
  return { rpId: environment.host, origin }
}

/** Milliseconds for which a challenge can be answered. */
export const challengeLife = 300_000
const timeBytes = 6

/** 32 bytes for a passkey to sign: the moment it was made (48 bits, as in a UUIDv7), and 208 random bits. */
export function newChallenge(now: Date): Buffer {
  const made = Buffer.alloc(timeBytes)
  made.writeUIntBE(now.getTime(), 0, timeBytes)
  return Buffer.concat([made, randomBytesOf(32 - timeBytes)])
}

/** Whether a challenge of ours, as it was kept, can still be answered. */
export function isAlive(challenge: Buffer, now: Date): boolean {
  const age = now.getTime() - challenge.readUIntBE(0, timeBytes)
  return age >= 0 && age < challengeLife
}

/** A credential that was made for this site, as it is kept. */
export interface NewCredential {
  credentialId: Buffer
  publicKey: Buffer
  signCount: number
  transports: string[]
  userVerified: boolean
  /** It verified its user, and is found without a user name: good for a whole sign-in. */
  whole: boolean
}

/** EdDSA, ES256 and RS256 (COSE): what authenticators have. */
export const algorithms = [-8, -7, -257]

/** JSON that came from a browser: its shape is the library's to judge. */
export type WebAuthnJson = Record<string, unknown>

/**
 * Verifies the making of a credential. Undefined: it is not for this site and challenge, or not well-formed. No attestation is
 * asked (docs/decisions/0008-passkeys.md), so one with certificates, which the library would fetch revocation lists for, is refused.
 */
export async function verifiedRegistration(
  site: Site,
  challenge: Buffer,
  response: WebAuthnJson,
): Promise<NewCredential | undefined> {
  try {
    const given = response as unknown as RegistrationResponseJSON
    const attestation = decodeAttestationObject(isoBase64URL.toBuffer(given.response.attestationObject))
    const isSelfMade = attestation.get('fmt') === 'packed' && !attestation.get('attStmt').get('x5c')
    if (attestation.get('fmt') !== 'none' && !isSelfMade) return undefined
    if (isCrossOrigin(given.response.clientDataJSON)) return undefined
    const verified = await verifyRegistrationResponse({
      response: given,
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified.verified) return undefined
    const { credential, userVerified } = verified.registrationInfo
    return {
      credentialId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      signCount: credential.counter,
      transports: transportsOf(credential.transports),
      userVerified,
      // A key that keeps nothing itself is found by its id only, which needs a user name first (WebAuthn section 10.1.3, credProps).
      whole: userVerified && given.clientExtensionResults?.credProps?.rk !== false,
    }
  } catch {
    return undefined
  }
}

/** A credential as it is kept, to hold an assertion against. */
export interface KeptCredential {
  credentialId: Buffer
  publicKey: Buffer
}

/**
 * Verifies an assertion. Undefined: not for this site and challenge, not signed by this credential, or not well-formed. The counter
 * is the caller's to judge: a copy of a passkey has the right key.
 */
export async function verifiedAssertion(
  site: Site,
  challenge: Buffer,
  response: WebAuthnJson,
  credential: KeptCredential,
  userVerification: 'preferred' | 'required',
): Promise<{ signCount: number; userVerified: boolean } | undefined> {
  try {
    const given = response as unknown as AuthenticationResponseJSON
    if (isCrossOrigin(given.response.clientDataJSON)) return undefined
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: given,
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: userVerification === 'required',
      credential: {
        id: credential.credentialId.toString('base64url'),
        publicKey: new Uint8Array(credential.publicKey),
        counter: 0,
      },
    })
    if (!verified) return undefined
    return { signCount: authenticationInfo.newCounter, userVerified: authenticationInfo.userVerified }
  } catch {
    return undefined
  }
}

/** The id of the credential that an assertion says it is of; undefined when that is no base64url. */
export function credentialIdOf(response: WebAuthnJson): Buffer | undefined {
  const { id } = response
  return typeof id === 'string' && /^[\w-]{1,1400}$/.test(id) ? Buffer.from(id, 'base64url') : undefined
}

/** The challenge that an assertion says it signed, and whose credential the authenticator says it is. */
export function claimsOf(response: WebAuthnJson): { challenge: Buffer; userHandle: Buffer } | undefined {
  try {
    const { clientDataJSON, userHandle } = (response as unknown as AuthenticationResponseJSON).response
    const { challenge } = decodeClientDataJSON(clientDataJSON)
    return { challenge: Buffer.from(challenge, 'base64url'), userHandle: Buffer.from(userHandle ?? '', 'base64url') }
  } catch {
    return undefined
  }
}

/** A page of somebody else with ours in a frame: nobody signs in there. */
const isCrossOrigin = (clientDataJSON: string) => decodeClientDataJSON(clientDataJSON).crossOrigin === true

/** How the browser says that the authenticator can be reached; only a hint, so what is strange is left out. */
const transportsOf = (transports: unknown): string[] =>
  Array.isArray(transports)
    ? transports.filter((each): each is string => typeof each === 'string' && /^[a-z-]{1,20}$/.test(each)).slice(0, 8)
    : []
