import { base64, NoteError, type Signer, signatureLine, type Verifier, verifierText } from './note.ts'
import type { Hash } from './tree.ts'

/** What a checkpoint says (c2sp.org/tlog-checkpoint): this log, at this moment, had so many rows with this root. */
export interface Checkpoint {
  origin: string
  size: number
  root: Hash
  /** When the sealer wrote it, by the database's clock: extension line 'time'. */
  at: string | undefined
  /** The key that signs from here on: extension line 'next-key', a verifier key in text. */
  nextKey: string | undefined
}

/** The text of a checkpoint, without signatures. `at` is UTC with microseconds (RFC 3339). */
export function checkpointText({ origin, size, root, at, nextKey }: Checkpoint): string {
  const extensions = [...(at ? [`time ${at}`] : []), ...(nextKey ? [`next-key ${nextKey}`] : [])]
  return `${[origin, size, Buffer.from(root).toString('base64'), ...extensions].join('\n')}\n`
}

/** A checkpoint as a signed note. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly Signer[]): string {
  const text = checkpointText(checkpoint)
  return `${text}\n${signers.map((signer) => signatureLine(text, signer)).join('')}`
}

/** The checkpoint that changes the key: signed by the old one and the new one. */
export const keyChange = (checkpoint: Checkpoint, old: Signer, next: Signer): string =>
  signCheckpoint({ ...checkpoint, nextKey: verifierText(next satisfies Verifier) }, [old, next])

/** Reads the text of a checkpoint. Throws NoteError when it is none. */
export function readCheckpoint(text: string): Checkpoint {
  const [origin, size, root, ...extensions] = text.split('\n').slice(0, -1)
  const hash = root === undefined ? undefined : base64(root)
  const count = Number(size)
  if (!origin || !size || !/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(count) || hash?.length !== 32)
    throw new NoteError('not a checkpoint')
  const said = (name: string) => extensions.find((each) => each.startsWith(`${name} `))?.slice(name.length + 1)
  return { origin, size: count, root: hash, at: said('time'), nextKey: said('next-key') }
}
