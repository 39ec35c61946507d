import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as access from './access.ts'
import * as roles from './roles.ts'

const items = <T extends Parameters<typeof contract.Type.Array>[0]>(item: T) =>
  contract.Type.Object({ items: contract.Type.Array(item) })
const ofPerson = contract.Strict({ personId: contract.Id })
const PermissionText = contract.Type.Object({ name: contract.PermissionName, text: contract.Type.String() })
const GrantsQuery = contract.Strict({
  role: contract.Type.Optional(contract.Id),
  unit: contract.Type.Optional(contract.Id),
})

export const routes: Endpoint[] = [
  reads({
    path: '/permissions',
    summary: 'Everything that a role can allow, in words',
    permission: 'access:read',
    scope: 'none',
    audit: { none: 'the list is the same for every customer' },
    answer: items(PermissionText),
    handler: async () => access.listPermissions() as { items: { name: contract.Permission; text: string }[] },
  }),
  reads({
    path: '/roles',
    summary: 'All roles with their permissions and how many people hold each',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'role.list', action: 'R', part: 'role' },
    answer: items(contract.Role),
    handler: (call) => roles.listRoles(call.tx),
  }),
  writes({
    path: '/roles',
    summary: 'Makes a role',
    permission: 'role:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'role.create', action: 'C', part: 'role' },
    creates: true,
    status: 201,
    body: contract.NewRole,
    answer: contract.Role,
    async handler(call) {
      const role = await roles.createRole(call.tx, call.body)
      call.note({ objectId: role.id, detail: { role: role.key, after: roles.roleForLog(role) } })
      return role
    },
  }),
  writes({
    path: '/roles/:roleId',
    summary: 'Changes a role, at once for everybody who holds it; never wider by somebody who holds it',
    permission: 'role:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'role.change', action: 'U', part: 'role' },
    params: contract.Strict({ roleId: contract.Id }),
    body: contract.RoleChange,
    answer: contract.Role,
    async handler(call) {
      call.note({ objectId: call.params.roleId })
      const { before, after } = await roles.changeRole(call.tx, call.personId, call.params.roleId, call.body)
      const [was, is] = [roles.roleForLog(before), roles.roleForLog(after)]
      call.note({ detail: { role: after.key, before: was, after: is } })
      return after
    },
  }),
  reads({
    path: '/roles/:roleId/versions',
    summary: 'How a role is and was, newest first',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'role.versions', action: 'R', part: 'role' },
    params: contract.Strict({ roleId: contract.Id }),
    answer: items(contract.RoleVersion),
    handler(call) {
      call.note({ objectId: call.params.roleId })
      return roles.listRoleVersions(call.tx, call.params.roleId)
    },
  }),
  reads({
    path: '/people/:personId/grants',
    summary: 'Everything that a person was given: active, coming and ended',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'grant.list', action: 'R', part: 'access-grant' },
    params: ofPerson,
    answer: contract.GrantList,
    handler(call) {
      call.note({ objectId: call.params.personId })
      return access.listGrantsOfPerson(call.tx, call.params.personId)
    },
  }),
  writes({
    path: '/people/:personId/grants',
    summary: 'Gives a role, within the own reach and never to oneself; it works at once',
    permission: 'access:grant',
    scope: 'none',
    fresh: true,
    audit: { event: 'grant.give', action: 'C', part: 'access-grant' },
    creates: true,
    status: 201,
    params: ofPerson,
    body: contract.NewGrant,
    answer: contract.Grant,
    async handler(call) {
      const { roleId, scope, unitId = null } = call.body
      // What was tried stands in the log too when it is refused.
      call.note({ detail: { person: call.params.personId, roleId, scope, unit: unitId } })
      const grant = await access.giveGrant(call.tx, call.personId, call.params.personId, call.body)
      call.note({ objectId: grant.id, detail: access.grantForLog(grant) })
      return grant
    },
  }),
  reads({
    path: '/grants',
    summary: 'The active grants of a role, or those that reach a unit through it or one above it',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'grant.list', action: 'R', part: 'access-grant' },
    query: GrantsQuery,
    answer: contract.GrantList,
    handler(call) {
      const { role, unit } = call.query
      call.note({ question: [role && `rol ${role}`, unit && `eenheid ${unit}`].filter(Boolean).join(', ') })
      return access.listActiveGrants(call.tx, call.query)
    },
  }),
  reads({
    path: '/grants/unconfirmed',
    summary: 'Grants that wait for a second person, and critical ones that nobody but their giver stands behind',
    permission: 'access:approve',
    scope: 'none',
    audit: { event: 'grant.list', action: 'R', part: 'access-grant' },
    answer: contract.GrantList,
    handler: (call) => access.listUnconfirmed(call.tx),
  }),
  writes({
    path: '/grants/:grantId/confirm',
    summary: 'A second person stands behind a grant: what waited for it works from now on',
    permission: 'access:approve',
    scope: 'none',
    fresh: true,
    audit: { event: 'grant.confirm', action: 'U', part: 'access-grant' },
    params: contract.Strict({ grantId: contract.Id }),
    body: contract.Strict({}),
    answer: contract.Grant,
    async handler(call) {
      call.note({ objectId: call.params.grantId })
      const grant = await access.confirmGrant(call.tx, call.personId, call.params.grantId)
      call.note({ detail: access.grantForLog(grant) })
      return grant
    },
  }),
  writes({
    path: '/grants/:grantId/withdraw',
    summary: 'Ends a grant at once, in sessions that are open too; it stays visible as history',
    permission: 'access:grant',
    scope: 'none',
    fresh: true,
    audit: { event: 'grant.withdraw', action: 'U', part: 'access-grant' },
    params: contract.Strict({ grantId: contract.Id }),
    body: contract.Strict({}),
    answer: contract.Grant,
    async handler(call) {
      call.note({ objectId: call.params.grantId })
      const grant = await access.withdrawGrant(call.tx, call.personId, call.params.grantId)
      call.note({ detail: access.grantForLog(grant) })
      return grant
    },
  }),
  reads({
    path: '/settings',
    summary: 'The settings of the environment with their bounds',
    permission: 'access:read',
    scope: 'none',
    audit: { none: 'settings hold no data of anybody' },
    answer: items(contract.Setting),
    handler: (call) => access.listSettings(call.tx),
  }),
  writes({
    path: '/settings/:key',
    summary: 'Changes a setting within its bounds; old and new value stand in the log',
    permission: 'setting:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'setting.change', action: 'U', part: 'setting' },
    params: contract.Strict({ key: contract.Text(60, 1) }),
    body: contract.SettingChange,
    answer: contract.Setting,
    async handler(call) {
      const { key } = call.params
      const { before, setting } = await access.changeSetting(call.tx, key, call.body)
      call.note({ detail: { setting: key, before, after: setting.value } })
      return setting
    },
  }),
]
