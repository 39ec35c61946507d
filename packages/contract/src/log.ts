import { type Static, Type } from 'typebox'
import { Choice, Cursor, Day, Id, Moment, Nullable, Page, Strict, Text } from './common.ts'
import { logKinds } from './log-kinds.ts'
import { type ScopeName, scopeNames } from './permissions.ts'

/** One row of the log, in the terms of NEN 7513. */
export const LogEntry = Type.Object({
  id: Id,
  /** Drawn when the row was written; with it, its proof is asked. */
  number: Type.Integer(),
  at: Moment,
  event: Type.String(),
  /** The event in words, for example 'Dossier geopend'. */
  eventText: Type.String(),
  action: Choice(['C', 'R', 'U', 'D', 'E']),
  outcome: Choice(['success', 'refused', 'error']),
  problem: Nullable(Type.String()),
  person: Nullable(Type.Object({ id: Id, name: Type.String(), function: Type.String() })),
  supplier: Nullable(Type.String()),
  client: Nullable(Type.Object({ id: Id, name: Type.String(), number: Type.String() })),
  part: Type.String(),
  objectId: Nullable(Id),
  ground: Nullable(Type.Object({ grantId: Id, text: Type.String() })),
  /** Through emergency access (NEN 7513 'controles', fourth position). */
  emergency: Type.Boolean(),
  question: Nullable(Type.String()),
  /** How many clients a list or search showed. */
  shown: Type.Integer(),
  address: Nullable(Type.String()),
  detail: Nullable(Type.Unknown()),
})
export type LogEntry = Static<typeof LogEntry>
export const LogPage = Page(LogEntry)
const scopeKeys = Object.keys(scopeNames) as ScopeName[]

/** One of client, person and grant must be given, or a period of at most 31 days. */
export const LogQuery = Strict({
  client: Type.Optional(Id),
  person: Type.Optional(Id),
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
  outcome: Type.Optional(Choice(['success', 'refused', 'error'])),
  event: Type.Optional(Text(60)),
  emergency: Type.Optional(Type.Boolean()),
  /** Events that belong together. */
  kind: Type.Optional(Choice(logKinds)),
  /** Only what the supplier's programs and staff did (N-28), and connections of the customer's own. */
  supplier: Type.Optional(Type.Boolean()),
  /** Of those, only the connections with other systems. */
  partner: Type.Optional(Type.Boolean()),
  action: Type.Optional(Choice(['C', 'R', 'U', 'D', 'E'])),
  /** About clients who were in care at this unit or below it at the moment of the row. */
  unit: Type.Optional(Id),
  /** On the ground of a grant for such a scope, or on none. */
  ground: Type.Optional(Choice([...scopeKeys, 'none'])),
  /** On the ground of this one grant. */
  grant: Type.Optional(Id),
  cursor: Type.Optional(Cursor),
  /** So many rows at most in one answer; 50 unless told. */
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
})
export type LogQuery = Static<typeof LogQuery>
export const LogSubjectSearch = Strict({ q: Text(120, 1) })
export const LogSubjects = Type.Object({
  clients: Type.Array(Type.Object({ id: Id, name: Type.String(), number: Type.String(), birthDate: Nullable(Day) })),
  people: Type.Array(Type.Object({ id: Id, name: Type.String(), function: Type.String() })),
})
export type LogSubjects = Static<typeof LogSubjects>
