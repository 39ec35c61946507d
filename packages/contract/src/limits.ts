import { type Static, Type } from 'typebox'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'

export const closureGrounds = ['known-person', 'employee', 'family-of-employee', 'other'] as const
export const recordParts = ['reports', 'measurements', 'bsn'] as const
export const familyGrounds = [
  'consent',
  'curator',
  'mentor',
  'authorised',
  'parental-authority',
  'close-family',
] as const
export const familyParts = ['particulars', 'reports', 'measurements'] as const

const Somebody = Type.Object({ id: Id, name: Type.String(), function: Type.String() })
const period = { from: Moment, until: Nullable(Moment) }
const asked = { from: Type.Optional(Moment), until: Type.Optional(Nullable(Moment)) }
/** Coming, in force, or over. */
const State = Choice(['coming', 'active', 'ended'])

export const ClosureEntry = Type.Object({ id: Id, person: Somebody, ...period, state: State, version: Type.Integer() })
export const Closure = Type.Object({
  id: Id,
  ground: Choice(closureGrounds),
  /** Null when there is none, or when the asker is kept out by it. */
  reason: Nullable(Type.String()),
  closedBy: Type.String(),
  closedAt: Moment,
  ...period,
  state: State,
  /** Who gets in, as far as their roles reach anyway. */
  people: Type.Array(ClosureEntry),
  version: Type.Integer(),
})
export type Closure = Static<typeof Closure>
export const NewClosure = Strict({
  id: Type.Optional(Id),
  ground: Choice(closureGrounds),
  reason: Type.Optional(Text(1000)),
  people: Type.Array(Id, { minItems: 1, maxItems: 100 }),
  ...asked,
})
export type NewClosure = Static<typeof NewClosure>
export const NewClosureEntry = Strict({ id: Type.Optional(Id), personId: Id, ...asked })

export const Objection = Type.Object({
  id: Id,
  person: Somebody,
  reason: Nullable(Type.String()),
  recordedBy: Type.String(),
  recordedAt: Moment,
  ...period,
  state: State,
  version: Type.Integer(),
})
export type Objection = Static<typeof Objection>
export const NewObjection = Strict({
  id: Type.Optional(Id),
  personId: Id,
  reason: Type.Optional(Text(1000)),
  ...asked,
})
export type NewObjection = Static<typeof NewObjection>

export const ClosedPart = Type.Object({
  id: Id,
  part: Choice(recordParts),
  functions: Type.Array(Type.String()),
  reason: Nullable(Type.String()),
  closedBy: Type.String(),
  closedAt: Moment,
  ...period,
  state: State,
  version: Type.Integer(),
})
export type ClosedPart = Static<typeof ClosedPart>
export const NewClosedPart = Strict({
  id: Type.Optional(Id),
  part: Choice(recordParts),
  functions: Type.Array(Text(80, 1), { minItems: 1, maxItems: 50 }),
  reason: Type.Optional(Text(1000)),
  ...asked,
})
export type NewClosedPart = Static<typeof NewClosedPart>

export const CareRelationKind = Type.Object({
  key: Type.String(),
  name: Type.String(),
  /** At most one person at a time for a client. */
  exclusive: Type.Boolean(),
  retired: Type.Boolean(),
  version: Type.Integer(),
})
export type CareRelationKind = Static<typeof CareRelationKind>
export const NewCareRelationKind = Strict({
  key: Type.String({ pattern: '^[a-z][a-z-]{1,40}$' }),
  name: Text(80, 1),
  exclusive: Type.Boolean(),
})
export const CareRelationKindChange = Strict({
  version: Type.Integer(),
  name: Type.Optional(Text(80, 1)),
  retired: Type.Optional(Type.Boolean()),
})

export const ClientRelation = Type.Object({
  id: Id,
  person: Somebody,
  kind: Type.Object({ key: Type.String(), name: Type.String(), exclusive: Type.Boolean() }),
  ...period,
  state: State,
  version: Type.Integer(),
})
export type ClientRelation = Static<typeof ClientRelation>
export const NewRelation = Strict({
  id: Type.Optional(Id),
  personId: Id,
  kind: Text(41, 2),
  ...asked,
  /** Of an exclusive kind: ends whoever has it at the beginning, in one step with this. */
  takeOver: Type.Optional(Type.Boolean()),
})
export type NewRelation = Static<typeof NewRelation>

/** Whoever of a client's contact persons may read along. Nobody signs in with it yet: that comes with the family portal. */
export const FamilyAccess = Type.Object({
  id: Id,
  contact: Type.Object({ id: Id, name: Nullable(Type.String()), relation: Nullable(Type.String()) }),
  ground: Choice(familyGrounds),
  parts: Type.Array(Choice(familyParts)),
  /** Which paper shows the ground: a kind and a date, not its content. */
  document: Nullable(Type.String()),
  grantedBy: Type.String(),
  grantedAt: Moment,
  endedBy: Nullable(Type.String()),
  ...period,
  state: State,
  version: Type.Integer(),
})
export type FamilyAccess = Static<typeof FamilyAccess>
export const NewFamilyAccess = Strict({
  id: Type.Optional(Id),
  contactId: Id,
  ground: Choice(familyGrounds),
  parts: Type.Array(Choice(familyParts), { minItems: 1, maxItems: 3 }),
  document: Type.Optional(Nullable(Text(120))),
  ...asked,
})
export type NewFamilyAccess = Static<typeof NewFamilyAccess>

/** The version that is ended, and when: now where left out. */
export const LimitEnd = Strict({ version: Type.Integer(), at: Type.Optional(Moment) })

/** A client as whoever looks after access knows them: by number; by name only where they may read the record. */
export const AccessClient = Type.Object({
  id: Id,
  number: Type.String(),
  name: Nullable(Type.String()),
  units: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  /** What the asker may do here. */
  may: Type.Array(Choice(['client:close', 'client:relate', 'family:grant', 'client:read'])),
  closures: Type.Array(Closure),
  objections: Type.Array(Objection),
  closedParts: Type.Array(ClosedPart),
  relations: Type.Array(ClientRelation),
  family: Type.Array(FamilyAccess),
  /** Who can be given family access; only for whoever gives it. */
  contacts: Type.Array(Type.Object({ id: Id, name: Type.String(), relation: Nullable(Type.String()) })),
})
export type AccessClient = Static<typeof AccessClient>
