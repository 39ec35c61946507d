import * as contract from '@hoede/contract'
import { type Endpoint, reads } from '../../platform/http/endpoint.ts'
import { proofsOf } from '../log-proof/public.ts'
import { exportLog } from './audit-trail.ts'
import type { ExportedEntry, LogSource } from './exports/entry.ts'
import { toFhir } from './exports/fhir.ts'
import { toNen7513 } from './exports/nen7513.ts'
import { whileLogReader } from './queries.ts'
import { toCsv } from './rules.ts'

/** Whose log was looked at stands in that client's log as well. */
export const subjectOf = (query: contract.LogQuery) => ({
  ...(query.client ? { clientId: query.client } : {}),
  ...(query.person ? { objectId: query.person } : {}),
})

/** Each proof is looked up by itself: a file of them holds fewer rows. */
const mostProven = 2_000

type Write = (entries: readonly ExportedEntry[], source: LogSource, at: Date) => string

/** The answer to a question as a file in one of the forms. */
const inForm = (path: string, summary: string, contentType: string, write: Write): Endpoint =>
  reads({
    path,
    summary,
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.export', action: 'E', part: 'log' },
    contentType,
    query: contract.LogQuery,
    async handler(call) {
      call.note(subjectOf(call.query))
      const { customerName: organisation, host: system, logRole } = call.environment
      const { entries, looked } = await exportLog(call.tx, logRole, call.query)
      call.note(looked)
      return write(entries, { organisation, system }, new Date()) as never
    },
  })

export const exportRoutes: Endpoint[] = [
  inForm('/log/export', 'The same rows as a CSV file (RFC 4180)', 'text/csv; charset=utf-8; header=present', toCsv),
  inForm(
    '/log/export/fhir',
    'The same rows as FHIR R4 AuditEvents in a bundle',
    'application/fhir+json; charset=utf-8',
    toFhir,
  ),
  inForm(
    '/log/export/nen7513',
    'The same rows as XML with the fields of NEN 7513',
    'application/xml; charset=utf-8',
    toNen7513,
  ),
  reads({
    path: '/log/export/proof',
    summary:
      'The same rows, each with the proof that it stands in the log, to verify elsewhere (docs/security/log-format.md)',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.export', action: 'E', part: 'log' },
    contentType: 'text/plain; charset=utf-8',
    query: contract.LogQuery,
    async handler(call) {
      call.note(subjectOf(call.query))
      const { logRole } = call.environment
      const { entries, looked } = await exportLog(call.tx, logRole, call.query, mostProven)
      call.note(looked)
      const numbers = entries.map(({ number }) => number)
      return (await whileLogReader(call.tx, logRole, () => proofsOf(call.tx, numbers))).text as never
    },
  }),
]
