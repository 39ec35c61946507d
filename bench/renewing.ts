import { environmentDirectory } from '../packages/server/src/capabilities/environments/directory.ts'
import { openControl, openEnvironment } from '../packages/server/src/capabilities/environments/provision.ts'
import { findEnvironment, listRenewals } from '../packages/server/src/capabilities/environments/queries.ts'
import { renewDataKey } from '../packages/server/src/capabilities/environments/renew-key.ts'
import { finishRenewal } from '../packages/server/src/capabilities/environments/renewals.ts'
import { openKeys } from '../packages/server/src/platform/crypto/keys.ts'
import { asSealer, Environments } from '../packages/server/src/platform/db/environments.ts'
import { maintenance } from '../packages/server/src/platform/db/maintenance.ts'
import { rolesOf } from '../packages/server/src/platform/db/roles.ts'
import { createLogger } from '../packages/server/src/platform/log/logger.ts'
import type { Bench } from './environment.ts'

/** Seals a data set anew with a new data key, without resting: how many rows a second, and how long in all. */
export async function measureRenewing(bench: Bench, key: string): Promise<Record<string, number>> {
  const { operator, caFile } = bench
  const control = await openControl(operator)
  const directory = environmentDirectory(control, operator.keyProvider, operator.rolePassword, caFile)
  const parts = {
    control,
    environments: new Environments(directory),
    sealing: new Environments(asSealer(directory)),
    logger: createLogger('silent'),
  }
  try {
    const row = (await findEnvironment(control, 'key', key))!
    const environment = (await directory.byId(row.id))!
    // One that an earlier run did not finish is gone on with.
    if (environment.dataKeys.length === 1)
      await renewDataKey(
        {
          control,
          provider: operator.keyProvider,
          supplier: 'bench',
          async within(found, work) {
            const client = await openEnvironment(operator, found.databaseName)
            const keys = await openKeys(operator.keyProvider, found.dataKeys)
            await maintenance(client, rolesOf(found.roleName).owner, keys, work).finally(() => client.end())
          },
        },
        environment,
        environment.dataKeys[0]!.keyName,
      )
    await control.query('update data_key set seals_from = now() where environment_id = $1 and seals_from > now()', [
      row.id,
    ])
    // The directory remembers for five seconds.
    await new Promise((done) => setTimeout(done, 5_500))
    const renewal = (await listRenewals(control, 0)).find((each) => each.environmentId === row.id)!
    const begin = performance.now()
    while ((await finishRenewal(parts, renewal)) !== 'retired');
    const seconds = (performance.now() - begin) / 1000
    const client = await openEnvironment(operator, row.databaseName)
    const { rows } = await client.query<{ rows: number }>(
      'select sum(rows)::int as rows from resealing where version = $1',
      [renewal.to],
    )
    await client.end()
    const sealed = rows[0]?.rows ?? 0
    return { rows: sealed, seconds: Math.round(seconds * 10) / 10, rowsPerSecond: Math.round(sealed / seconds) }
  } finally {
    await Promise.all([parts.environments.close(), parts.sealing.close()])
    await control.end()
  }
}
