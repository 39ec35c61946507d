import { type Static, Type } from 'typebox'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'
import { type ScopeName, scopeNames } from './permissions.ts'
import { PermissionName } from './sign-in.ts'

export const Scope = Type.Enum(Object.keys(scopeNames) as [ScopeName, ...ScopeName[]])

export const Role = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  permissions: Type.Array(PermissionName),
  /** How many people hold it now. */
  holders: Type.Integer(),
  version: Type.Integer(),
})
export type Role = Static<typeof Role>
export const NewRole = Strict({
  id: Type.Optional(Id),
  key: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
  name: Text(120, 1),
  description: Text(500),
  permissions: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100 }),
})
export const RoleChange = Strict({
  version: Type.Integer(),
  name: Type.Optional(Text(120, 1)),
  description: Type.Optional(Text(500)),
  permissions: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100 })),
})

/** A role as it was, and since when; the newest is how it is. */
export const RoleVersion = Type.Object({
  version: Type.Integer(),
  name: Type.String(),
  description: Type.String(),
  /** Also what was a permission then and is none any more. */
  permissions: Type.Array(Type.String()),
  /** Null: from the beginning. */
  from: Nullable(Moment),
  by: Nullable(Type.String()),
})
export type RoleVersion = Static<typeof RoleVersion>

export const Grant = Type.Object({
  id: Id,
  person: Type.Object({ id: Id, name: Type.String(), function: Type.String() }),
  role: Type.Object({ id: Id, key: Type.String(), name: Type.String() }),
  scope: Scope,
  unit: Nullable(Type.Object({ id: Id, name: Type.String() })),
  client: Nullable(Type.Object({ id: Id, number: Type.String() })),
  /** With own-clients: by this kind of care relation only. */
  relationKind: Nullable(Type.Object({ key: Type.String(), name: Type.String() })),
  /** With roster: minutes before and after a shift. */
  minutesBefore: Nullable(Type.Integer()),
  minutesAfter: Nullable(Type.Integer()),
  /** Only within this unit and all below it. */
  within: Nullable(Type.Object({ id: Id, name: Type.String() })),
  /** Not these units with all below them, and not these clients (null: a client beyond the asker's reach). */
  exceptUnits: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  exceptClientNumbers: Type.Array(Nullable(Type.String())),
  /** Who or what gave it: a person, the operator, a function, a group of the directory, an emergency. */
  source: Choice(['given', 'operator', 'function', 'group', 'emergency']),
  /** Given in one go with others. */
  batchId: Nullable(Id),
  from: Moment,
  until: Nullable(Moment),
  grantedBy: Nullable(Type.String()),
  grantedAt: Moment,
  withdrawnAt: Nullable(Moment),
  withdrawnBy: Nullable(Type.String()),
  /** waiting: gives nothing until a second person has confirmed it (four eyes). */
  state: Choice(['waiting', 'coming', 'active', 'ended']),
  /** The second person; null also where none was needed. */
  confirmedBy: Nullable(Type.String()),
  /** Works, but nobody stood behind it beside whoever gave it: it does not count as the second of two. */
  unconfirmed: Type.Boolean(),
  version: Type.Integer(),
})
export type Grant = Static<typeof Grant>
export const GrantList = Type.Object({ items: Type.Array(Grant) })

const scopeFields = {
  scope: Scope,
  unitId: Type.Optional(Id),
  /** One client is named by its number: whoever grants need not be able to see the record. */
  clientNumber: Type.Optional(Text(20, 1)),
  /** With own-clients: only by this kind of care relation. */
  relationKind: Type.Optional(Text(41, 2)),
  /** With roster; what is left out follows the settings of the environment. */
  minutesBefore: Type.Optional(Type.Integer({ minimum: 0, maximum: 2880 })),
  minutesAfter: Type.Optional(Type.Integer({ minimum: 0, maximum: 2880 })),
  /** With own-teams, own-clients and roster: only within this unit and all below it. */
  withinUnitId: Type.Optional(Id),
  exceptUnits: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  exceptClientNumbers: Type.Optional(Type.Array(Text(20, 1), { maxItems: 50 })),
}
/** How far a grant reaches, as it is asked for. */
export const ScopeRequest = Strict(scopeFields)
export type ScopeRequest = Static<typeof ScopeRequest>

export const NewGrant = Strict({
  id: Type.Optional(Id),
  roleId: Id,
  ...scopeFields,
  from: Type.Optional(Moment),
  until: Type.Optional(Nullable(Moment)),
})
export type NewGrant = Static<typeof NewGrant>

export const SettingValues = Type.Object({
  'former-client-days': Type.Integer(),
})
export const Setting = Type.Object({
  key: Type.String(),
  value: Type.Integer(),
  min: Type.Integer(),
  max: Type.Integer(),
  label: Type.String(),
  version: Type.Integer(),
})
export type Setting = Static<typeof Setting>
export const SettingChange = Strict({ version: Type.Integer(), value: Type.Integer() })
