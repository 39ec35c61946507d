import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as roster from './roster.ts'

export const routes: Endpoint[] = [
  reads({
    path: '/shifts',
    summary: 'The shifts of one week, at units within reach',
    permission: 'people:read',
    scope: 'none',
    audit: { event: 'roster.list', action: 'R', part: 'shift' },
    query: contract.ShiftQuery,
    answer: contract.ShiftWeek,
    handler(call) {
      const { week, unit, person } = call.query
      const question = [`week van ${week}`, unit && `eenheid ${unit}`, person && `medewerker ${person}`]
      call.note({ question: question.filter(Boolean).join(', ') })
      return roster.listWeek(call.tx, call.query)
    },
  }),
  writes({
    path: '/shifts',
    summary: 'Puts somebody else on the roster',
    permission: 'roster:change',
    scope: 'none',
    audit: { event: 'shift.create', action: 'C', part: 'shift' },
    creates: true,
    status: 201,
    body: contract.NewShift,
    answer: contract.Shift,
    async handler(call) {
      const { personId, unitId, starts, ends } = call.body
      call.note({ detail: { person: personId, unit: unitId, starts, ends } })
      const shift = await roster.addShift(call.tx, call.personId, call.body)
      call.note({ objectId: shift.id })
      return shift
    },
  }),
  writes({
    path: '/shifts/:shiftId/cancel',
    summary: 'Takes a shift of somebody else off the roster; the access that it gave ends at once',
    permission: 'roster:change',
    scope: 'none',
    audit: { event: 'shift.cancel', action: 'U', part: 'shift' },
    params: contract.Strict({ shiftId: contract.Id }),
    body: contract.ShiftCancel,
    answer: contract.Shift,
    async handler(call) {
      call.note({ objectId: call.params.shiftId })
      const shift = await roster.cancelShift(call.tx, call.personId, call.params.shiftId, call.body.version)
      call.note({ detail: { person: shift.person.id, unit: shift.unit.id, starts: shift.starts, ends: shift.ends } })
      return shift
    },
  }),
  reads({
    path: '/roster/preview',
    method: 'POST',
    summary: 'What a roster file would do, line by line; writes nothing',
    permission: 'roster:change',
    scope: 'none',
    audit: { event: 'roster.preview', action: 'R', part: 'shift' },
    body: contract.RosterFile,
    answer: contract.RosterPreview,
    handler: (call) => roster.previewFile(call.tx, call.body.csv, call.personId),
  }),
  writes({
    path: '/roster/import',
    summary: 'Reads a roster file in; one wrong line and nothing of it is written',
    permission: 'roster:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'roster.import', action: 'C', part: 'shift' },
    body: contract.RosterFile,
    answer: contract.RosterPreview,
    async handler(call) {
      const done = await roster.importFile(call.tx, call.body.csv, call.personId)
      call.note({ detail: done.totals })
      return done
    },
  }),
]
