import { recordAudit } from '../../platform/audit/record.ts'
import { KeyProblem } from '../../platform/crypto/key-problem.ts'
import type { KeyProvider } from '../../platform/crypto/key-provider.ts'
import { keptKeys, newDataKey, openKeys } from '../../platform/crypto/keys.ts'
import type { Client } from '../../platform/db/connection.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { keepTrials } from '../single-sign-on/public.ts'
import { OperatorProblem } from './provision.ts'
import { highestVersion, insertDataKey } from './queries.ts'

/** Seconds that a new data key is known before it seals: every program has looked by then. */
export const knownBefore = 60
const highest = 250

export interface Renewing {
  control: Client
  provider: KeyProvider
  supplier: string
  within(environment: Environment, work: (tx: Transaction) => Promise<void>): Promise<void>
}

/**
 * Makes a new data key for an environment; a minute later everything is sealed with it, and the worker seals anew what was there.
 * Answers its version. Throws OperatorProblem key-renewing while an earlier one is not done, KeyProblem.
 */
export async function renewDataKey(
  { control, provider, supplier, within }: Renewing,
  environment: Environment,
  customerKeyName: string,
): Promise<number> {
  const renewing = () =>
    new OperatorProblem(
      'key-renewing',
      `In ${environment.key} wordt al een nieuwe gegevenssleutel in gebruik genomen. «hoede key status» toont hoe ver dat is.`,
    )
  const lock = [724_410, environment.id]
  const { rows } = await control.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', lock)
  if (!rows[0]?.got) throw renewing()
  const dataKey = newDataKey()
  try {
    // What was read before the lock may be of before another's renewal.
    const version = (await highestVersion(control, environment.id)) + 1
    if (environment.dataKeys.length !== 1 || environment.dataKeys[0]!.version !== version - 1) throw renewing()
    if (version > highest)
      throw new OperatorProblem('key-versions', `Er zijn er al ${highest}: meer versies passen niet in een waarde.`)
    const wrapped = await provider.wrap(customerKeyName, dataKey)
    const back = await provider.unwrap(customerKeyName, wrapped)
    const isSame = back.equals(dataKey)
    back.fill(0)
    if (!isSame) throw new KeyProblem('key-broken', 'the key does not give back what it wrapped')
    const kept = keptKeys(await openKeys(provider, environment.dataKeys), version, dataKey)
    // Before it: a key that nobody wrote down does not come.
    await within(environment, async (tx) => {
      await keepTrials(tx)
      await recordAudit(tx, {
        event: 'key.renew',
        action: 'C',
        outcome: 'success',
        supplier,
        part: 'setting',
        detail: { version, wrappedWith: customerKeyName },
      })
    })
    const row = { environmentId: environment.id, version, wrapped, keyName: customerKeyName, kept }
    if (!(await insertDataKey(control, { ...row, seconds: knownBefore }))) throw renewing()
    return version
  } finally {
    dataKey.fill(0)
    await control.query('select pg_advisory_unlock($1, hashtext($2))', lock)
  }
}
