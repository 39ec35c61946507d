import { type Static, Type } from 'typebox'
import { Choice, Cursor, Id, Moment, Nullable, Page, Strict, Text } from './common.ts'
import { type MeasurementKind, measurementKinds } from './measurement-kinds.ts'

export const MeasurementKindName = Type.Enum(Object.keys(measurementKinds) as [MeasurementKind, ...MeasurementKind[]])

export const Measurement = Type.Object({
  id: Id,
  clientId: Id,
  kind: MeasurementKindName,
  value: Type.Number(),
  secondValue: Nullable(Type.Number()),
  unit: Type.String(),
  method: Nullable(Type.String()),
  position: Nullable(Type.String()),
  note: Nullable(Type.String()),
  performer: Type.Object({ id: Nullable(Id), name: Type.String(), function: Type.String() }),
  measuredAt: Moment,
  recordedAt: Moment,
  /** Outside of the plausible range: look again. */
  unusual: Type.Boolean(),
  status: Choice(['final', 'entered-in-error']),
  reason: Nullable(Type.String()),
  replacesId: Nullable(Id),
  version: Type.Integer(),
})
export type Measurement = Static<typeof Measurement>
export const MeasurementPage = Page(Measurement)
export type MeasurementPage = Static<typeof MeasurementPage>
export const MeasurementQuery = Strict({
  kind: Type.Optional(MeasurementKindName),
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
  /** Include what was entered in error. */
  errors: Type.Optional(Type.Boolean()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  cursor: Type.Optional(Cursor),
})
const values = {
  value: Type.Number(),
  secondValue: Type.Optional(Nullable(Type.Number())),
  method: Type.Optional(Nullable(Text(60))),
  position: Type.Optional(Nullable(Text(60))),
  note: Type.Optional(Nullable(Text(500))),
  measuredAt: Type.Optional(Moment),
}
export const NewMeasurement = Strict({ id: Type.Optional(Id), kind: MeasurementKindName, ...values })
export type NewMeasurement = Static<typeof NewMeasurement>
/** A wrong value is marked as entered in error and, when given, replaced by the right one. */
export const MeasurementCorrection = Strict({
  version: Type.Integer({ minimum: 1 }),
  reason: Text(300, 0),
  replacement: Type.Optional(Strict(values)),
})
export type MeasurementCorrection = Static<typeof MeasurementCorrection>
