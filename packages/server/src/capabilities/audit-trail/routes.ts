import * as contract from '@hoede/contract'
import { type Endpoint, reads } from '../../platform/http/endpoint.ts'
import * as trail from './audit-trail.ts'
import { listEvents } from './events.ts'
import { exportRoutes, subjectOf } from './export-routes.ts'

const EventText = contract.Type.Object({ event: contract.Type.String(), text: contract.Type.String() })

/** Looking at the log is an event too (NEN 7513 chapter 6): each of these leaves a row with its question. */
export const routes: Endpoint[] = [
  reads({
    path: '/log',
    summary: 'The log, newest first: of a client, of a person, or of at most 31 days',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.read', action: 'R', part: 'log' },
    query: contract.LogQuery,
    answer: contract.LogPage,
    async handler(call) {
      call.note(subjectOf(call.query))
      const { answer, looked } = await trail.readLog(call.tx, call.environment.logRole, call.query)
      call.note(looked)
      return answer
    },
  }),
  ...exportRoutes,
  reads({
    path: '/log/subjects',
    method: 'POST',
    summary: 'People and clients to ask the log about, by name, number, birth date, user name or BSN',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.subjects', action: 'R', part: 'log' },
    body: contract.LogSubjectSearch,
    answer: contract.LogSubjects,
    async handler(call) {
      const { answer, looked } = await trail.findSubjects(call.tx, call.environment.logRole, call.body.q)
      call.note(looked)
      return answer
    },
  }),
  reads({
    path: '/log/events',
    summary: 'Every event that can stand in the log, in words',
    permission: 'log:read',
    scope: 'none',
    audit: { none: 'the list is the same for every customer' },
    answer: contract.Type.Object({ items: contract.Type.Array(EventText) }),
    handler: async () => listEvents(),
  }),
]
