import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as memberships from './memberships.ts'
import * as people from './people.ts'
import * as units from './units.ts'

const ofPerson = contract.Strict({ personId: contract.Id })
const Empty = contract.Strict({})

const unitRoutes: Endpoint[] = [
  reads({
    path: '/units',
    summary: 'The organisation as a list of units, each after the one it stands in',
    permission: 'signed-in',
    scope: 'none',
    audit: { none: 'names of locations and teams, nothing about anybody' },
    answer: contract.Type.Object({ items: contract.Type.Array(contract.Unit) }),
    handler: (call) => units.listUnits(call.tx),
  }),
  writes({
    path: '/units',
    summary: 'Makes a location or team',
    permission: 'organisation:change',
    scope: 'none',
    audit: { event: 'unit.create', action: 'C', part: 'unit' },
    creates: true,
    status: 201,
    body: contract.UnitRequest,
    answer: contract.Unit,
    async handler(call) {
      const unit = await units.createUnit(call.tx, call.body)
      call.note({ objectId: unit.id, detail: { after: units.unitForLog(unit) } })
      return unit
    },
  }),
  writes({
    path: '/units/:unitId',
    summary: 'Renames a location or team, closes it when nobody is in it, or opens it again',
    permission: 'organisation:change',
    scope: 'none',
    audit: { event: 'unit.change', action: 'U', part: 'unit' },
    params: contract.Strict({ unitId: contract.Id }),
    body: contract.UnitChange,
    answer: contract.Unit,
    async handler(call) {
      call.note({ objectId: call.params.unitId })
      const { before, after } = await units.changeUnit(call.tx, call.params.unitId, call.body)
      call.note({ detail: { before: units.unitForLog(before), after: units.unitForLog(after) } })
      return after
    },
  }),
]

const peopleRoutes: Endpoint[] = [
  reads({
    path: '/people',
    summary: 'Employees within reach, found by name, user name or function',
    permission: 'people:read',
    scope: 'none',
    audit: { event: 'person.list', action: 'R', part: 'person' },
    query: contract.PeopleQuery,
    answer: contract.PersonPage,
    handler(call) {
      const { q, unit, left } = call.query
      const question = [q && `zoek ${q}`, unit && `eenheid ${unit}`, left && 'ook uit dienst'].filter(Boolean)
      call.note({ question: question.join(', ') || 'alle' })
      return people.listPeople(call.tx, call.query)
    },
  }),
  writes({
    path: '/people',
    summary: 'Adds an employee and makes an invitation; its link is shown once',
    permission: 'people:manage',
    scope: 'none',
    fresh: true,
    audit: { event: 'person.create', action: 'C', part: 'person' },
    creates: true,
    status: 201,
    body: contract.NewPerson,
    answer: contract.NewPersonAnswer,
    async handler(call) {
      const made = await people.createPerson(call.tx, call.personId, call.caller.host, call.body)
      const { id, userName, function: job, teams } = made.person
      call.note({ objectId: id, detail: { userName, function: job, teams: teams.map((team) => team.id) } })
      return made
    },
  }),
  reads({
    path: '/people/:personId',
    summary: 'One employee with teams, employment and how they sign in',
    permission: 'people:read',
    scope: 'none',
    audit: { event: 'person.read', action: 'R', part: 'person' },
    params: ofPerson,
    answer: contract.PersonDetail,
    handler(call) {
      call.note({ objectId: call.params.personId })
      return people.readPerson(call.tx, call.params.personId)
    },
  }),
  writes({
    path: '/people/:personId',
    summary: 'Changes name, function or contact details; the earlier version is kept',
    permission: 'people:manage',
    scope: 'none',
    fresh: true,
    audit: { event: 'person.change', action: 'U', part: 'person' },
    params: ofPerson,
    body: contract.PersonChange,
    answer: contract.PersonDetail,
    handler(call) {
      const fields = Object.keys(call.body).filter((field) => field !== 'version')
      call.note({ objectId: call.params.personId, detail: { fields } })
      call.sendMessages()
      return people.changePerson(call.tx, call.environment.customerName, call.params.personId, call.body)
    },
  }),
  writes({
    path: '/people/:personId/leave',
    summary: 'Ends the employment at a moment; access and sessions end with it',
    permission: 'people:manage',
    scope: 'none',
    audit: { event: 'person.leave', action: 'U', part: 'person' },
    params: ofPerson,
    body: contract.Leaving,
    answer: contract.PersonDetail,
    async handler(call) {
      call.note({ objectId: call.params.personId, detail: { at: call.body.at ?? 'now' } })
      return people.endEmployment(call.tx, call.personId, call.params.personId, call.body.at)
    },
  }),
  writes({
    path: '/people/:personId/invitation',
    summary: 'A new one-time link with which somebody chooses a password; it works for 24 hours',
    permission: 'people:manage',
    scope: 'none',
    fresh: true,
    audit: { event: 'person.invite', action: 'C', part: 'person' },
    params: ofPerson,
    body: Empty,
    answer: contract.InvitationLink,
    handler(call) {
      call.note({ objectId: call.params.personId })
      return people.invitePerson(call.tx, call.personId, call.caller.host, call.params.personId)
    },
  }),
]

const membershipRoutes: Endpoint[] = [
  writes({
    path: '/people/:personId/memberships',
    summary: 'Puts somebody in a team from a moment; never oneself',
    permission: 'people:manage',
    scope: 'none',
    audit: { event: 'membership.start', action: 'C', part: 'membership' },
    creates: true,
    status: 201,
    params: ofPerson,
    body: contract.NewMembership,
    answer: contract.Membership,
    async handler(call) {
      const { personId } = call.params
      call.note({ detail: { person: personId, unit: call.body.unitId } })
      const made = await memberships.startMembership(call.tx, call.personId, personId, call.body)
      call.note({ objectId: made.id, detail: memberships.membershipForLog(personId, made) })
      return made
    },
  }),
  writes({
    path: '/memberships/:membershipId/end',
    summary: 'Ends a membership at a moment; never an own one',
    permission: 'people:manage',
    scope: 'none',
    audit: { event: 'membership.end', action: 'U', part: 'membership' },
    params: contract.Strict({ membershipId: contract.Id }),
    body: contract.MembershipEnd,
    answer: contract.Membership,
    async handler(call) {
      const { membershipId } = call.params
      call.note({ objectId: membershipId })
      const ended = await memberships.endMembership(call.tx, call.personId, membershipId, call.body.at)
      call.note({ detail: memberships.membershipForLog(ended.personId, ended.membership) })
      return ended.membership
    },
  }),
]

export const routes: Endpoint[] = [...unitRoutes, ...peopleRoutes, ...membershipRoutes]
