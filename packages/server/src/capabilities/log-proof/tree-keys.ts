import { type Signer, signerOf, verifierText } from '@hoede/verify'
import { newDataKey } from '../../platform/crypto/keys.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import * as queries from './queries.ts'

/** What the log of an environment is called in its checkpoints, and its key with it. */
export const originOf = (environment: { key: string; id: string }): string =>
  `hoede/${environment.key}/${environment.id}`

/** What the seed of a key, and the key for salts, are sealed as. */
export const seedName = (generation: number) => `log key ${generation}`
export const saltName = 'log salt'

/** A new key that signs checkpoints from this size on; the seed is kept sealed with the environment's key. */
export function newKey(reader: Reader, origin: string, generation: number) {
  const seed = newDataKey()
  const signer = signerOf(origin, seed)
  const row = {
    generation,
    verifier: verifierText(signer),
    seedSealed: seal(reader.keys.seal, seed.toString('base64'), seedName(generation)),
  }
  return { signer, row }
}

/** The key that signs now. */
export async function currentSigner(reader: Reader, origin: string): Promise<Signer> {
  const key = (await queries.readKeys(reader)).at(-1)
  if (!key) throw new Error('the log has no key')
  const seed = unseal(reader.keys.seal, key.seedSealed, seedName(key.generation))
  return signerOf(origin, Buffer.from(seed, 'base64'))
}

/** A new key for salts; it never changes, as what was sealed with it does not. */
export const newSaltKey = (reader: Reader): Buffer => seal(reader.keys.seal, newDataKey().toString('base64'), saltName)

export const openSaltKey = (reader: Reader, sealed: Uint8Array): Buffer =>
  Buffer.from(unseal(reader.keys.seal, sealed, saltName), 'base64')
