import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as reports from './reports.ts'

const ofClient = contract.Strict({ clientId: contract.Id })
const ofReport = contract.Strict({ clientId: contract.Id, reportId: contract.Id })
const ofDraft = contract.Strict({
  clientId: contract.Id,
  subject: contract.Type.String({ pattern: '^[a-z][a-z0-9-]{1,79}$' }),
})
const unsaved = { none: 'a draft is not part of the record; only its own author can see it' }

export const routes: Endpoint[] = [
  reads({
    path: '/clients/:clientId/reports',
    summary: 'Reports of one record, newest first; words are looked for in the text of this record',
    permission: 'report:read',
    scope: 'clientId',
    audit: { event: 'report.list', action: 'R', part: 'report' },
    params: ofClient,
    query: contract.ReportQuery,
    answer: contract.ReportPage,
    ahead: 'everything',
    handler(call) {
      // The words that are looked for can be about somebody's health: the log only says that was searched.
      if (call.query.q) call.note({ question: 'zoeken in de tekst' })
      return reports.listReports(call.tx, call.params.clientId, call.query)
    },
  }),
  writes({
    path: '/clients/:clientId/reports',
    summary: 'Writes a report, free or SOEP',
    permission: 'report:write',
    scope: 'clientId',
    audit: { event: 'report.write', action: 'C', part: 'report' },
    creates: true,
    status: 201,
    params: ofClient,
    body: contract.NewReport,
    answer: contract.Report,
    async handler(call) {
      const report = await reports.writeReport(call.tx, call.params.clientId, call.body, call.personId)
      call.note({ objectId: report.id })
      return report
    },
  }),
  writes({
    path: '/clients/:clientId/reports/:reportId/corrections',
    summary: 'Writes a new version with its reason; refused when somebody else was first',
    permission: 'report:write',
    scope: 'clientId',
    audit: { event: 'report.correct', action: 'U', part: 'report' },
    creates: true,
    params: ofReport,
    body: contract.Correction,
    answer: contract.Report,
    async handler(call) {
      call.note({ objectId: call.params.reportId })
      return reports.correctReport(call.tx, call.params.clientId, call.params.reportId, call.body, call.personId)
    },
  }),
  reads({
    path: '/clients/:clientId/reports/:reportId/versions',
    summary: 'All versions of a report, newest first',
    permission: 'report:read',
    scope: 'clientId',
    audit: { event: 'report.versions', action: 'R', part: 'report' },
    params: ofReport,
    answer: contract.ReportVersions,
    async handler(call) {
      call.note({ objectId: call.params.reportId })
      return reports.listVersions(call.tx, call.params.clientId, call.params.reportId)
    },
  }),
  reads({
    path: '/clients/:clientId/drafts/:subject',
    summary: 'What the person was still writing',
    permission: 'report:write',
    scope: 'clientId',
    audit: unsaved,
    params: ofDraft,
    answer: contract.DraftAnswer,
    handler: (call) => reports.readDraft(call.tx, call.personId, call.params.clientId, call.params.subject),
  }),
  writes({
    path: '/clients/:clientId/drafts/:subject',
    method: 'PUT',
    summary: 'Keeps what the person is writing, sealed',
    permission: 'report:write',
    scope: 'clientId',
    audit: unsaved,
    params: ofDraft,
    body: contract.DraftRequest,
    answer: contract.Draft,
    handler: (call) =>
      reports.saveDraft(call.tx, call.personId, call.params.clientId, call.params.subject, call.body.content),
  }),
  writes({
    path: '/clients/:clientId/drafts/:subject',
    method: 'DELETE',
    summary: 'Drops what the person was writing',
    permission: 'report:write',
    scope: 'clientId',
    audit: unsaved,
    params: ofDraft,
    async handler(call) {
      await reports.removeDraft(call.tx, call.personId, call.params.clientId, call.params.subject)
      return undefined
    },
  }),
]
