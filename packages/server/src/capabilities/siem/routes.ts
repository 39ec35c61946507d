import * as contract from '@hoede/contract'
import { consults, type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as siem from './siem.ts'

const { Id, Strict, Type } = contract
const ofTarget = Strict({ targetId: Id })

/** Where the rows of the log go on to is part of setting up; whoever does that cannot read the log by it. */
export const routes: Endpoint[] = [
  reads({
    path: '/siem/targets',
    summary: 'The receivers of the rows of the log (SIEM), and how far each is',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'siem.list', action: 'R', part: 'log' },
    answer: Type.Object({ items: Type.Array(contract.SiemTarget) }),
    handler: (call) => siem.listTargets(call.tx),
  }),
  writes({
    path: '/siem/targets',
    summary: 'Adds a receiver of the rows of the log',
    permission: 'setting:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'siem.add', action: 'C', part: 'log' },
    creates: true,
    status: 201,
    body: contract.NewSiemTarget,
    answer: contract.SiemTarget,
    async handler(call) {
      const target = await siem.addTarget(call.tx, call.body)
      call.note({ objectId: target.id, detail: { to: siem.targetForLog(target), from: call.body.from } })
      return target
    },
  }),
  writes({
    path: '/siem/targets/:targetId',
    summary: 'Changes a receiver, or switches it on or off; it goes on from where it was',
    permission: 'setting:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'siem.change', action: 'U', part: 'log' },
    params: ofTarget,
    body: contract.SiemTargetChange,
    answer: contract.SiemTarget,
    async handler(call) {
      const { targetId } = call.params
      const { before, after } = await siem.changeTarget(call.tx, targetId, call.body)
      const [from, to] = [siem.targetForLog(before), siem.targetForLog(after)]
      call.note({ objectId: targetId, detail: { from, to } })
      return after
    },
  }),
  consults({
    path: '/siem/targets/:targetId/try',
    summary: 'Connects with a receiver, sends one message that says that it is a try, and says what went wrong',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'siem.try', action: 'E', part: 'log' },
    params: ofTarget,
    answer: contract.SiemTry,
    ask: (call) => siem.planTry(call.tx, call.params.targetId),
    consult: (plan: siem.TryPlan, { environment, outbound }) => siem.tryTarget(plan, environment, outbound.authorities),
    async handler(call, { target, failure }) {
      call.note({ objectId: target.id, detail: { ...siem.targetForLog(target), failure } })
      return { failure }
    },
  }),
]
