import { consistencyProof, inclusionProof, readCheckpoint, readNote, rowText, saltOf } from '@hoede/verify'
import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { text64 } from './base64.ts'
import { placeOf } from './places.ts'
import * as queries from './queries.ts'
import { openSaltKey } from './tree-keys.ts'
import { storedHashes } from './tree-store.ts'

/**
 * Rows with the proof of each that it is in the log (docs/security/log-format.md, "Export of single rows"), by their numbers.
 * Those that were not sealed yet, or are not there, are not in it. Throws Problem not-sealed when no sealer was here yet.
 */
export async function proofsOf(reader: Reader, numbers: readonly number[]): Promise<{ text: string; proven: number }> {
  const tree = await queries.readTree(reader)
  if (!tree) throw new Problem('not-sealed')
  const salt = openSaltKey(reader, tree.saltSealed)
  const rows = await queries.rowsNumbered(
    reader,
    numbers.map((number) => [number, number] as const),
  )
  const lines: string[] = []
  for (const row of rows) {
    const place = await placeOf(reader, Number(row.number))
    if (!place || place.position >= tree.size) continue
    const proof = await inclusionProof(place.position, tree.size, storedHashes(reader))
    lines.push(
      `p ${place.position} ${text64(saltOf(salt, row.number))} ${proof.map(text64).join(',') || '-'} ${rowText(row)}`,
    )
  }
  const changes = await queries.readChanges(reader)
  const head = [
    'hoede-log-proofs/v1',
    `origin ${tree.origin}`,
    ...changes.map((note) => `change ${text64(Buffer.from(note, 'utf8'))}`),
    '',
  ]
  return { text: `${[...head, ...lines, ''].join('\n')}\n${tree.checkpoint}`, proven: lines.length }
}

/** The proof that the log of `first` rows is the beginning of that of `second` rows: base64 hashes, one a line. */
export async function consistencyOf(reader: Reader, first: number, second: number): Promise<string> {
  const proof = await consistencyProof(first, second, storedHashes(reader))
  return proof.map((hash) => `${text64(hash)}\n`).join('')
}

/** The newest checkpoint with the number of rows that it covers; undefined where nothing was sealed yet. */
export async function sealedCheckpoint(reader: Reader): Promise<{ size: number; checkpoint: string } | undefined> {
  const checkpoint = (await queries.readTree(reader))?.checkpoint
  return checkpoint === undefined ? undefined : { size: readCheckpoint(readNote(checkpoint).text).size, checkpoint }
}

/** The newest checkpoint, or the one of so many rows; undefined when that one was not kept. */
export async function checkpointOf(reader: Reader, size?: number): Promise<string | undefined> {
  const tree = await queries.readTree(reader)
  if (!tree || size === undefined || readCheckpoint(readNote(tree.checkpoint).text).size === size)
    return tree?.checkpoint
  return queries.readCheckpointOf(reader, size)
}
