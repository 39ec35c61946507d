import { type Static, type TEnum, type TSchema, Type } from 'typebox'

/** An object that refuses what it does not know: nothing that was sent is silently dropped. */
export const Strict = <T extends Record<string, TSchema>>(properties: T) =>
  Type.Object(properties, { additionalProperties: false })
export const Id = Type.String({ format: 'uuid', description: 'UUID, lower case' })
export const Moment = Type.String({ format: 'date-time', description: 'ISO 8601 with time zone; answers are in UTC' })
export const Day = Type.String({ format: 'date', description: 'YYYY-MM-DD' })
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const Text = (maxLength: number, minLength = 0) => Type.String({ minLength, maxLength })
export const Choice = <const T extends readonly string[]>(values: T): TEnum<[...T]> => Type.Enum<[...T]>([...values])

/** Keyset paging: hand the cursor of the last answer to get what follows; null means that this was all. */
export const Cursor = Type.String({ maxLength: 400 })
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) })

export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String({ description: 'stable code, see the list of problems' }),
  detail: Type.Optional(Type.String()),
  fields: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  current: Type.Optional(Type.Unknown()),
  retryAfter: Type.Optional(Type.Integer({ description: 'seconds' })),
  traceId: Type.Optional(Type.String()),
})
export type Problem = Static<typeof Problem>
