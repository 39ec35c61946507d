import { type Signer, signNote } from '@hoede/verify'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import * as queries from './queries.ts'
import type { Range } from './ranges.ts'
import { currentSigner } from './tree-keys.ts'

/** What the sealer has to say about itself: docs/security/log-format.md, "Notes of the sealer". */
export type SealerNote =
  | { kind: 'began'; highest: number }
  | { kind: 'started'; size: number; highest: number }
  | { kind: 'behind'; seconds: number; rows: number }
  | { kind: 'late'; numbers: readonly Range[] }
  | { kind: 'abandoned'; numbers: readonly Range[] }
  | { kind: 'clock-step'; seconds: number; numbers: readonly Range[] }
  | { kind: 'loaded'; numbers: readonly Range[] }
  | { kind: 'dropped'; month: string; positions: readonly Range[]; archive: string }

/** Writes a signed note into the log, where it is sealed as any row. */
export async function writeNote(reader: Reader, signer: Signer, note: SealerNote): Promise<void> {
  const id = newId()
  await queries.insertNote(reader, id, signNote(signer, id, JSON.stringify(note)))
}

/** The number that was drawn last, to say afterwards which rows were loaded. */
export const lastNumber = async (reader: Reader): Promise<number> => (await queries.look(reader)).last

/**
 * Says that the rows with numbers above one were loaded with times of their own, from another system or for a demonstration. Before
 * sealing began there is nothing to say: its first note tells which rows were there.
 */
export async function noteLoaded(reader: Reader, after: number): Promise<void> {
  const tree = await queries.readTree(reader)
  const { last } = await queries.look(reader)
  if (!tree || last <= after) return
  await writeNote(reader, await currentSigner(reader, tree.origin), { kind: 'loaded', numbers: [[after + 1, last]] })
}
