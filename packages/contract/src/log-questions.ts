import { type Static, Type } from 'typebox'
import { Day, Id, Nullable, Strict, Text } from './common.ts'
import { LogQuery } from './log.ts'

/** What a kept question asks: as the log is asked, without period and pages. */
const Kept = Type.Omit(LogQuery, ['from', 'until', 'cursor', 'size'], { additionalProperties: false })

const Period = {
  /** The last so many days, today included. */
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
  /** Or from one day to another, both included; they stay the same. */
  from: Type.Optional(Day),
  until: Type.Optional(Day),
}

/** A question to the log that somebody keeps, or shares with everybody who reads the log. */
export const LogQuestion = Type.Object({
  id: Id,
  name: Type.String(),
  shared: Type.Boolean(),
  /** Only who made it changes it. */
  own: Type.Boolean(),
  by: Type.String(),
  query: Kept,
  days: Nullable(Type.Integer()),
  from: Nullable(Day),
  until: Nullable(Day),
  version: Type.Integer(),
})
export type LogQuestion = Static<typeof LogQuestion>

export const NewLogQuestion = Strict({
  id: Type.Optional(Id),
  name: Text(120, 1),
  shared: Type.Boolean(),
  query: Kept,
  ...Period,
})
export type NewLogQuestion = Static<typeof NewLogQuestion>

export const LogQuestionChange = Strict({
  version: Type.Integer(),
  name: Type.Optional(Text(120, 1)),
  shared: Type.Optional(Type.Boolean()),
})
export type LogQuestionChange = Static<typeof LogQuestionChange>
