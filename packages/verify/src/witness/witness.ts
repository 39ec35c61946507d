import { type Checkpoint, readCheckpoint } from '../checkpoint.ts'
import {
  base64,
  cosignatureLine,
  type Note,
  NoteError,
  readNote,
  readVerifier,
  type Signer,
  type Verifier,
  verified,
  verifierText,
} from '../note.ts'
import { emptyRoot, type Hash, isConsistent, sameHash } from '../tree.ts'
import { type KeyChange, LogStore } from './store.ts'

/** What a witness answers to a checkpoint: c2sp.org/tlog-witness, add-checkpoint. */
export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422
  /** The cosignature with 200, a size with 409, and else a word for who looks. */
  body: string
}

interface Request {
  old: number
  proof: Hash[]
  /** The signed checkpoint as it was sent. */
  text: string
  note: Note
  checkpoint: Checkpoint
}

interface Log {
  store: LogStore
  keys: readonly Verifier[]
  /** The request that is dealt with now: the next one waits. */
  busy: Promise<unknown>
}

const mostHashes = 63

/** A witness: co-signs what goes on from what it co-signed before, and remembers it before it says so. */
export class Witness {
  readonly signer: Signer
  readonly #logs: ReadonlyMap<string, Log>
  readonly #now: () => number

  private constructor(signer: Signer, logs: ReadonlyMap<string, Log>, now: () => number) {
    this.signer = signer
    this.#logs = logs
    this.#now = now
  }

  /** Opens what was kept in the folder, for these logs. `now` gives milliseconds since 1970. */
  static async open(store: string, signer: Signer, keys: readonly Verifier[], now = Date.now): Promise<Witness> {
    const logs = new Map<string, Log>()
    for (const origin of new Set(keys.map(({ name }) => name)))
      logs.set(origin, {
        store: await LogStore.open(store, origin),
        keys: keys.filter(({ name }) => name === origin),
        busy: Promise.resolve(),
      })
    return new Witness(signer, logs, now)
  }

  get origins(): string[] {
    return [...this.#logs.keys()]
  }

  /** The newest checkpoint that was co-signed for a log, with the cosignature. */
  latest = (origin: string): string | undefined => this.#logs.get(origin)?.store.latest

  /** Every checkpoint that was co-signed for a log, oldest first. */
  history = (origin: string): AsyncIterable<Buffer> | undefined =>
    this.latest(origin) === undefined ? undefined : this.#logs.get(origin)?.store.all()

  /** Deals with a request of add-checkpoint; those for one log one after the other. */
  async add(body: string): Promise<WitnessAnswer> {
    const request = readRequest(body)
    if (!request) return { status: 400, body: 'not a request of add-checkpoint\n' }
    const log = this.#logs.get(request.checkpoint.origin)
    if (!log) return { status: 404, body: 'unknown log\n' }
    const answer = log.busy.then(() => this.#addTo(log, request))
    log.busy = answer.catch(() => undefined)
    return answer
  }

  async #addTo({ store, keys }: Log, request: Request): Promise<WitnessAnswer> {
    const { old, proof, note, text, checkpoint } = request
    const signedBy = signersOf(note, checkpoint.size, keys, store.changes)
    if (!signedBy.length) return { status: 403, body: 'not signed with a key of this log\n' }
    if (old > checkpoint.size) return { status: 400, body: 'the old size is larger than that of the checkpoint\n' }
    const kept = store.latest === undefined ? undefined : readNote(store.latest)
    const before = kept ? readCheckpoint(kept.text) : { size: 0, root: emptyRoot }
    if (old !== before.size) return { status: 409, body: `${before.size}\n` }
    if (old === checkpoint.size && !sameHash(before.root, checkpoint.root)) {
      await store.keepContradiction(text)
      return { status: 409, body: `${before.size}\n` }
    }
    if (!isConsistent(old, checkpoint.size, before.root, checkpoint.root, proof)) {
      // A proof that was damaged on the way says nothing of the log; nothing that is signed contradicts anything yet.
      return { status: 422, body: 'the proof does not hold\n' }
    }
    const line = cosignatureLine(note.text, this.signer, Math.floor(this.#now() / 1000))
    const changes = withChange(store.changes, note, checkpoint, signedBy)
    if (kept?.text !== note.text) await store.keep(`${text}${line}`, changes)
    return { status: 200, body: line }
  }
}

/** Reads a request: 'old <size>', base64 hashes, an empty line, the signed checkpoint. */
function readRequest(body: string): Request | undefined {
  const end = body.indexOf('\n\n')
  const [first = '', ...hashes] = body.slice(0, end).split('\n')
  const size = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1]
  if (end < 0 || size === undefined || !Number.isSafeInteger(Number(size)) || hashes.length > mostHashes)
    return undefined
  const proof = hashes.map(base64)
  if (proof.some((hash) => hash?.length !== 32)) return undefined
  const text = body.slice(end + 2)
  try {
    const note = readNote(text)
    return { old: Number(size), proof: proof as Hash[], text, note, checkpoint: readCheckpoint(note.text) }
  } catch (error) {
    if (error instanceof NoteError) return undefined
    throw error
  }
}

/** The trusted keys that signed a checkpoint of this size; none when one of their signatures is false. */
function signersOf(note: Note, size: number, given: readonly Verifier[], changes: readonly KeyChange[]): Verifier[] {
  const learnt = changes.filter((change) => size >= change.size).map(({ next }) => readVerifier(next))
  const replaced = new Set(changes.filter((change) => size > change.size).map((change) => change.replaced))
  const keys = new Map([...given, ...learnt].map((key) => [verifierText(key), key]))
  try {
    return [...keys.values()].filter((key) => !replaced.has(verifierText(key)) && verified(note, key))
  } catch (error) {
    if (error instanceof NoteError) return []
    throw error
  }
}

/** The changes of key, with the one that this checkpoint says, when the new key signed it too. */
function withChange(
  changes: KeyChange[],
  note: Note,
  { size, nextKey, origin }: Checkpoint,
  signedBy: readonly Verifier[],
): KeyChange[] {
  if (nextKey === undefined || changes.some(({ next }) => next === nextKey)) return changes
  try {
    const next = readVerifier(nextKey)
    if (next.name !== origin || next.kind !== 'signature' || !verified(note, next)) return changes
  } catch (error) {
    if (error instanceof NoteError) return changes
    throw error
  }
  const replaced = signedBy.map(verifierText).filter((key) => key !== nextKey)
  return [...changes, ...replaced.map((key) => ({ size, replaced: key, next: nextKey }))]
}
