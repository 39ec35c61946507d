import type { LogWitness } from '@hoede/contract'
import { NoteError, readCheckpoint, readNote, readVerifier, verified } from '@hoede/verify'
import { unseal } from '../../platform/crypto/seal.ts'
import type { Environments } from '../../platform/db/environments.ts'
import type { Outbound } from '../../platform/http/outbound.ts'
import { keepText } from '../../platform/stores/keep.ts'
import { s3Store } from '../../platform/stores/s3.ts'
import { readSftpAddress, sftpStore } from '../../platform/stores/sftp.ts'
import type { Store } from '../../platform/stores/store.ts'
import { readVerifiers } from './queries.ts'
import type { Due } from './witness-queries.ts'

export type Failure = NonNullable<LogWitness['failure']>
export type Arrival = { size: number; note: string }

/** So long a server may be silent; the next attempt follows soon. */
const silentMilliseconds = 8_000

/**
 * Keeps a checkpoint in a store, under a name by its size, so that a list of the store shows them in order. Nothing that stands there
 * is replaced, and only what comes back the same counts. Throws StoreProblem.
 */
export async function keepCheckpoint(
  { outbound, sealing }: { outbound: Outbound; sealing: Pick<Environments, 'transact'> },
  environment: { id: string },
  due: Due,
): Promise<Arrival | Failure> {
  const { id, secretSealed, checkpoint, size } = due
  const { secret, verifiers } = await sealing.transact(environment.id, async (tx) => ({
    secret: unseal(tx.keys.seal, secretSealed!, id),
    verifiers: await readVerifiers(tx),
  }))
  const name = `checkpoint-${String(size).padStart(12, '0')}.txt`
  const { store, assertKept } = storeOf(due, secret, outbound)
  try {
    const standing = await keepText(store, name, checkpoint)
    await assertKept(name)
    return standing === checkpoint ? { size, note: checkpoint } : compared(standing, checkpoint, verifiers)
  } finally {
    await store.close()
  }
}

function storeOf(
  due: Due,
  secret: string,
  outbound: Outbound,
): { store: Store; assertKept: (name: string) => Promise<void> } {
  if (due.kind === 'sftp') {
    const server = { ...readSftpAddress(due.address)!, hostKey: due.hostKey!, privateKey: secret }
    const times = { connectMilliseconds: silentMilliseconds, silentMilliseconds }
    return { store: sftpStore({ ...server, ...times }), assertKept: () => Promise.resolve() }
  }
  const store = s3Store(outbound, {
    bucket: due.address,
    region: due.region!,
    accessKey: due.accessKey!,
    secretKey: secret,
    retainDays: due.retainDays!,
    silentMilliseconds,
  })
  return { store, assertKept: (name) => store.assertLocked(name) }
}

/**
 * Something else stands under the name of so many rows. A checkpoint of the same tree is as good (another moment, a new key); one of
 * another tree that this log signed says that the log was made anew.
 */
function compared(standing: string, checkpoint: string, verifiers: readonly string[]): Arrival | Failure {
  try {
    const note = readNote(standing)
    if (!verifiers.some((verifier) => verified(note, readVerifier(verifier)))) return 'unexpected-answer'
    const [kept, now] = [readCheckpoint(note.text), readCheckpoint(readNote(checkpoint).text)]
    if (kept.size !== now.size) return 'unexpected-answer'
    return Buffer.compare(kept.root, now.root) === 0 ? { size: now.size, note: standing } : 'other-history'
  } catch (error) {
    if (error instanceof NoteError) return 'unexpected-answer'
    throw error
  }
}
