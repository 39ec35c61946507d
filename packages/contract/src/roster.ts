import { type Static, Type } from 'typebox'
import { Choice, Day, Id, Moment, Nullable, Strict, Text } from './common.ts'

/** A shift of somebody at a unit: with the scope "roster" it opens the clients there, from some time before until some time after. */
export const Shift = Type.Object({
  id: Id,
  person: Type.Object({ id: Id, name: Type.String(), function: Type.String() }),
  unit: Type.Object({ id: Id, name: Type.String() }),
  starts: Moment,
  ends: Moment,
  /** The number in the planning system that it came from. */
  externalId: Nullable(Type.String()),
  cancelled: Type.Boolean(),
  version: Type.Integer(),
})
export type Shift = Static<typeof Shift>
/** One week, from Monday 00:00 in the Netherlands. */
export const ShiftQuery = Strict({
  /** Any day of the week. */
  week: Day,
  unit: Type.Optional(Id),
  person: Type.Optional(Id),
  cancelled: Type.Optional(Type.Boolean()),
})
export const ShiftWeek = Type.Object({ from: Moment, until: Moment, items: Type.Array(Shift) })
export type ShiftWeek = Static<typeof ShiftWeek>
export const NewShift = Strict({
  id: Type.Optional(Id),
  personId: Id,
  unitId: Id,
  starts: Moment,
  ends: Moment,
})
export type NewShift = Static<typeof NewShift>
export const ShiftCancel = Strict({ version: Type.Integer() })

/** A file with the columns external_id, user_name, unit, starts, ends (CSV, comma or semicolon). */
export const RosterFile = Strict({ csv: Text(380_000, 1) })
export const RosterLine = Type.Object({
  line: Type.Integer({ description: 'in the file, from 1; the heading is line 1' }),
  externalId: Type.String(),
  outcome: Choice(['new', 'changed', 'same', 'wrong']),
  reason: Nullable(Type.String()),
  person: Nullable(Type.String()),
  unit: Nullable(Type.String()),
  starts: Nullable(Moment),
  ends: Nullable(Moment),
})
export type RosterLine = Static<typeof RosterLine>
export const RosterPreview = Type.Object({
  totals: Type.Object({
    new: Type.Integer(),
    changed: Type.Integer(),
    same: Type.Integer(),
    wrong: Type.Integer(),
  }),
  lines: Type.Array(RosterLine),
})
export type RosterPreview = Static<typeof RosterPreview>
