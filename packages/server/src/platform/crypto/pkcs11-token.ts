import { randomBytes } from 'node:crypto'
import { DynamicLibrary, getRawPointer } from 'node:ffi'
import { KeyProblem } from './key-problem.ts'

// PKCS #11 v2.40 (OASIS), sections 3 and 4; AES-GCM: Current Mechanisms v2.40 section 2.13. Structures as on 64-bit Unix.
const cka = {
  class: 0x0n,
  token: 0x1n,
  private: 0x2n,
  label: 0x3n,
  keyType: 0x100n,
  sensitive: 0x103n,
  encrypt: 0x104n,
  decrypt: 0x105n,
  valueLength: 0x161n,
  extractable: 0x162n,
}
const secretKey = 4n
const aes = 0x1fn
const aesKeyGen = 0x1080n
const aesGcm = 0x1087n
/** CKR_ of an answer that says: you may not, or it is not there. */
const refusing = new Set([0x60, 0x68, 0x82, 0xa0, 0xa2, 0xa3, 0xa4, 0xe0, 0xe1, 0x101, 0x102])
const alreadyInitialised = 0x191
const alreadyLoggedIn = 0x100
/** What an operation says of bytes that do not open: data invalid, its length, its signature, or (SoftHSM) a general error. */
const notOpening = new Set([0x05, 0x40, 0x41, 0xc0])

const ulong = 'uint64'
const number = (value: bigint) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}
const yes = Buffer.of(1)
const no = Buffer.of(0)
type Attribute = [type: bigint, value: Buffer]

const definitions = {
  C_Initialize: { arguments: ['pointer'], return: ulong },
  C_Finalize: { arguments: ['pointer'], return: ulong },
  C_GetSlotList: { arguments: ['uint8', 'pointer', 'pointer'], return: ulong },
  C_GetTokenInfo: { arguments: [ulong, 'pointer'], return: ulong },
  C_OpenSession: { arguments: [ulong, ulong, 'pointer', 'pointer', 'pointer'], return: ulong },
  C_Login: { arguments: [ulong, ulong, 'pointer', ulong], return: ulong },
  C_FindObjectsInit: { arguments: [ulong, 'pointer', ulong], return: ulong },
  C_FindObjects: { arguments: [ulong, 'pointer', ulong, 'pointer'], return: ulong },
  C_FindObjectsFinal: { arguments: [ulong], return: ulong },
  C_DestroyObject: { arguments: [ulong, ulong], return: ulong },
  C_GenerateKey: { arguments: [ulong, 'pointer', 'pointer', ulong, 'pointer'], return: ulong },
  C_EncryptInit: { arguments: [ulong, 'pointer', ulong], return: ulong },
  C_Encrypt: { arguments: [ulong, 'pointer', ulong, 'pointer', 'pointer'], return: ulong },
  C_DecryptInit: { arguments: [ulong, 'pointer', ulong], return: ulong },
  C_Decrypt: { arguments: [ulong, 'pointer', ulong, 'pointer', 'pointer'], return: ulong },
} as const

const load = (library: string) => new DynamicLibrary(library).getFunctions(definitions)
type Functions = ReturnType<typeof load>

/**
 * Keys in a hardware module, through its PKCS#11 library. Runs in a process of its own (bin/pkcs11.ts): such a library waits for its
 * device without giving way, and a fault in it ends the process it is in.
 */
export class Pkcs11Token {
  readonly #f: Functions
  readonly #label: string
  readonly #pin: string
  #session: bigint | undefined

  constructor(library: string, label: string, pin: string) {
    this.#f = load(library)
    this.#label = label
    this.#pin = pin
  }

  ensure(name: string): void {
    this.#within((session) => {
      if (this.#find(session, name) === undefined) this.#generate(session, name)
    })
  }

  /** 12 bytes nonce, ciphertext, 16 bytes tag: AES-256-GCM done by the module. */
  wrap(name: string, secret: Buffer): Buffer {
    return this.#within((session) => {
      const nonce = randomBytes(12)
      const hold: Buffer[] = []
      const out = Buffer.alloc(secret.length + 64)
      const length = number(BigInt(out.length))
      this.#check(this.#f.C_EncryptInit(session, gcm(nonce, hold), this.#found(session, name)))
      this.#check(this.#f.C_Encrypt(session, secret, BigInt(secret.length), out, length))
      hold.length = 0
      return Buffer.concat([nonce, out.subarray(0, Number(length.readBigUInt64LE()))])
    })
  }

  /** False when there is none. Throws KeyProblem when the module keeps it. */
  destroy(name: string): boolean {
    return this.#within((session) => {
      const key = this.#find(session, name)
      if (key === undefined) return false
      this.#check(this.#f.C_DestroyObject(session, key))
      if (this.#find(session, name) !== undefined)
        throw new KeyProblem('key-unreachable', 'the module still has the key')
      return true
    })
  }

  unwrap(name: string, wrapped: Buffer): Buffer {
    return this.#within((session) => {
      const hold: Buffer[] = []
      const body = Buffer.from(wrapped.subarray(12))
      const out = Buffer.alloc(wrapped.length + 64)
      const length = number(BigInt(out.length))
      const nonce = Buffer.from(wrapped.subarray(0, 12))
      this.#check(this.#f.C_DecryptInit(session, gcm(nonce, hold), this.#found(session, name)))
      const answer = Number(this.#f.C_Decrypt(session, body, BigInt(body.length), out, length))
      hold.length = 0
      if (notOpening.has(answer)) throw new KeyProblem('key-broken', `C_Decrypt: 0x${answer.toString(16)}`)
      this.#check(BigInt(answer))
      const secret = Buffer.from(out.subarray(0, Number(length.readBigUInt64LE())))
      out.fill(0)
      return secret
    })
  }

  /** A session is kept; after any failure it begins anew, as the module may have gone and come back. */
  #within<T>(work: (session: bigint) => T): T {
    try {
      this.#session ??= this.#begin()
      return work(this.#session)
    } catch (error) {
      this.#session = undefined
      this.#f.C_Finalize(null)
      throw error
    }
  }

  #begin(): bigint {
    const started = Number(this.#f.C_Initialize(null))
    if (started !== alreadyInitialised) this.#check(BigInt(started))
    const session = Buffer.alloc(8)
    const [readWrite, user] = [6n, 1n]
    this.#check(this.#f.C_OpenSession(this.#slot(), readWrite, null, null, session))
    const handle = session.readBigUInt64LE()
    const pin = Buffer.from(this.#pin, 'utf8')
    const login = Number(this.#f.C_Login(handle, user, pin, BigInt(pin.length)))
    pin.fill(0)
    if (login !== alreadyLoggedIn) this.#check(BigInt(login))
    return handle
  }

  #slot(): bigint {
    const slots = Buffer.alloc(8 * 256)
    const count = number(256n)
    this.#check(this.#f.C_GetSlotList(1, slots, count))
    for (let i = 0; i < Number(count.readBigUInt64LE()); i += 1) {
      const slot = slots.readBigUInt64LE(8 * i)
      const info = Buffer.alloc(512)
      if (this.#f.C_GetTokenInfo(slot, info) !== 0n) continue
      if (info.subarray(0, 32).toString('utf8').trimEnd() === this.#label) return slot
    }
    throw new KeyProblem('key-withdrawn', `no token «${this.#label}»`)
  }

  #find(session: bigint, name: string): bigint | undefined {
    const hold: Buffer[] = []
    const [template, count] = attributes(
      [
        [cka.class, number(secretKey)],
        [cka.keyType, number(aes)],
        [cka.label, Buffer.from(name)],
      ],
      hold,
    )
    this.#check(this.#f.C_FindObjectsInit(session, template, count))
    const objects = Buffer.alloc(16)
    const found = Buffer.alloc(8)
    const answer = this.#f.C_FindObjects(session, objects, 2n, found)
    this.#f.C_FindObjectsFinal(session)
    hold.length = 0
    this.#check(answer)
    // Two keys of one name: neither can be trusted to be the one.
    if (found.readBigUInt64LE() > 1n) throw new KeyProblem('key-withdrawn', `two keys are called «${name}»`)
    return found.readBigUInt64LE() === 1n ? objects.readBigUInt64LE() : undefined
  }

  #found(session: bigint, name: string): bigint {
    const key = this.#find(session, name)
    if (key === undefined) throw new KeyProblem('key-withdrawn', `no key «${name}»`)
    return key
  }

  #generate(session: bigint, name: string): void {
    const hold: Buffer[] = []
    const [template, count] = attributes(
      [
        [cka.class, number(secretKey)],
        [cka.keyType, number(aes)],
        [cka.label, Buffer.from(name)],
        [cka.token, yes],
        [cka.private, yes],
        [cka.sensitive, yes],
        [cka.extractable, no],
        [cka.encrypt, yes],
        [cka.decrypt, yes],
        [cka.valueLength, number(32n)],
      ],
      hold,
    )
    const mechanism = Buffer.concat([number(aesKeyGen), number(0n), number(0n)])
    this.#check(this.#f.C_GenerateKey(session, mechanism, template, count, Buffer.alloc(8)))
    hold.length = 0
  }

  #check(answer: bigint): void {
    const code = Number(answer)
    if (code === 0) return
    throw new KeyProblem(refusing.has(code) ? 'key-withdrawn' : 'key-unreachable', `CKR 0x${code.toString(16)}`)
  }
}

/** CK_MECHANISM with CK_GCM_PARAMS; what it points at is put in `hold`, so that it lives as long as the call. */
function gcm(nonce: Buffer, hold: Buffer[]): Buffer {
  const parameters = Buffer.concat(
    [getRawPointer(nonce), BigInt(nonce.length), BigInt(nonce.length * 8), 0n, 0n, 128n].map(number),
  )
  hold.push(nonce, parameters)
  return Buffer.concat([number(aesGcm), number(getRawPointer(parameters)), number(BigInt(parameters.length))])
}

/** An array of CK_ATTRIBUTE and how many there are. */
function attributes(list: readonly Attribute[], hold: Buffer[]): [Buffer, bigint] {
  const all = list.map(([type, value]) => {
    hold.push(value)
    return Buffer.concat([number(type), number(getRawPointer(value)), number(BigInt(value.length))])
  })
  return [Buffer.concat(all), BigInt(list.length)]
}
