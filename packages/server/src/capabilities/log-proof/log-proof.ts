import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type LogProof, logDownloadRows } from '@hoede/contract'
import { readVerifier } from '@hoede/verify'
import { fingerprintOf } from '../../platform/crypto/signature.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { exportRange } from './export.ts'
import { checkpointOf, consistencyOf, proofsOf } from './proofs.ts'
import * as queries from './queries.ts'

const compress = promisify(gzip)

/** The sealer looks several times a second: silence for so long means that it stopped. */
const silentSeconds = 60

async function sealedTree(reader: Reader): Promise<queries.TreeState> {
  const tree = await queries.readTree(reader)
  if (!tree) throw new Problem('not-sealed')
  return tree
}

/** How the proof of the log stands. Throws Problem not-sealed when no sealer was here yet. */
export async function readProof(reader: Reader): Promise<LogProof> {
  const [tree, look, verifiers] = await Promise.all([
    sealedTree(reader),
    queries.look(reader),
    queries.readVerifiers(reader),
  ])
  return {
    origin: tree.origin,
    size: tree.size,
    waiting: Math.max(0, look.last - tree.highest),
    lookedAt: tree.lookedAt.toISOString(),
    working: look.now.getTime() - tree.lookedAt.getTime() < silentSeconds * 1000,
    checkpoint: tree.checkpoint,
    keys: verifiers
      .toReversed()
      .map((verifier) => ({ verifier, fingerprint: fingerprintOf(readVerifier(verifier).publicKey) })),
  }
}

/** A checkpoint as a signed note: the newest, or that of so many rows. Throws Problem not-found for one that was not kept. */
export async function readCheckpointNote(reader: Reader, size: number | undefined): Promise<string> {
  await sealedTree(reader)
  const note = await checkpointOf(reader, size)
  if (!note) throw new Problem('not-found')
  return note
}

/** That the log of some rows is the beginning of that of more rows. Throws Problem invalid-input for sizes that it never had. */
export async function readConsistency(reader: Reader, from: number, until: number): Promise<string> {
  const { size } = await sealedTree(reader)
  const wrong = from > until ? 'from' : until > size ? 'until' : undefined
  if (wrong) {
    const message = `Kies een aantal van hoogstens ${wrong === 'from' ? until : size}.`
    throw new Problem('invalid-input', { fields: [{ path: `querystring.${wrong}`, message }] })
  }
  return consistencyOf(reader, from, until)
}

/** One row with the proof that it stands in the log. Throws Problem not-found, and not-sealed for a row of just now. */
export async function readRowProof(reader: Reader, number: number): Promise<string> {
  const { highest } = await sealedTree(reader)
  const { text, proven } = await proofsOf(reader, [number])
  if (!proven) throw new Problem(number > highest ? 'not-sealed' : 'not-found')
  return text
}

/**
 * The log from a position on, to verify elsewhere: gzip of docs/security/log-format.md. Throws Problem too-many-rows for more than
 * one download holds, invalid-input for a position that the log has not come to.
 */
export async function downloadRange(reader: Reader, from: number): Promise<{ file: Buffer; rows: number }> {
  const tree = await sealedTree(reader)
  if (from > tree.size) {
    const message = `De logging heeft ${tree.size} regels.`
    throw new Problem('invalid-input', { fields: [{ path: 'querystring.from', message }] })
  }
  if (tree.size - from > logDownloadRows) throw new Problem('too-many-rows')
  const pieces: string[] = []
  for await (const piece of exportRange(reader, tree, from)) pieces.push(piece)
  return { file: await compress(pieces.join('')), rows: tree.size - from }
}
