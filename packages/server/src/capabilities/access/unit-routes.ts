import * as contract from '@hoede/contract'
import { type Endpoint, reads } from '../../platform/http/endpoint.ts'
import { readUnitAccess } from './unit-access.ts'

export const unitRoutes: Endpoint[] = [
  reads({
    path: '/units/:unitId/access',
    summary: 'Who reaches a unit and by what, which exceptions name it, who works there and who is in care there',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'unit.access', action: 'R', part: 'access-grant' },
    params: contract.Strict({ unitId: contract.Id }),
    answer: contract.UnitAccess,
    handler(call) {
      call.note({ objectId: call.params.unitId })
      return readUnitAccess(call.tx, call.params.unitId)
    },
  }),
]
