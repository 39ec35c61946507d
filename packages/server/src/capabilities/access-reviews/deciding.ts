import type { ReviewItem } from '@hoede/contract'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { page, readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { Problem } from '../../platform/http/problem.ts'
import { keepingAManager } from '../access/public.ts'
import * as itemQueries from './item-queries.ts'
import { presentItem } from './present.ts'

const pageSize = 200
const uuid = /^[0-9a-f-]{36}$/

/** The items of one review, or those of one reviewer in what runs: by the name of the person, 200 at a time. */
export async function listItems(
  reader: Reader,
  by: { review?: string; reviewer?: string },
  query: { open?: boolean; cursor?: string },
): Promise<{ items: ReviewItem[]; next: string | null }> {
  const [after] = readCursor(query.cursor, 1) ?? []
  if (after !== undefined && !uuid.test(after ?? '')) throw new Problem('invalid-cursor')
  const rows = await itemQueries.findItems(reader, by, query.open ?? false, after ?? undefined, pageSize + 1)
  const found = page(rows, pageSize, (row) => writeCursor(row.id))
  return { ...found, items: found.items.map(presentItem) }
}

/** The items that were asked for, when all are this person's to judge and the review runs. */
async function ownItems(reader: Reader, askerId: string, ids: readonly string[]): Promise<itemQueries.ItemRow[]> {
  const rows = await itemQueries.findItemsById(reader, ids)
  if (rows.length !== ids.length) throw new Problem('not-found')
  if (rows.some((row) => row.closed)) throw new Problem('review-closed')
  if (rows.some((row) => row.personId === askerId)) throw new Problem('review-self')
  if (rows.some((row) => row.reviewer.id !== askerId)) throw new Problem('review-not-yours')
  return rows
}

/**
 * The reviewer keeps roles as they are, says what must change, or opens again what was decided. All or nothing. Throws Problem
 * not-found, review-closed, review-self, review-not-yours, review-executed, review-words.
 */
export async function decide(
  tx: Transaction,
  askerId: string,
  request: { items: string[]; decision: 'keep' | 'change' | 'undo'; words?: string },
): Promise<{ items: ReviewItem[] }> {
  const rows = await ownItems(tx, askerId, request.items)
  if (rows.some((row) => row.decision === 'end')) throw new Problem('review-executed')
  const words = request.words?.trim() || null
  if (request.decision === 'change' && !words) throw new Problem('review-words')
  const decision = request.decision === 'undo' ? null : request.decision
  const done = await itemQueries.decide(tx, request.items, askerId, decision, decision === 'change' ? words : null)
  if (done !== request.items.length) throw new Problem('conflict')
  return { items: (await itemQueries.findItemsById(tx, request.items)).map(presentItem) }
}

/**
 * The reviewer ends grants, at once and in open sessions too; each leaves its own row in the log. What a function or a group brought
 * comes back by itself: it is changed there. Throws Problem review-by-rule, last-manager, and those of decide().
 */
export async function endGrants(
  tx: Transaction,
  askerId: string,
  request: { items: string[]; words?: string },
): Promise<{ items: ReviewItem[] }> {
  const rows = await ownItems(tx, askerId, request.items)
  if (rows.some((row) => row.byRule && !row.grantEnded)) throw new Problem('review-by-rule')
  if (rows.some((row) => row.decision === 'end')) throw new Problem('review-executed')
  await keepingAManager(tx, async () => {
    for (const row of rows) {
      if (!(await itemQueries.endReviewed(tx, row.id, request.words?.trim() || null))) throw new Problem('conflict')
      if (row.grantEnded) continue
      await recordAudit(tx, {
        event: 'grant.withdraw',
        action: 'U',
        outcome: 'success',
        part: 'access-grant',
        objectId: row.grantId,
        detail: { person: row.personId, role: row.facts.roleKey, scope: row.facts.scope, review: row.reviewId },
      })
    }
  })
  return { items: (await itemQueries.findItemsById(tx, request.items)).map(presentItem) }
}
