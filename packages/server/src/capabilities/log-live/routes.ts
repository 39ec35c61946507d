import * as contract from '@hoede/contract'
import { type Endpoint, streams } from '../../platform/http/endpoint.ts'
import { whileLogReader } from '../audit-trail/public.ts'
import { beginLive, follow } from './live.ts'

/** Looking along is looking: its beginning leaves a row, and so does whom it showed. */
export const routes: Endpoint[] = [
  streams({
    path: '/log/live',
    summary: 'The log while it is written, as server-sent events: begun, rows, ended',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.live', action: 'R', part: 'log' },
    query: contract.LogLiveQuery,
    async handler(call) {
      const { environment, query, personId, sessionId, ground, caller, tx } = call
      const watcher = {
        personId,
        sessionId,
        ground,
        token: caller.token ?? '',
        address: caller.address,
        traceId: caller.traceId,
      }
      const start = await whileLogReader(tx, environment.logRole, () =>
        beginLive(tx, environment.id, query, caller.lastEventId),
      )
      call.note({ question: start.question })
      return { ...start, watcher }
    },
    follow,
  }),
]
