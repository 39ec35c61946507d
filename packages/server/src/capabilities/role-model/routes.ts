import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as roleModel from './role-model.ts'

export const routes: Endpoint[] = [
  reads({
    path: '/role-model',
    summary: 'All roles as one file in JSON',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'role.export', action: 'E', part: 'role' },
    answer: contract.RoleModel,
    handler: async (call) => (await roleModel.exportModel(call.tx)).model,
  }),
  reads({
    path: '/role-model/yaml',
    summary: 'The same in YAML (RFC 9512)',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'role.export', action: 'E', part: 'role' },
    contentType: 'application/yaml; charset=utf-8',
    handler: async (call) => (await roleModel.exportModel(call.tx)).yaml as never,
  }),
  reads({
    path: '/role-model/preview',
    method: 'POST',
    summary: 'What a file with roles would do, role by role; writes nothing',
    permission: 'role:change',
    scope: 'none',
    audit: { event: 'role.preview', action: 'R', part: 'role' },
    body: contract.RoleModelFile,
    answer: contract.RoleModelPreview,
    handler: (call) => roleModel.previewModel(call.tx, call.body.content),
  }),
  writes({
    path: '/role-model/import',
    summary: 'Reads a file with roles in, whole or not at all; makes and changes roles and removes none',
    permission: 'role:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'role.import', action: 'U', part: 'role' },
    body: contract.RoleModelFile,
    answer: contract.RoleModelPreview,
    async handler(call) {
      const plan = await roleModel.importModel(call.tx, call.personId, call.body.content)
      call.note({ detail: roleModel.planForLog(plan) })
      return plan
    },
  }),
]
