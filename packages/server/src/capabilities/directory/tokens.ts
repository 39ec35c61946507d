import type { DirectoryToken } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { hashToken, newToken } from '../../platform/crypto/tokens.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './token-queries.ts'

/** All keys, those that work first. */
export async function listTokens(reader: Reader): Promise<DirectoryToken[]> {
  return (await queries.findTokens(reader)).map(present)
}

/** A new key; the secret leaves in this answer and is nowhere kept but as its hash. */
export async function createToken(tx: Transaction, request: { name: string; days: number }) {
  const name = request.name.replace(/\s+/g, ' ').trim()
  if (!name)
    throw new Problem('invalid-input', { fields: [{ path: 'body.name', message: 'Geef de sleutel een naam.' }] })
  const [id, secret] = [newId(), newToken()]
  await queries.insertToken(tx, { id, name, tokenHash: hashToken(secret), days: request.days })
  return { token: await tokenOf(tx, id), secret }
}

/** Stops a key at once. */
export async function withdrawToken(tx: Transaction, id: string): Promise<DirectoryToken> {
  const before = await tokenOf(tx, id)
  if (before.withdrawnAt || !(await queries.withdrawToken(tx, id))) throw new Problem('conflict', { current: before })
  return tokenOf(tx, id)
}

async function tokenOf(reader: Reader, id: string): Promise<DirectoryToken> {
  const row = (await queries.findTokens(reader)).find((each) => each.id === id)
  if (!row) throw new Problem('not-found')
  return present(row)
}

function present(row: queries.TokenRow): DirectoryToken {
  const { createdAt, expiresAt, lastUsedAt, withdrawnAt, ...rest } = row
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  }
}
