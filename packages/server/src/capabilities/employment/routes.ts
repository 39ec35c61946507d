import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import { comeBack, previewLeaving, readStatement } from './leaving.ts'
import { move, previewMove } from './moving.ts'

const ofPerson = contract.Strict({ personId: contract.Id })

export const routes: Endpoint[] = [
  reads({
    method: 'POST',
    path: '/people/:personId/move/preview',
    summary: 'What a move away from teams touches: grants and care relations there',
    permission: 'people:manage',
    scope: 'none',
    audit: { event: 'person.move-preview', action: 'R', part: 'person' },
    params: ofPerson,
    body: contract.MoveQuestion,
    answer: contract.MovePreview,
    handler(call) {
      call.note({ objectId: call.params.personId, detail: { from: call.body.from } })
      return previewMove(call.tx, call.params.personId, call.body.from)
    },
  }),
  writes({
    path: '/people/:personId/move',
    summary: 'Moves somebody to another team, at once or from a day on; the old reach ends at that moment',
    permission: 'people:manage',
    scope: 'none',
    fresh: true,
    audit: { event: 'person.move', action: 'U', part: 'person' },
    params: ofPerson,
    body: contract.PersonMove,
    answer: contract.MoveDone,
    async handler(call) {
      const { from, to, endGrants = [] } = call.body
      call.note({ objectId: call.params.personId, detail: { from, to } })
      const done = await move(call.tx, call.personId, call.params.personId, call.body)
      call.note({ detail: { from, to, at: done.at, grants: endGrants, function: done.function } })
      return done
    },
  }),
  reads({
    path: '/people/:personId/leaving-preview',
    summary: 'Everything that would end if somebody left now',
    permission: 'people:manage',
    scope: 'none',
    audit: { event: 'person.leave-preview', action: 'R', part: 'person' },
    params: ofPerson,
    answer: contract.LeavingPreview,
    handler(call) {
      call.note({ objectId: call.params.personId })
      return previewLeaving(call.tx, call.params.personId)
    },
  }),
  reads({
    path: '/people/:personId/leaving-statement',
    summary: 'What ended when somebody left: each session, device, grant and account with its time',
    permission: 'people:read',
    scope: 'none',
    audit: { event: 'person.statement', action: 'R', part: 'person' },
    params: ofPerson,
    answer: contract.LeavingStatement,
    handler(call) {
      call.note({ objectId: call.params.personId })
      return readStatement(call.tx, call.params.personId)
    },
  }),
  writes({
    path: '/people/:personId/return',
    summary: 'Employs somebody again who left, without anything of what they had',
    permission: 'people:manage',
    scope: 'none',
    fresh: true,
    audit: { event: 'person.return', action: 'U', part: 'person' },
    params: ofPerson,
    body: contract.Return,
    answer: contract.Returned,
    async handler(call) {
      call.note({ objectId: call.params.personId })
      const done = await comeBack(call.tx, call.personId, call.params.personId, call.body.from)
      call.note({ detail: { from: done.employedFrom } })
      return done
    },
  }),
]
