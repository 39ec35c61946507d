import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as witnesses from './witnesses.ts'

const { Id, Strict, Type } = contract
const ofWitness = Strict({ witnessId: Id })

export const witnessRoutes: Endpoint[] = [
  reads({
    path: '/log/witnesses',
    summary: 'The places that keep the checkpoints of the log, and what arrived there',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.witness-list', action: 'R', part: 'log' },
    answer: Type.Object({ items: Type.Array(contract.LogWitness) }),
    handler: (call) => witnesses.listWitnesses(call.tx),
  }),
  writes({
    path: '/log/witnesses',
    summary: 'Adds a place that keeps the checkpoints of the log; the newest goes there at once',
    permission: 'log:read',
    scope: 'none',
    fresh: true,
    audit: { event: 'log.witness-add', action: 'C', part: 'log' },
    creates: true,
    status: 201,
    body: contract.NewLogWitness,
    answer: contract.LogWitness,
    async handler(call) {
      const witness = await witnesses.addWitness(call.tx, call.body)
      call.note({ objectId: witness.id, detail: { to: witnesses.witnessForLog(witness) } })
      return witness
    },
  }),
  writes({
    path: '/log/witnesses/:witnessId',
    summary: 'Changes the name of a place, how often it is sent to, or whether it is',
    permission: 'log:read',
    scope: 'none',
    fresh: true,
    audit: { event: 'log.witness-change', action: 'U', part: 'log' },
    params: ofWitness,
    body: contract.LogWitnessChange,
    answer: contract.LogWitness,
    async handler(call) {
      const { witnessId } = call.params
      const { before, after } = await witnesses.changeWitness(call.tx, witnessId, call.body)
      const [from, to] = [witnesses.witnessForLog(before), witnesses.witnessForLog(after)]
      call.note({ objectId: witnessId, detail: { from, to } })
      return after
    },
  }),
  reads({
    path: '/log/witnesses/:witnessId/checkpoint',
    summary: 'The checkpoint that arrived there last, with the cosignature of a witness',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.proof', action: 'R', part: 'log' },
    params: ofWitness,
    contentType: 'text/plain; charset=utf-8',
    handler: async (call) => (await witnesses.readArrived(call.tx, call.params.witnessId)) as never,
  }),
]
