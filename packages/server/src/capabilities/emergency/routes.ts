import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as emergency from './emergency.ts'

const { Id, Strict } = contract
const ofEmergency = Strict({ emergencyId: Id })

/** Whoever is in an emergency. */
const using: Endpoint[] = [
  reads({
    path: '/emergency/find',
    method: 'POST',
    summary:
      'Finds one client by number, BSN, or family name and birth date, also outside the own reach; a few tries a minute',
    permission: 'emergency:use',
    scope: 'none',
    audit: { event: 'emergency.find', action: 'R', part: 'emergency' },
    body: contract.EmergencyFind,
    answer: contract.EmergencyFindAnswer,
    async handler(call) {
      const { items, question } = await emergency.find(call.tx, call.body)
      call.note({ question, shown: items.map((each) => each.id) })
      return { items }
    },
  }),
  writes({
    path: '/emergency',
    summary:
      'Begins emergency access to one client (or unit): reading and reporting, for a while; who judges it is told',
    permission: 'emergency:use',
    scope: 'none',
    fresh: true,
    audit: { event: 'emergency.start', action: 'E', part: 'emergency' },
    creates: true,
    status: 201,
    body: contract.NewEmergency,
    answer: contract.EmergencyStarted,
    async handler(call) {
      const { clientId, unitId, reason, minutes } = call.body
      // What was tried stands in the log too when it is refused; the words stay sealed in the row itself.
      call.note({ ...(clientId ? { clientId } : {}), detail: { reason, minutes, ...(unitId ? { unit: unitId } : {}) } })
      const { grantId, ...started } = await emergency.begin(call.tx, call.environment, call.body)
      const { id, until } = started.emergency
      const told = started.told.map((each) => each.id)
      call.note({
        objectId: id,
        detail: { reason, minutes, until, grant: grantId, told, ...(unitId ? { unit: unitId } : {}) },
      })
      call.sendMessages()
      return started
    },
  }),
  reads({
    path: '/emergency/own',
    summary: 'What of the asker is on now, and the bounds for more',
    permission: 'emergency:use',
    scope: 'none',
    audit: { none: 'somebody’s own access that is on; its beginning and every use of it are logged' },
    ahead: 'questions',
    answer: contract.OwnEmergencies,
    handler: (call) => emergency.own(call.tx),
  }),
  writes({
    path: '/emergency/:emergencyId/end',
    summary: 'Ends emergency access at once: one’s own, or one that the asker judges',
    permission: 'signed-in',
    scope: 'none',
    audit: { event: 'emergency.end', action: 'U', part: 'emergency' },
    params: ofEmergency,
    body: Strict({}),
    async handler(call) {
      const { emergencyId } = call.params
      call.note({ objectId: emergencyId })
      const clientId = await emergency.end(call.tx, emergencyId)
      if (clientId) call.note({ clientId })
      return undefined
    },
  }),
]

/** Whoever judges it afterwards. */
const judging: Endpoint[] = [
  reads({
    path: '/emergency',
    summary: 'Emergency access within what the asker judges, newest first',
    permission: 'emergency:judge',
    scope: 'none',
    audit: { event: 'emergency.list', action: 'R', part: 'emergency' },
    query: contract.EmergencyQuery,
    answer: contract.EmergencyPage,
    async handler(call) {
      const answer = await emergency.list(call.tx, call.query)
      const shown = answer.items.flatMap((each) => (each.client ? [each.client.id] : []))
      call.note({ question: emergency.listInWords(call.query), shown: [...new Set(shown)] })
      return answer
    },
  }),
  reads({
    path: '/emergency/open',
    summary: 'How many wait for the asker’s judgement, and how many are on now',
    permission: 'emergency:judge',
    scope: 'none',
    audit: { none: 'two numbers' },
    ahead: 'questions',
    answer: contract.EmergencyOpen,
    handler: (call) => emergency.countOpen(call.tx),
  }),
  reads({
    path: '/emergency/overview',
    summary: 'A month by person, unit, hour of the day and client, with what stands out',
    permission: 'emergency:judge',
    scope: 'none',
    audit: { event: 'emergency.overview', action: 'R', part: 'emergency' },
    query: contract.EmergencyMonth,
    answer: contract.EmergencyOverview,
    handler(call) {
      call.note({ question: `maand ${call.query.month}` })
      return emergency.overview(call.tx, call.query.month)
    },
  }),
  reads({
    path: '/emergency/export',
    summary: 'A month as a CSV file (RFC 4180), one line for each',
    permission: 'emergency:judge',
    scope: 'none',
    audit: { event: 'emergency.export', action: 'E', part: 'emergency' },
    contentType: 'text/csv; charset=utf-8; header=present',
    query: contract.EmergencyMonth,
    async handler(call) {
      const { csv, rows } = await emergency.exportMonth(call.tx, call.query.month)
      call.note({ question: `maand ${call.query.month}`, detail: { rows } })
      return csv as never
    },
  }),
  reads({
    path: '/emergency/:emergencyId',
    summary: 'One, with the words it was asked in and what was done with it',
    permission: 'emergency:judge',
    scope: 'none',
    audit: { event: 'emergency.read', action: 'R', part: 'emergency' },
    params: ofEmergency,
    answer: contract.EmergencyDetail,
    async handler(call) {
      call.note({ objectId: call.params.emergencyId })
      const answer = await emergency.detail(call.tx, call.params.emergencyId)
      if (answer.entry.client) call.note({ clientId: answer.entry.client.id })
      return answer
    },
  }),
  writes({
    path: '/emergency/:emergencyId/judge',
    summary: 'Judges it, once and with words; never one’s own',
    permission: 'emergency:judge',
    scope: 'none',
    audit: { event: 'emergency.judge', action: 'U', part: 'emergency' },
    params: ofEmergency,
    body: contract.EmergencyVerdict,
    answer: contract.EmergencyDetail,
    async handler(call) {
      const { emergencyId } = call.params
      call.note({ objectId: emergencyId, detail: { judgement: call.body.judgement } })
      const clientId = await emergency.judge(call.tx, emergencyId, call.personId, call.body)
      if (clientId) call.note({ clientId })
      return emergency.detail(call.tx, emergencyId)
    },
  }),
]

export const routes: Endpoint[] = [...using, ...judging]
