import { recordAudit } from '../../platform/audit/record.ts'
import { noKeys } from '../../platform/crypto/keys.ts'
import { maintenance } from '../../platform/db/maintenance.ts'
import { rolesOf } from '../../platform/db/roles.ts'
import { type EnvironmentPlace, openEnvironment } from '../environments/public.ts'
import type { BackupAround } from './around.ts'

/** What was done with backups of an environment stands in its log of accesses; needs no keys, as it says nothing that is sealed. */
export async function logAtEnvironment(
  around: Pick<BackupAround, 'operator' | 'supplier'>,
  place: EnvironmentPlace,
  event: string,
  action: 'C' | 'U' | 'D' | 'E',
  detail: unknown,
): Promise<void> {
  const client = await openEnvironment(around.operator, place.databaseName)
  try {
    await maintenance(client, rolesOf(place.roleName).owner, noKeys(), (tx) =>
      recordAudit(tx, { event, action, outcome: 'success', supplier: around.supplier, part: 'backup', detail }),
    )
  } finally {
    await client.end()
  }
}
