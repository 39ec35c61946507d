import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** The part of WebAuthn options (JSON) that an authenticator looks at. */
interface Options {
  challenge: string
  rp?: { id: string }
  rpId?: string
  user?: { id: string }
  allowCredentials?: { id: string }[]
}

/** What a test makes wrong on purpose. */
export interface Twist {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  crossOrigin?: boolean
  verified?: boolean
  present?: boolean
  signCount?: number
  userHandle?: string
  credentialId?: string
  format?: string
  signature?: Buffer
  /** What the browser says of a key that keeps nothing itself (credProps). */
  resident?: boolean
}

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest()

/** CBOR (RFC 8949), as far as an attestation needs it: whole numbers, bytes, text and maps. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Buffer {
  const head = (major: number, n: number) =>
    n < 24
      ? Buffer.of((major << 5) | n)
      : n < 256
        ? Buffer.of((major << 5) | 24, n)
        : Buffer.of((major << 5) | 25, n >> 8, n & 255)
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  const entries = [...value].flatMap(([key, each]) => [cbor(key), cbor(each as number)])
  return Buffer.concat([head(5, value.size), ...entries])
}

const flags = { present: 0x01, verified: 0x04, attested: 0x40 }

/** A passkey in software (ES256), with a browser around it at one origin: what it makes is verified for real. */
export class SoftwareAuthenticator {
  readonly #key: KeyObject
  readonly #publicKey: Buffer
  readonly #origin: string
  readonly #verifies: boolean
  readonly #counts: boolean
  readonly credentialId = base64url(randomBytes(32))
  #userHandle = ''
  signCount = 0

  constructor(origin: string, options: { verifies?: boolean; counts?: boolean } = {}) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.#key = privateKey
    this.#publicKey = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    )
    this.#origin = origin
    this.#verifies = options.verifies ?? true
    this.#counts = options.counts ?? true
  }

  /** navigator.credentials.create() */
  create(options: Options, twist: Twist = {}): Record<string, unknown> {
    this.#userHandle = options.user?.id ?? ''
    const id = Buffer.from(this.credentialId, 'base64url')
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(id.length >> 8, id.length & 255), id, this.#publicKey])
    const authData = Buffer.concat([
      this.#authData(twist.rpId ?? options.rp?.id ?? '', flags.attested, twist),
      attested,
    ])
    const attestation = new Map<string, unknown>([
      ['fmt', twist.format ?? 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return {
      id: this.credentialId,
      rawId: this.credentialId,
      type: 'public-key',
      clientExtensionResults: twist.resident === undefined ? {} : { credProps: { rk: twist.resident } },
      response: {
        clientDataJSON: base64url(this.#clientData('webauthn.create', options, twist)),
        attestationObject: base64url(cbor(attestation)),
        transports: ['internal', 'hybrid'],
      },
    }
  }

  /** navigator.credentials.get() */
  get(options: Options, twist: Twist = {}): Record<string, unknown> {
    const clientData = this.#clientData('webauthn.get', options, twist)
    const authData = this.#authData(twist.rpId ?? options.rpId ?? '', 0, twist)
    const signature = twist.signature ?? sign('sha256', Buffer.concat([authData, sha256(clientData)]), this.#key)
    const id = twist.credentialId ?? this.credentialId
    return {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authData),
        signature: base64url(signature),
        userHandle: twist.userHandle ?? this.#userHandle,
      },
    }
  }

  #clientData(type: string, options: Options, twist: Twist): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: twist.type ?? type,
        challenge: twist.challenge ?? options.challenge,
        origin: twist.origin ?? this.#origin,
        crossOrigin: twist.crossOrigin ?? false,
      }),
    )
  }

  #authData(rpId: string, more: number, twist: Twist): Buffer {
    if (this.#counts) this.signCount += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(twist.signCount ?? this.signCount)
    const verified = (twist.verified ?? this.#verifies) ? flags.verified : 0
    const present = (twist.present ?? true) ? flags.present : 0
    return Buffer.concat([sha256(rpId), Buffer.of(present | verified | more), count])
  }
}
