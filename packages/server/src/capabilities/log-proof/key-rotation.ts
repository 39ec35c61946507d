import { keyChange, readCheckpoint, readNote } from '@hoede/verify'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'
import { momentText } from './sealing.ts'
import { currentSigner, newKey } from './tree-keys.ts'

/**
 * Gives the log a new key. The checkpoint that says so is signed by the old and the new one, so who trusts the old key can trust the
 * new one from there. Throws Problem not-sealed when there is no tree yet.
 */
export async function rotateKey(tx: Transaction): Promise<{ from: string; to: string; change: string }> {
  const tree = await queries.holdTree(tx)
  if (!tree) throw new Problem('not-sealed')
  const [old, keys, { now }] = [
    await currentSigner(tx, tree.origin),
    await queries.readKeys(tx),
    await queries.look(tx),
  ]
  const { signer, row } = newKey(tx, tree.origin, keys.length + 1)
  const head = readCheckpoint(readNote(tree.checkpoint).text)
  const change = keyChange({ ...head, at: momentText(now) }, old, signer)
  await queries.insertKey(tx, { ...row, fromSize: tree.size, change })
  await queries.storeCheckpoint(tx, change)
  return { from: keys.at(-1)!.verifier, to: row.verifier, change }
}
