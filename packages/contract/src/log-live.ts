import { type Static, Type } from 'typebox'
import { Choice, Strict } from './common.ts'
import { LogEntry } from './log.ts'
import { logKinds } from './log-kinds.ts'

/** What of the log is wanted while it is written, and from which position on; without one, from now. */
export const LogLiveQuery = Strict({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  kind: Type.Optional(Choice(logKinds)),
  outcome: Type.Optional(Choice(['success', 'refused', 'error'])),
  emergency: Type.Optional(Type.Boolean()),
  supplier: Type.Optional(Type.Boolean()),
})
export type LogLiveQuery = Static<typeof LogLiveQuery>

/** Event `begun`: from where; `missed` rows before it were too many to send and stand in the log itself. */
export const LogLiveBegun = Type.Object({ position: Type.Integer(), missed: Type.Integer() })
export type LogLiveBegun = Static<typeof LogLiveBegun>
/** Event `rows`: in the order in which they were sealed. */
export const LogLiveRows = Type.Object({ items: Type.Array(LogEntry) })
export type LogLiveRows = Static<typeof LogLiveRows>
/** Event `ended`: the code of the problem that ended it. Coming back does not help. */
export const LogLiveEnded = Type.Object({ code: Type.String() })
export type LogLiveEnded = Static<typeof LogLiveEnded>
