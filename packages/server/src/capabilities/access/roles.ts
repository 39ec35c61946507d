import { criticalPermissions, type Role, type RoleVersion } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { keepRoleApart } from '../duties/public.ts'
import { keepingAManager } from './managers.ts'
import * as queries from './queries.ts'
import { takesSecondPerson } from './role-proposal-queries.ts'
import { addsForSelf, isPermission } from './rules.ts'

export const listRoles = async (reader: Reader): Promise<{ items: Role[] }> => ({
  items: await queries.findRoles(reader),
})

/** How a role was, version by version. Throws Problem not-found. */
export async function listRoleVersions(reader: Reader, roleId: string): Promise<{ items: RoleVersion[] }> {
  const rows = await queries.findRoleVersions(reader, roleId)
  if (rows.length === 0) throw new Problem('not-found')
  return { items: rows.map((row) => ({ ...row, from: row.from?.toISOString() ?? null })) }
}

export interface RoleRequest {
  id?: string
  key: string
  name: string
  description: string
  permissions: string[]
}

/** Makes a role. The same id with the same content sent twice is one. Throws Problem permission-unknown, duty-conflict, already-exists. */
export async function createRole(tx: Transaction, request: RoleRequest): Promise<Role> {
  const role = { ...request, id: request.id ?? newId(), permissions: knownPermissions(request.permissions) }
  const { permissions } = role
  await keepRoleApart(tx, { id: undefined, permissions, added: permissions })
  const inserted = await queries.insertRole(tx, role)
  const now = await queries.findRole(tx, role.id)
  if (!now || (!inserted && now.key !== role.key)) throw new Problem('already-exists')
  return now
}

export interface RoleEdit {
  version: number
  name?: string
  description?: string
  permissions?: string[]
}

/**
 * Changes a role for everybody who holds it, at once (the editor is undefined for the operator). Where the customer wants four eyes, a
 * role in use gets and loses permissions only when it is `approved`; `tried` is undone again. Returns it as it was and as it is.
 * Throws Problem not-found, conflict, role-critical, role-needs-second, duty-conflict, grant-to-self, last-manager.
 */
export async function changeRole(
  tx: Transaction,
  editorId: string | undefined,
  roleId: string,
  change: RoleEdit,
  standing?: 'tried' | 'approved',
) {
  const before = await queries.findRole(tx, roleId)
  if (!before) throw new Problem('not-found')
  const values = {
    name: change.name ?? before.name,
    description: change.description ?? before.description,
    permissions: change.permissions ? knownPermissions(change.permissions) : before.permissions,
  }
  const added: readonly string[] = values.permissions.filter((each) => !(before.permissions as string[]).includes(each))
  const changesRights = added.length > 0 || values.permissions.length !== before.permissions.length
  const [inUse, takesSecond] = await Promise.all([queries.isRoleInUse(tx, roleId), takesSecondPerson(tx)])
  if (inUse && criticalPermissions.some((each) => added.includes(each))) throw new Problem('role-critical')
  if (inUse && changesRights && takesSecond && editorId !== undefined && !standing)
    throw new Problem('role-needs-second')
  await keepRoleApart(tx, { id: roleId, permissions: values.permissions, added })
  if (
    addsForSelf(
      before.permissions,
      values.permissions,
      editorId !== undefined && (await queries.holdsRole(tx, editorId, roleId)),
    )
  ) {
    throw new Problem('grant-to-self', {
      detail: 'Je hebt deze rol zelf. Vraag een collega om er rechten aan toe te voegen.',
    })
  }
  const apply = async () => {
    const changed = await queries.updateRole(tx, roleId, change.version, values)
    const after = await queries.findRole(tx, roleId)
    if (!changed || !after) throw new Problem('conflict', { current: after })
    return after
  }
  const losesGiving = before.permissions.includes('access:grant') && !values.permissions.includes('access:grant')
  return { before, after: losesGiving ? await keepingAManager(tx, apply) : await apply() }
}

function knownPermissions(names: string[]): string[] {
  const unknown = names.filter((name) => !isPermission(name))
  if (unknown.length) {
    throw new Problem('permission-unknown', {
      fields: unknown.map((name) => ({ path: 'body.permissions', message: `Dit recht bestaat niet: ${name}` })),
    })
  }
  return [...new Set(names)].sort()
}

/** What a role was, for the log. */
export const roleForLog = ({ name, description, permissions }: Role) => ({ name, description, permissions })
