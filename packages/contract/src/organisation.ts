import { type Static, Type } from 'typebox'
import { Choice, Cursor, Day, Id, Moment, Nullable, Page, Strict, Text } from './common.ts'

export const Unit = Type.Object({
  id: Id,
  parentId: Nullable(Id),
  kind: Choice(['organisation', 'location', 'team']),
  name: Type.String(),
  path: Type.Array(Id),
  closed: Type.Boolean(),
  version: Type.Integer(),
})
export type Unit = Static<typeof Unit>
export const UnitRequest = Strict({
  id: Type.Optional(Id),
  parentId: Id,
  kind: Choice(['location', 'team']),
  name: Text(120, 1),
})
export const UnitChange = Strict({
  version: Type.Integer(),
  name: Type.Optional(Text(120, 1)),
  closed: Type.Optional(Type.Boolean()),
})

export const PersonSummary = Type.Object({
  id: Id,
  userName: Type.String(),
  name: Type.String(),
  function: Type.String(),
  teams: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  employedFrom: Moment,
  employedUntil: Nullable(Moment),
  secondFactor: Type.Boolean({ description: 'an authenticator is coupled' }),
})
export type PersonSummary = Static<typeof PersonSummary>
export const PersonPage = Page(PersonSummary)

export const PeopleQuery = Strict({
  q: Type.Optional(Text(120)),
  unit: Type.Optional(Id),
  /** Include people who left. */
  left: Type.Optional(Type.Boolean()),
  cursor: Type.Optional(Cursor),
})

export const Membership = Type.Object({
  id: Id,
  unit: Type.Object({ id: Id, name: Type.String() }),
  from: Moment,
  until: Nullable(Moment),
  version: Type.Integer(),
})
export type Membership = Static<typeof Membership>
export const PersonDetail = Type.Intersect([
  PersonSummary,
  Type.Object({
    givenName: Type.String(),
    prefix: Nullable(Type.String()),
    familyName: Type.String(),
    email: Nullable(Type.String()),
    phone: Nullable(Type.String()),
    memberships: Type.Array(Membership),
    lastSignInAt: Nullable(Moment),
    invitationUntil: Nullable(Moment),
    version: Type.Integer(),
  }),
])
export type PersonDetail = Static<typeof PersonDetail>

export const NewPerson = Strict({
  id: Type.Optional(Id),
  userName: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,63}$' }),
  givenName: Text(120, 1),
  prefix: Type.Optional(Nullable(Text(20))),
  familyName: Text(120, 1),
  function: Text(80, 1),
  email: Type.Optional(Nullable(Text(200))),
  phone: Type.Optional(Nullable(Text(30))),
  teams: Type.Optional(Type.Array(Id, { maxItems: 20 })),
  employedFrom: Type.Optional(Moment),
})
export type NewPerson = Static<typeof NewPerson>
export const PersonChange = Strict({
  version: Type.Integer(),
  givenName: Type.Optional(Text(120, 1)),
  prefix: Type.Optional(Nullable(Text(20))),
  familyName: Type.Optional(Text(120, 1)),
  function: Type.Optional(Text(80, 1)),
  email: Type.Optional(Nullable(Text(200))),
  phone: Type.Optional(Nullable(Text(30))),
})
/** The one-time link is shown once to whoever invites; it works for 24 hours. */
export const InvitationLink = Type.Object({ link: Type.String(), expiresAt: Moment })
export type InvitationLink = Static<typeof InvitationLink>
export const NewPersonAnswer = Type.Object({ person: PersonDetail, invitation: InvitationLink })
export const Leaving = Strict({ at: Type.Optional(Moment) })
export const NewMembership = Strict({
  id: Type.Optional(Id),
  unitId: Id,
  from: Type.Optional(Moment),
  until: Type.Optional(Nullable(Moment)),
})
export const MembershipEnd = Strict({ at: Type.Optional(Moment) })
export const BirthDate = Day
