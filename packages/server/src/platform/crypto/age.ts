import { Readable } from 'node:stream'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

type WebStream = ReadableStream<Uint8Array>

/** A pair of keys of age (https://age-encryption.org/v1, X25519): the recipient seals, only its identity opens. */
export interface AgeKeys {
  /** age1… ; no secret. */
  recipient: string
  /** AGE-SECRET-KEY-1… */
  identity: string
}

/** X25519, which every version of the program `age` knows. */
export async function newAgeKeys(): Promise<AgeKeys> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** Is a text a recipient as `age-keygen` prints it? */
export function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text)
    return /^age1[0-9a-z]{58}$/.test(text)
  } catch {
    return false
  }
}

/** Seals what comes for all of the recipients, without the program. */
export async function* sealAge(source: AsyncIterable<Uint8Array>, recipients: readonly string[]) {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  const sealed = await encrypter.encrypt(Readable.toWeb(Readable.from(source)) as WebStream)
  yield* sealed as AsyncIterable<Uint8Array>
}

/** Opens what comes, without the program. Throws for another identity, and for what was changed or cut off. */
export async function* openAge(source: AsyncIterable<Uint8Array>, identity: string) {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const opened = await decrypter.decrypt(Readable.toWeb(Readable.from(source)) as WebStream)
  yield* opened as AsyncIterable<Uint8Array>
}
