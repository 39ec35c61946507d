import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import { findClient, readClient } from './client-page.ts'
import * as family from './family.ts'
import * as limits from './limits.ts'
import * as relations from './relations.ts'

const { Id, Strict, Type } = contract
const ofClient = Strict({ clientId: Id })
const ofClosure = Strict({ clientId: Id, closureId: Id })

const closing: Endpoint[] = [
  writes({
    path: '/clients/:clientId/closures',
    summary: 'Closes a record: only named people get in, as far as their roles reach',
    permission: 'client:close',
    scope: 'clientId',
    fresh: true,
    audit: { event: 'closure.start', action: 'C', part: 'client-closure' },
    creates: true,
    status: 201,
    params: ofClient,
    body: contract.NewClosure,
    answer: contract.Closure,
    async handler(call) {
      // The log names who gets in, never why the record is closed.
      call.note({ detail: { people: call.body.people } })
      const closure = await limits.closeRecord(call.tx, call.params.clientId, call.personId, call.body)
      call.note({
        objectId: closure.id,
        detail: { people: call.body.people, from: closure.from, until: closure.until },
      })
      return closure
    },
  }),
  writes({
    path: '/clients/:clientId/closures/:closureId/end',
    summary: 'Opens a closed record again for everybody whose role reaches it',
    permission: 'client:close',
    scope: 'clientId',
    fresh: true,
    audit: { event: 'closure.end', action: 'U', part: 'client-closure' },
    params: ofClosure,
    body: contract.LimitEnd,
    async handler(call) {
      const { clientId, closureId } = call.params
      call.note({ objectId: closureId })
      await limits.openRecord(call.tx, clientId, closureId, call.personId, call.body)
      return undefined
    },
  }),
  writes({
    path: '/clients/:clientId/closures/:closureId/people',
    summary: 'Names one more person for a closed record; never oneself',
    permission: 'client:close',
    scope: 'clientId',
    fresh: true,
    audit: { event: 'closure.name', action: 'C', part: 'client-closure' },
    creates: true,
    status: 201,
    params: ofClosure,
    body: contract.NewClosureEntry,
    answer: contract.Closure,
    async handler(call) {
      const { clientId, closureId } = call.params
      call.note({ objectId: closureId, detail: { person: call.body.personId, until: call.body.until ?? null } })
      return limits.nameInClosure(call.tx, clientId, closureId, call.personId, call.body)
    },
  }),
  writes({
    path: '/clients/:clientId/closures/:closureId/people/:entryId/end',
    summary: 'Takes somebody off a closed record; somebody always stays',
    permission: 'client:close',
    scope: 'clientId',
    audit: { event: 'closure.unname', action: 'U', part: 'client-closure' },
    params: Strict({ clientId: Id, closureId: Id, entryId: Id }),
    body: contract.LimitEnd,
    async handler(call) {
      const { clientId, closureId, entryId } = call.params
      call.note({ objectId: entryId })
      await limits.unnameInClosure(call.tx, clientId, closureId, entryId, call.personId, call.body)
      return undefined
    },
  }),
]

const objecting: Endpoint[] = [
  writes({
    path: '/clients/:clientId/objections',
    summary: 'Records the client’s objection to a named person; no role helps that person, an emergency neither',
    permission: 'client:close',
    scope: 'clientId',
    fresh: true,
    audit: { event: 'objection.start', action: 'C', part: 'client-objection' },
    creates: true,
    status: 201,
    params: ofClient,
    body: contract.NewObjection,
    answer: contract.Objection,
    async handler(call) {
      call.note({ detail: { person: call.body.personId } })
      const objection = await limits.object(call.tx, call.params.clientId, call.personId, call.body)
      call.note({ objectId: objection.id })
      return objection
    },
  }),
  writes({
    path: '/clients/:clientId/objections/:objectionId/end',
    summary: 'Ends an objection; never one to oneself',
    permission: 'client:close',
    scope: 'clientId',
    fresh: true,
    audit: { event: 'objection.end', action: 'U', part: 'client-objection' },
    params: Strict({ clientId: Id, objectionId: Id }),
    body: contract.LimitEnd,
    async handler(call) {
      const { clientId, objectionId } = call.params
      call.note({ objectId: objectionId })
      await limits.endObjection(call.tx, clientId, objectionId, call.personId, call.body)
      return undefined
    },
  }),
  writes({
    path: '/clients/:clientId/closed-parts',
    summary: 'Closes a part of the record to some functions',
    permission: 'client:close',
    scope: 'clientId',
    fresh: true,
    audit: { event: 'closed-part.start', action: 'C', part: 'client-closed-part' },
    creates: true,
    status: 201,
    params: ofClient,
    body: contract.NewClosedPart,
    answer: contract.ClosedPart,
    async handler(call) {
      const closed = await limits.closePart(call.tx, call.params.clientId, call.personId, call.body)
      call.note({ objectId: closed.id, detail: { closed: closed.part, functions: closed.functions } })
      return closed
    },
  }),
  writes({
    path: '/clients/:clientId/closed-parts/:partId/end',
    summary: 'Opens a part of the record again',
    permission: 'client:close',
    scope: 'clientId',
    fresh: true,
    audit: { event: 'closed-part.end', action: 'U', part: 'client-closed-part' },
    params: Strict({ clientId: Id, partId: Id }),
    body: contract.LimitEnd,
    async handler(call) {
      const { clientId, partId } = call.params
      call.note({ objectId: partId })
      await limits.openPart(call.tx, clientId, partId, call.personId, call.body)
      return undefined
    },
  }),
]

const relating: Endpoint[] = [
  reads({
    path: '/care-relation-kinds',
    summary: 'The kinds of care relation that the customer uses',
    permission: 'signed-in',
    scope: 'none',
    audit: { none: 'names of kinds, nothing about anybody' },
    answer: Type.Object({ items: Type.Array(contract.CareRelationKind) }),
    handler: (call) => relations.listKinds(call.tx),
  }),
  writes({
    path: '/care-relation-kinds',
    summary: 'Adds a kind of care relation',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'relation-kind.create', action: 'C', part: 'care-relation-kind' },
    status: 201,
    body: contract.NewCareRelationKind,
    answer: contract.CareRelationKind,
    async handler(call) {
      call.note({ detail: { after: call.body } })
      return relations.createKind(call.tx, call.body)
    },
  }),
  writes({
    path: '/care-relation-kinds/:key',
    summary: 'Renames a kind of care relation or takes it out of use',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'relation-kind.change', action: 'U', part: 'care-relation-kind' },
    params: Strict({ key: contract.Text(41, 2) }),
    body: contract.CareRelationKindChange,
    answer: contract.CareRelationKind,
    async handler(call) {
      const { before, after } = await relations.changeKind(call.tx, call.params.key, call.body)
      call.note({ detail: { before, after } })
      return after
    },
  }),
  writes({
    path: '/clients/:clientId/relations',
    summary: 'Begins a care relation; of an exclusive kind it can take over from whoever has it',
    permission: 'client:relate',
    scope: 'clientId',
    fresh: true,
    audit: { event: 'relation.start', action: 'C', part: 'care-relation' },
    creates: true,
    status: 201,
    params: ofClient,
    body: contract.NewRelation,
    answer: contract.ClientRelation,
    async handler(call) {
      const { personId, kind } = call.body
      call.note({ detail: { person: personId, kind } })
      const { relation, ended } = await relations.relate(call.tx, call.params.clientId, call.personId, call.body)
      const { from, until } = relation
      call.note({ objectId: relation.id, detail: { person: personId, kind, from, until, ended } })
      return relation
    },
  }),
  writes({
    path: '/clients/:clientId/relations/:relationId/end',
    summary: 'Ends a care relation, now or later',
    permission: 'client:relate',
    scope: 'clientId',
    audit: { event: 'relation.end', action: 'U', part: 'care-relation' },
    params: Strict({ clientId: Id, relationId: Id }),
    body: contract.LimitEnd,
    answer: contract.ClientRelation,
    async handler(call) {
      const { clientId, relationId } = call.params
      call.note({ objectId: relationId })
      const relation = await relations.endRelation(call.tx, clientId, relationId, call.body)
      call.note({ detail: { person: relation.person.id, kind: relation.kind.key, until: relation.until } })
      return relation
    },
  }),
]

const granting: Endpoint[] = [
  writes({
    path: '/clients/:clientId/family',
    summary: 'Lets a contact person read along; used by the family portal, which comes later',
    permission: 'family:grant',
    scope: 'clientId',
    fresh: true,
    audit: { event: 'family.grant', action: 'C', part: 'family-access' },
    creates: true,
    status: 201,
    params: ofClient,
    body: contract.NewFamilyAccess,
    answer: contract.FamilyAccess,
    async handler(call) {
      const { contactId, ground, parts } = call.body
      call.note({ detail: { contact: contactId, ground, parts } })
      const access = await family.grantFamily(call.tx, call.params.clientId, call.personId, call.body)
      call.note({ objectId: access.id })
      return access
    },
  }),
  writes({
    path: '/clients/:clientId/family/:familyId/end',
    summary: 'Ends the reading along of a contact person',
    permission: 'family:grant',
    scope: 'clientId',
    audit: { event: 'family.end', action: 'U', part: 'family-access' },
    params: Strict({ clientId: Id, familyId: Id }),
    body: Strict({ version: Type.Integer() }),
    answer: contract.FamilyAccess,
    handler(call) {
      const { clientId, familyId } = call.params
      call.note({ objectId: familyId })
      return family.endFamily(call.tx, clientId, familyId, call.personId, call.body.version)
    },
  }),
]

export const routes: Endpoint[] = [
  reads({
    path: '/access/clients/:number',
    summary: 'What decides about one client besides roles: limits, care relations, family; by number',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'client-access.read', action: 'R', part: 'client-access' },
    params: Strict({ number: contract.Text(20, 1) }),
    answer: contract.AccessClient,
    async handler(call) {
      call.note({ question: `cliënt ${call.params.number}` })
      const clientId = await findClient(call.tx, call.params.number)
      call.note({ clientId })
      return readClient(call.tx, clientId, call.personId)
    },
  }),
  ...closing,
  ...objecting,
  ...relating,
  ...granting,
]
