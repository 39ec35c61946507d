import type { FastifyRequest } from 'fastify'
import { seal, unseal } from '../crypto/seal.ts'
import { equalBytes, sha256 } from '../crypto/tokens.ts'
import type { Transaction } from '../db/transaction.ts'
import type { Call } from './endpoint.ts'
import { Problem } from './problem.ts'

type AnyCall = Call<unknown, unknown, unknown, Transaction>

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\w-]{8,80}$/.test(key)) {
    throw new Problem('invalid-input', {
      fields: [{ path: 'Idempotency-Key', message: '8 to 80 letters, digits, - or _' }],
    })
  }
  return key
}

const hashOf = (request: FastifyRequest) => sha256(`${request.method} ${request.url}\n${JSON.stringify(request.body)}`)

/** The answer that this person's same request got before, or undefined. The same key with another content is refused. */
export async function answeredBefore(call: AnyCall, request: FastifyRequest): Promise<{ answer: unknown } | undefined> {
  const key = keyOf(request)
  if (!key) return undefined
  const [row] = await call.tx.rows<{ request_hash: Buffer; answer_sealed: Buffer }>(
    'select request_hash, answer_sealed from idempotency where person_id = access.person() and key = $1',
    [key],
  )
  if (!row) return undefined
  if (!equalBytes(row.request_hash, hashOf(request))) throw new Problem('key-reused')
  return { answer: JSON.parse(unseal(call.tx.keys.seal, row.answer_sealed, key)) }
}

/** Keeps the answer with the write itself; of two at the same moment, the second waits here and is then undone. */
export async function keepAnswer(call: AnyCall, request: FastifyRequest, answer: unknown): Promise<void> {
  const key = keyOf(request)
  if (!key) return
  const sealed = seal(call.tx.keys.seal, JSON.stringify(answer ?? null), key)
  await call.tx.rows(
    'insert into idempotency (person_id, key, request_hash, status, answer_sealed) values ($1, $2, $3, 200, $4)',
    [call.personId, key, hashOf(request), sealed],
  )
}
