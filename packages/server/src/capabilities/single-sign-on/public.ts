import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { keepSettingsHash, listProviders, listTrials } from './queries.ts'
import { isTested, settingsHash, settingsHashBefore } from './settings.ts'

/** A provider that is on. */
export interface OfferedProvider {
  id: string
  name: string
}

export interface WorkingProvider extends OfferedProvider {
  /** People who could come in through it. */
  linkedPeople: number
}

/** The providers that the sign-in page offers. */
export async function providersOffered(reader: Reader): Promise<OfferedProvider[]> {
  return (await listProviders(reader)).filter((each) => each.state === 'on').map(({ id, name }) => ({ id, name }))
}

/**
 * The providers through which people can come in: on, tried with success since their last change. Without one of these,
 * single sign-on cannot become the only way in.
 */
export async function providersThatWork(reader: Reader): Promise<WorkingProvider[]> {
  const [providers, trials] = await Promise.all([listProviders(reader), listTrials(reader)])
  return providers
    .filter((each) => each.state === 'on' && isTested(reader.keys, each, trials))
    .map(({ id, name, linkedPeople }) => ({ id, name, linkedPeople }))
}

/** Before credentials are sealed anew: trials that were kept by their sealed bytes go on counting. */
export async function keepTrials(tx: Transaction): Promise<void> {
  for (const provider of await listProviders(tx))
    await keepSettingsHash(tx, provider.id, settingsHashBefore(tx.keys, provider), settingsHash(tx.keys, provider))
}
