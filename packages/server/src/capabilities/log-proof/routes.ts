import * as contract from '@hoede/contract'
import { type Endpoint, reads } from '../../platform/http/endpoint.ts'
import { whileLogReader } from '../audit-trail/public.ts'
import * as proof from './log-proof.ts'

const plain = 'text/plain; charset=utf-8'

/** What the proof of the log is asked for, with the right to read the log; asking is an event of the log like any other. */
export const routes: Endpoint[] = [
  reads({
    path: '/log/proof',
    summary: 'How the proof of the log stands: sealed rows, the newest checkpoint, the keys',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.proof', action: 'R', part: 'log' },
    answer: contract.LogProof,
    handler: (call) => whileLogReader(call.tx, call.environment.logRole, () => proof.readProof(call.tx)),
  }),
  reads({
    path: '/log/checkpoint',
    summary: 'A checkpoint of the log (c2sp.org/tlog-checkpoint): the newest, or the one of a size',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.proof', action: 'R', part: 'log' },
    contentType: plain,
    query: contract.LogCheckpointQuery,
    handler: async (call) =>
      (await whileLogReader(call.tx, call.environment.logRole, () =>
        proof.readCheckpointNote(call.tx, call.query.size),
      )) as never,
  }),
  reads({
    path: '/log/consistency',
    summary:
      'Proof that the log of one size is the beginning of that of another (RFC 9162, 2.1.4): base64 hashes, one a line',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.proof', action: 'R', part: 'log' },
    contentType: plain,
    query: contract.LogConsistencyQuery,
    handler: async (call) =>
      (await whileLogReader(call.tx, call.environment.logRole, () =>
        proof.readConsistency(call.tx, call.query.from, call.query.until),
      )) as never,
  }),
  reads({
    path: '/log/rows/:number/proof',
    summary: 'One row with the proof that it stands in the log (RFC 9162, 2.1.3), to verify elsewhere',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.export', action: 'E', part: 'log' },
    contentType: plain,
    params: contract.LogRowNumber,
    async handler(call) {
      const { number } = call.params
      call.note({ question: `regel ${number} met bewijs` })
      return (await whileLogReader(call.tx, call.environment.logRole, () =>
        proof.readRowProof(call.tx, number),
      )) as never
    },
  }),
  reads({
    path: '/log/proof/export',
    summary: 'The log from a position on with its proof, to verify elsewhere (gzip; docs/security/log-format.md)',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.export', action: 'E', part: 'log' },
    contentType: 'application/gzip',
    query: contract.LogRangeQuery,
    async handler(call) {
      const from = call.query.from ?? 0
      call.note({ question: `alles vanaf regel ${from} met bewijs` })
      const { file, rows } = await whileLogReader(call.tx, call.environment.logRole, () =>
        proof.downloadRange(call.tx, from),
      )
      call.note({ detail: { rows } })
      return file as never
    },
  }),
]
