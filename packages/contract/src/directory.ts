import { type Static, Type } from 'typebox'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'

/** A key with which a directory (Entra ID, Okta, HelloID) comes in by SCIM. The key itself is shown once. */
export const DirectoryToken = Type.Object({
  id: Id,
  name: Type.String(),
  createdBy: Type.String(),
  createdAt: Moment,
  expiresAt: Moment,
  lastUsedAt: Nullable(Moment),
  withdrawnAt: Nullable(Moment),
  withdrawnBy: Nullable(Type.String()),
  state: Choice(['active', 'expired', 'withdrawn']),
})
export type DirectoryToken = Static<typeof DirectoryToken>
export const NewDirectoryToken = Strict({
  name: Text(60, 1),
  days: Type.Integer({ minimum: 1, maximum: 365 }),
})
export const NewDirectoryTokenAnswer = Type.Object({ token: DirectoryToken, secret: Type.String() })

/** How titles of the directory become functions (deskundigheden); a title that is not named is the function itself. */
export const DirectoryMapping = Type.Object({
  titles: Type.Array(Type.Object({ title: Type.String(), function: Type.String() })),
  standard: Type.String({ description: 'the function of whoever has no title' }),
  version: Type.Integer(),
})
export type DirectoryMapping = Static<typeof DirectoryMapping>
export const DirectoryMappingChange = Strict({
  version: Type.Integer(),
  titles: Type.Array(Strict({ title: Text(200, 1), function: Text(80, 1) }), { maxItems: 500 }),
  standard: Text(80, 1),
})

export const DirectoryOverview = Type.Object({
  tokens: Type.Array(DirectoryToken),
  mapping: DirectoryMapping,
  /** People and groups that the directory knows. */
  people: Type.Integer(),
  groups: Type.Integer(),
  lastUsedAt: Nullable(Moment),
  /** Departments that are not the name of one open location or team. */
  unlinked: Type.Array(Type.Object({ department: Type.String(), people: Type.Integer() })),
})
export type DirectoryOverview = Static<typeof DirectoryOverview>

export const RuleScope = Choice(['organisation', 'unit', 'own-teams', 'own-clients', 'roster'])
/** Whoever has a function, or is in a group, has a role. */
export const RoleRule = Type.Object({
  id: Id,
  function: Nullable(Type.String()),
  group: Nullable(Type.Object({ id: Id, name: Type.String() })),
  role: Type.Object({ id: Id, key: Type.String(), name: Type.String() }),
  scope: RuleScope,
  unit: Nullable(Type.Object({ id: Id, name: Type.String() })),
  createdBy: Nullable(Type.String()),
  createdAt: Moment,
  endedAt: Nullable(Moment),
  endedBy: Nullable(Type.String()),
  /** How many people have the role by it now, and for how many it waits for a second person (four eyes). */
  people: Type.Integer(),
  waiting: Type.Integer(),
  version: Type.Integer(),
})
export type RoleRule = Static<typeof RoleRule>
export const NewRoleRule = Strict({
  function: Type.Optional(Text(80, 1)),
  groupId: Type.Optional(Id),
  roleId: Id,
  scope: RuleScope,
  unitId: Type.Optional(Id),
})
export type NewRoleRule = Static<typeof NewRoleRule>
const PersonName = Type.Object({ id: Id, name: Type.String(), function: Type.String() })
export const RuleEffect = Type.Object({
  /** Who would get the role, or lose it: the first of them by name, and how many in all. */
  people: Type.Array(PersonName),
  count: Type.Integer(),
  /** Who is meant too, and has the same role with the same scope by another way. */
  already: Type.Integer(),
  /** The role is critical: what the rule brings gives nothing until a second person has confirmed it. */
  fourEyes: Type.Boolean(),
})
export type RuleEffect = Static<typeof RuleEffect>
export const RoleRuleEnd = Strict({ version: Type.Integer() })

export const DirectoryGroup = Type.Object({
  id: Id,
  name: Type.String(),
  members: Type.Integer(),
  changedAt: Moment,
  rules: Type.Array(RoleRule),
})
export type DirectoryGroup = Static<typeof DirectoryGroup>
export const DirectoryGroups = Type.Object({ items: Type.Array(DirectoryGroup) })
export const DirectoryGroupDetail = Type.Object({ group: DirectoryGroup, members: Type.Array(PersonName) })
export type DirectoryGroupDetail = Static<typeof DirectoryGroupDetail>
export const FunctionRules = Type.Object({
  items: Type.Array(Type.Object({ function: Type.String(), people: Type.Integer(), rules: Type.Array(RoleRule) })),
})
export type FunctionRules = Static<typeof FunctionRules>

/** People from a file: CSV with a row of column names (docs/operations/people.md). */
export const PeopleFile = Strict({
  csv: Text(380_000, 1),
  /** Whoever is not in the file leaves. */
  endMissing: Type.Boolean(),
})
export const PeopleFileCommit = Strict({
  ...PeopleFile.properties,
  /** So many may leave, where that is more than the setting sync-removal-percent lets through. */
  allowRemovals: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
})
export const SyncLine = Type.Object({
  userName: Type.String(),
  name: Type.String(),
  outcome: Choice(['add', 'change', 'return', 'end']),
  /** What changes, in words: "functie: helpende → verzorgende IG". */
  changes: Type.Array(Type.String()),
})
export type SyncLine = Static<typeof SyncLine>
export const SyncPlan = Type.Object({
  totals: Type.Object({
    add: Type.Integer(),
    change: Type.Integer(),
    return: Type.Integer(),
    end: Type.Integer(),
    same: Type.Integer(),
    missing: Type.Integer({ description: 'in service in Hoede and not in the file' }),
    employed: Type.Integer(),
  }),
  /** At most 500 of them. */
  lines: Type.Array(SyncLine),
  errors: Type.Array(Type.Object({ line: Type.Integer(), message: Type.String() })),
  /** More would leave than the setting lets through: it goes on only when the number is confirmed. */
  tooMany: Type.Boolean(),
  percent: Type.Integer(),
})
export type SyncPlan = Static<typeof SyncPlan>
