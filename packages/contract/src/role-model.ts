import { type Static, Type } from 'typebox'
import { NewRole } from './access.ts'
import { Choice, Strict } from './common.ts'

/** What a file with the roles of an environment holds: YAML, or JSON (which is YAML too). */
export const RoleModel = Strict({
  hoede: Type.Literal('rolmodel'),
  version: Type.Literal(1),
  roles: Type.Array(Type.Omit(NewRole, ['id'], { additionalProperties: false }), { maxItems: 500 }),
})
export type RoleModel = Static<typeof RoleModel>

export const RoleModelFile = Strict({ content: Type.String({ maxLength: 400_000 }) })

export const RoleModelLine = Type.Object({
  key: Type.String(),
  name: Type.String(),
  /** `absent`: in Hoede but not in the file, and left as it is. */
  outcome: Choice(['new', 'changed', 'same', 'absent', 'wrong']),
  /** Permissions that the role gets, and that it loses. */
  added: Type.Array(Type.String()),
  removed: Type.Array(Type.String()),
  /** How many people hold it now. */
  holders: Type.Integer(),
  /** Why it cannot be read in, for people. */
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type RoleModelLine = Static<typeof RoleModelLine>

export const RoleModelPreview = Type.Object({
  items: Type.Array(RoleModelLine),
  totals: Type.Object({ new: Type.Integer(), changed: Type.Integer(), same: Type.Integer(), wrong: Type.Integer() }),
})
export type RoleModelPreview = Static<typeof RoleModelPreview>
