import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as around from './around.ts'
import * as clients from './clients.ts'
import { questionForLog } from './rules.ts'

const ofClient = contract.Strict({ clientId: contract.Id })

export const routes: Endpoint[] = [
  reads({
    path: '/caseload',
    summary: 'The people now in care within the reach of the person who asks',
    permission: 'client:read',
    scope: 'none',
    audit: { event: 'client.list', action: 'R', part: 'caseload' },
    query: contract.CaseloadQuery,
    answer: contract.CaseloadPage,
    ahead: 'questions',
    async handler(call) {
      const answer = await clients.caseload(call.tx, call.query)
      call.note({
        shown: answer.items.map((each) => each.id),
        question: call.query.unit ? `eenheid ${call.query.unit}` : 'alle',
      })
      return answer
    },
  }),
  reads({
    path: '/clients/search',
    method: 'POST',
    summary: 'Finds clients within reach by name, birth date, client number or BSN',
    permission: 'client:read',
    scope: 'none',
    audit: { event: 'client.search', action: 'R', part: 'client' },
    body: contract.ClientSearch,
    answer: contract.ClientPage,
    ahead: 'questions',
    async handler(call) {
      const question = clients.readSearch(call.body.q)
      const answer = await clients.searchClients(call.tx, question, call.body.cursor)
      call.note({ shown: answer.items.map((each) => each.id), question: questionForLog(call.body.q, question) })
      return answer
    },
  }),
  writes({
    path: '/clients',
    summary: 'Registers a client and places them',
    permission: 'client:register',
    scope: 'none',
    audit: { event: 'client.register', action: 'C', part: 'client' },
    creates: true,
    status: 201,
    body: contract.NewClient,
    answer: contract.Type.Object({ id: contract.Id }),
    async handler(call) {
      const id = await clients.registerClient(call.tx, call.body, call.personId)
      call.note({ clientId: id, objectId: id })
      return { id }
    },
  }),
  reads({
    path: '/clients/:clientId',
    summary: 'One record: particulars, contacts, placements, alerts, and why it is open to the asker',
    permission: 'client:read',
    scope: 'clientId',
    audit: { event: 'client.read', action: 'R', part: 'client' },
    params: ofClient,
    answer: contract.ClientDetail,
    ahead: 'everything',
    handler: (call) => clients.openClient(call.tx, call.params.clientId),
  }),
  writes({
    path: '/clients/:clientId',
    summary: 'Changes particulars; the earlier version stays readable',
    permission: 'client:change',
    scope: 'clientId',
    audit: { event: 'client.change', action: 'U', part: 'client' },
    params: ofClient,
    body: contract.ClientChange,
    async handler(call) {
      call.note({ detail: { fields: Object.keys(call.body).filter((field) => field !== 'version') } })
      await clients.changeClient(call.tx, call.params.clientId, call.body)
      return undefined
    },
  }),
  reads({
    path: '/clients/:clientId/bsn',
    summary: 'The BSN, with a permission of its own',
    permission: 'bsn:read',
    scope: 'clientId',
    audit: { event: 'client.bsn', action: 'R', part: 'bsn' },
    params: ofClient,
    answer: contract.Bsn,
    handler: async (call) => ({ bsn: await clients.readBsnOf(call.tx, call.params.clientId) }),
  }),
  reads({
    path: '/clients/:clientId/history',
    summary: 'What the particulars were before, and who changed them',
    permission: 'client:read',
    scope: 'clientId',
    audit: { event: 'client.history', action: 'R', part: 'client' },
    params: ofClient,
    answer: contract.ClientHistory,
    handler: (call) => around.history(call.tx, call.params.clientId),
  }),
  writes({
    path: '/clients/:clientId/contacts',
    summary: 'Adds a contact person',
    permission: 'client:change',
    scope: 'clientId',
    audit: { event: 'contact.add', action: 'C', part: 'contact-person' },
    creates: true,
    status: 201,
    params: ofClient,
    body: contract.NewContact,
    answer: contract.ContactPerson,
    async handler(call) {
      const contact = await around.addContact(call.tx, call.params.clientId, call.body)
      call.note({ objectId: contact.id })
      return contact
    },
  }),
  writes({
    path: '/clients/:clientId/contacts/:contactId',
    summary: 'Changes or ends a contact person',
    permission: 'client:change',
    scope: 'clientId',
    audit: { event: 'contact.change', action: 'U', part: 'contact-person' },
    params: contract.Strict({ clientId: contract.Id, contactId: contract.Id }),
    body: contract.ContactChange,
    answer: contract.ContactPerson,
    async handler(call) {
      call.note({ objectId: call.params.contactId })
      return around.changeContact(call.tx, call.params.clientId, call.params.contactId, call.body)
    },
  }),
  writes({
    path: '/clients/:clientId/alerts',
    summary: 'Adds an allergy or another thing that everybody must know',
    permission: 'client:change',
    scope: 'clientId',
    audit: { event: 'alert.add', action: 'C', part: 'alert' },
    creates: true,
    status: 201,
    params: ofClient,
    body: contract.NewAlert,
    answer: contract.Alert,
    async handler(call) {
      const alert = await around.addAlert(call.tx, call.params.clientId, call.body, call.personId)
      call.note({ objectId: alert.id })
      return alert
    },
  }),
  writes({
    path: '/clients/:clientId/alerts/:alertId/end',
    summary: 'Ends an alert; it stays readable as history',
    permission: 'client:change',
    scope: 'clientId',
    audit: { event: 'alert.end', action: 'U', part: 'alert' },
    params: contract.Strict({ clientId: contract.Id, alertId: contract.Id }),
    body: contract.AlertEnd,
    async handler(call) {
      call.note({ objectId: call.params.alertId })
      await around.endAlert(call.tx, call.params.clientId, call.params.alertId, call.body.version)
      return undefined
    },
  }),
  writes({
    path: '/clients/:clientId/move',
    summary: 'Places a client in another unit from a moment, or ends the care',
    permission: 'client:place',
    scope: 'clientId',
    audit: { event: 'client.place', action: 'U', part: 'placement' },
    params: ofClient,
    body: contract.Move,
    async handler(call) {
      call.note({ detail: { unit: call.body.unitId, from: call.body.from ?? null } })
      await clients.moveClient(call.tx, call.params.clientId, call.body)
      return undefined
    },
  }),
]
