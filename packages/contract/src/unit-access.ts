import { type Static, Type } from 'typebox'
import { Grant } from './access.ts'
import { Choice, Id, Moment, Nullable } from './common.ts'

const Named = Type.Object({ id: Id, name: Type.String() })

/** By what a grant reaches a unit: given for it, for one above it, for everything, by membership, or by a shift. */
export const unitWays = ['here', 'above', 'organisation', 'team', 'roster'] as const
export type UnitWay = (typeof unitWays)[number]

export const UnitGrant = Type.Object({
  grant: Grant,
  way: Choice(unitWays),
  /** The unit above, of the membership or of the shift; of an exception: the unit that is excepted. */
  place: Nullable(Named),
  /** Of the membership or the shift. */
  from: Nullable(Moment),
  until: Nullable(Moment),
})
export type UnitGrant = Static<typeof UnitGrant>

export const UnitMember = Type.Object({
  id: Id,
  person: Type.Object({ id: Id, name: Type.String(), function: Type.String() }),
  /** Where exactly: the unit itself or one below it. */
  unit: Named,
  from: Moment,
  until: Nullable(Moment),
})
export type UnitMember = Static<typeof UnitMember>

const counted = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ count: Type.Integer({ description: 'all of them; the items are the first' }), items: Type.Array(item) })

/** One unit with what follows from what: who reaches it and by what, who works there, who is in care there. */
export const UnitAccess = Type.Object({
  grants: counted(UnitGrant),
  /** Roster grants whose shift here begins within a week. */
  coming: counted(UnitGrant),
  /** Grants that would reach it, were it, or a unit above it, not excepted. */
  exceptions: counted(UnitGrant),
  /** Who works in it or below it, now or in what is planned, within the asker's reach. */
  members: counted(UnitMember),
  /** Who is in care in it or below it, where the asker looks after access; a name only for whoever may read the record. */
  clients: counted(Type.Object({ number: Type.String(), name: Nullable(Type.String()), unit: Named })),
})
export type UnitAccess = Static<typeof UnitAccess>
