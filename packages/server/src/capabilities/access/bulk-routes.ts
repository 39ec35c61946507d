import * as contract from '@hoede/contract'
import { type AuditRecord, recordAudit } from '../../platform/audit/record.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import { grantForLog } from './access.ts'
import * as bulk from './bulk.ts'

const Functions = contract.Type.Object({
  items: contract.Type.Array(contract.Type.Object({ name: contract.Type.String(), people: contract.Type.Integer() })),
})

/** A row for each grant, as when it is given or ended alone: whoever looks for one person finds it. */
async function logEach(
  tx: Transaction,
  grants: readonly contract.Grant[],
  row: Pick<AuditRecord, 'event' | 'action' | 'address' | 'traceId'>,
): Promise<void> {
  const writing = grants.map((grant) =>
    recordAudit(tx, {
      ...row,
      outcome: 'success',
      part: 'access-grant',
      objectId: grant.id,
      detail: grantForLog(grant),
    }),
  )
  await Promise.all(writing)
}

export const bulkRoutes: Endpoint[] = [
  reads({
    path: '/functions',
    summary: 'The functions of the people who work here, each once',
    permission: 'access:read',
    scope: 'none',
    audit: { none: 'names of functions and how many people have them' },
    answer: Functions,
    handler: (call) => bulk.listFunctions(call.tx),
  }),
  reads({
    path: '/grants/bulk/preview',
    method: 'POST',
    summary: 'What giving a role to many people would do: who gets it, who has it, who is refused and why',
    permission: 'access:grant',
    scope: 'none',
    audit: { event: 'grant.bulk-preview', action: 'R', part: 'access-grant' },
    body: contract.BulkGrant,
    answer: contract.BulkPreview,
    async handler(call) {
      const preview = await bulk.previewBulk(call.tx, call.personId, call.body)
      call.note({ question: `rol ${preview.role.name}, ${preview.totals.people} medewerkers` })
      return preview
    },
  }),
  writes({
    path: '/grants/bulk',
    summary: 'Gives a role with one or more scopes to many people: all or nothing',
    permission: 'access:grant',
    scope: 'none',
    fresh: true,
    audit: { event: 'grant.bulk', action: 'C', part: 'access-grant' },
    creates: true,
    status: 201,
    body: contract.BulkGrantCommit,
    answer: contract.BulkResult,
    async handler(call) {
      const { roleId, scopes } = call.body
      call.note({ detail: { roleId, scopes } })
      const { result, isNew } = await bulk.giveBulk(call.tx, call.personId, call.body)
      call.note({ objectId: result.batchId, detail: { batch: result.batchId, roleId, scopes, totals: result.totals } })
      const { address, traceId } = call.caller
      if (isNew) await logEach(call.tx, result.items, { event: 'grant.give', action: 'C', address, traceId })
      return result
    },
  }),
  reads({
    path: '/grants/bulk-withdraw/preview',
    method: 'POST',
    summary: 'What ending a role of many people, or a whole batch, would do',
    permission: 'access:grant',
    scope: 'none',
    audit: { event: 'grant.bulk-preview', action: 'R', part: 'access-grant' },
    body: contract.BulkWithdrawal,
    answer: contract.BulkWithdrawalPreview,
    handler: (call) => bulk.previewWithdrawal(call.tx, call.body),
  }),
  writes({
    path: '/grants/bulk-withdraw',
    summary: 'Ends a role of many people, or a whole batch: all or nothing',
    permission: 'access:grant',
    scope: 'none',
    fresh: true,
    audit: { event: 'grant.bulk-withdraw', action: 'U', part: 'access-grant' },
    body: contract.BulkWithdrawal,
    answer: contract.GrantList,
    async handler(call) {
      const { batchId, roleId } = call.body
      const ended = await bulk.withdrawBulk(call.tx, call.personId, call.body)
      call.note({ objectId: batchId, detail: { batch: batchId ?? null, roleId: roleId ?? null, ended: ended.length } })
      const { address, traceId } = call.caller
      await logEach(call.tx, ended, { event: 'grant.withdraw', action: 'U', address, traceId })
      return { items: ended }
    },
  }),
  reads({
    path: '/grants/batches/:batchId',
    summary: 'What was given in one go, as it stands now',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'grant.list', action: 'R', part: 'access-grant' },
    params: contract.Strict({ batchId: contract.Id }),
    answer: contract.GrantBatch,
    handler(call) {
      call.note({ objectId: call.params.batchId })
      return bulk.readBatch(call.tx, call.params.batchId)
    },
  }),
]
