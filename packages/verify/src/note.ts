import { hash, type KeyObject, sign, verify } from 'node:crypto'
import { privateKeyFrom, publicBytesOf, publicKeyFrom } from './ed25519.ts'

/** Signed notes (c2sp.org/signed-note) with Ed25519 keys, and cosignatures of witnesses (c2sp.org/tlog-cosignature). */

/** Signature types: a note's own Ed25519 signature, and a witness's cosignature with its moment. */
const kinds = { signature: 1, cosignature: 4 } as const
export type SignatureKind = keyof typeof kinds

/** Whose signature it can be: a name, and a public key for one kind of signature. */
export interface Verifier {
  name: string
  kind: SignatureKind
  publicKey: Buffer
  /** First four bytes of SHA-256 of name, newline, type and public key. */
  keyId: Buffer
}

export interface Signer extends Verifier {
  privateKey: KeyObject
}

export interface NoteSignature {
  name: string
  keyId: Buffer
  /** What follows the key id: 64 bytes for a signature; 8 bytes of Unix time in seconds and 64 for a cosignature. */
  value: Buffer
}

export interface Note {
  /** The text that was signed, with its last newline. */
  text: string
  signatures: NoteSignature[]
}

/** What is no note, key or checkpoint, in words for an engineer; nothing of it may be trusted. */
export class NoteError extends Error {}

const nameForm = /^[^\s+\p{Zs}]+$/u

function verifier(name: string, kind: SignatureKind, publicKey: Buffer): Verifier {
  if (!nameForm.test(name)) throw new NoteError('a key name has no spaces and no plus')
  const keyed = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.from([kinds[kind]]), publicKey])
  return { name, kind, publicKey, keyId: hash('sha256', keyed, 'buffer').subarray(0, 4) }
}

/** The signer with a key of 32 bytes (the seed of RFC 8032). */
export function signerOf(name: string, seed: Uint8Array, kind: SignatureKind = 'signature'): Signer {
  if (seed.length !== 32) throw new NoteError('an Ed25519 seed has 32 bytes')
  const privateKey = privateKeyFrom(seed)
  const publicKey = publicBytesOf(privateKey)
  return { ...verifier(name, kind, publicKey), privateKey }
}

/** The verifier key in its one line of text: name, key id, type and key, with plus signs between. */
export const verifierText = ({ name, kind, keyId, publicKey }: Verifier): string =>
  `${name}+${keyId.toString('hex')}+${Buffer.concat([Buffer.from([kinds[kind]]), publicKey]).toString('base64')}`

/** Reads a verifier key. Throws NoteError for another kind of key, and for one whose id does not fit. */
export function readVerifier(text: string): Verifier {
  const [name = '', id = '', ...rest] = text.trim().split('+')
  const key = base64(rest.join('+'))
  const kind = (Object.keys(kinds) as SignatureKind[]).find((each) => kinds[each] === key?.[0])
  if (key?.length !== 33 || !kind) throw new NoteError('not an Ed25519 verifier key')
  const read = verifier(name, kind, key.subarray(1))
  if (read.keyId.toString('hex') !== id.toLowerCase()) throw new NoteError('the key id does not fit the key')
  return read
}

/** Base64 (RFC 4648, section 4) and nothing else. */
export function base64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

export const publicKeyOf = ({ publicKey }: Verifier): KeyObject => publicKeyFrom(publicKey)

/** Signs a text; the answer is one line that stands under it, with its newline. */
export function signatureLine(text: string, signer: Signer): string {
  const signature = sign(null, Buffer.from(text, 'utf8'), signer.privateKey)
  return line(signer, signature)
}

/** A witness's line: it saw this text at this moment, and it goes on from all that the witness saw before. */
export function cosignatureLine(text: string, signer: Signer, seconds: number): string {
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(seconds))
  return line(signer, Buffer.concat([time, sign(null, cosigned(text, seconds), signer.privateKey)]))
}

const cosigned = (text: string, seconds: number | bigint) =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`, 'utf8')

const line = (signer: Signer, value: Buffer) =>
  `\u2014 ${signer.name} ${Buffer.concat([signer.keyId, value]).toString('base64')}\n`

/** Reads a signed note without trusting it: text, an empty line, signature lines. */
export function readNote(note: string): Note {
  const cut = note.lastIndexOf('\n\n')
  if (cut < 0 || !note.endsWith('\n') || note.length > 1_000_000) throw new NoteError('not a signed note')
  return { text: note.slice(0, cut + 1), signatures: readSignatures(note.slice(cut + 2)) }
}

/** Reads signature lines. */
export function readSignatures(lines: string): NoteSignature[] {
  const all = lines.split('\n').slice(0, -1)
  if (!all.length || all.length > 100) throw new NoteError('a note has 1 to 100 signatures')
  return all.map((each) => {
    const [, name, value] = /^\u2014 ([^\s+]+) (\S+)$/.exec(each) ?? []
    const bytes = value && base64(value)
    if (!name || !bytes || bytes.length < 5) throw new NoteError('a line is not a signature')
    return { name, keyId: bytes.subarray(0, 4), value: bytes.subarray(4) }
  })
}

export interface Verified {
  /** When a witness says that it saw the note; not for a note's own signature. */
  time: Date | undefined
}

/**
 * Did this verifier sign the note? Undefined when it has no signature of it at all. Throws NoteError when there is one and it
 * is not valid: a note with a forged signature of a known key is not to be used.
 */
export function verified(note: Note, by: Verifier): Verified | undefined {
  const found = note.signatures.filter(({ name, keyId }) => name === by.name && keyId.equals(by.keyId))
  for (const { value } of found) {
    const time = by.kind === 'cosignature' && value.length === 72 ? value.readBigUInt64BE() : undefined
    const text = time === undefined ? Buffer.from(note.text, 'utf8') : cosigned(note.text, time)
    const signature = time === undefined ? value : value.subarray(8)
    if ((by.kind === 'cosignature') !== (time !== undefined) || !verify(null, text, publicKeyOf(by), signature))
      throw new NoteError(`the signature of ${by.name} is not valid`)
    return { time: time === undefined ? undefined : new Date(Number(time) * 1000) }
  }
  return undefined
}
