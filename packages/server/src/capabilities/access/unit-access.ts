import type { UnitAccess } from '@hoede/contract'
import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { clientName } from '../clients/public.ts'
import { present } from './access.ts'
import * as queries from './unit-queries.ts'

/** So many of each kind are listed; the count is of all. */
const most = 500

/** One unit with what follows from what. Throws Problem not-found. */
export async function readUnitAccess(reader: Reader, unitId: string): Promise<UnitAccess> {
  const [exists, grants, members, clients] = await Promise.all([
    queries.unitExists(reader, unitId),
    queries.grantsAt(reader, unitId, most),
    queries.membersAt(reader, unitId, most),
    queries.clientsAt(reader, unitId, most),
  ])
  if (!exists) throw new Problem('not-found')
  const ofKind = (kind: queries.UnitGrantRow['kind']) => {
    const rows = grants.filter((row) => row.kind === kind)
    return { count: rows[0]?.count ?? 0, items: rows.map(presentGrant) }
  }
  return {
    grants: ofKind('grants'),
    coming: ofKind('coming'),
    exceptions: ofKind('exceptions'),
    members: {
      count: members[0]?.count ?? 0,
      items: members.map(({ count: _count, from, until, ...row }) => ({ ...row, ...period(from, until) })),
    },
    clients: {
      count: clients[0]?.count ?? 0,
      items: clients.map(({ number, names, unit }) => ({ number, unit, name: names && clientName(names) })),
    },
  }
}

function presentGrant({ kind: _kind, count: _count, way, place, since, till, ...row }: queries.UnitGrantRow) {
  return { grant: present(row), way, place, from: since?.toISOString() ?? null, until: till?.toISOString() ?? null }
}

const period = (from: Date, until: Date | null) => ({
  from: from.toISOString(),
  until: until?.toISOString() ?? null,
})
