import { join } from 'node:path'
import { type BackupAround, backupStores } from './capabilities/backups/public.ts'
import type { ControlDatabase } from './capabilities/environments/public.ts'
import type { OperatorSession } from './cli/operator.ts'
import { operatorKey } from './platform/crypto/key-provider.ts'
import { backupSeed } from './platform/crypto/keys.ts'
import { createOutbound } from './platform/http/outbound.ts'
import { readExtraAuthorities } from './platform/tls/extra-authorities.ts'
import { proveSignIn } from './prove-sign-in.ts'

/** What backups need around them: for somebody at the command line, and for the program that makes them by itself. */
export async function backupsAround(
  session: Pick<OperatorSession, 'operator' | 'config' | 'supplier'> & { control: ControlDatabase },
): Promise<BackupAround> {
  const { operator, control, config, supplier } = session
  const outbound = createOutbound({ extraAuthorities: await readExtraAuthorities(config.extraAuthoritiesFile) })
  return {
    operator,
    control,
    stores: backupStores(config.backups, join(config.dataFolder, 'backups'), outbound),
    seed: backupSeed(await operatorKey(join(config.dataFolder, 'keys'))),
    supplier,
    signIn: (place) => proveSignIn(operator, control, place),
  }
}
