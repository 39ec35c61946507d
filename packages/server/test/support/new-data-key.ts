import { join } from 'node:path'
import { inject } from 'vitest'
import { fileKeyProvider } from '../../src/platform/crypto/key-provider.ts'
import { keptKeys, newDataKey, openKeys, type WrappedDataKey } from '../../src/platform/crypto/keys.ts'
import type { TestHoede } from './hoede.ts'

/** A data key besides those that are there, sealing at once, and known to the test's server and sealer when this answers. */
export async function addDataKey(hoede: TestHoede): Promise<WrappedDataKey> {
  const environment = hoede.environment()
  const provider = fileKeyProvider(join(inject('cluster').dataFolder, 'keys'))
  const last = environment.dataKeys.at(-1)!
  const version = last.version + 1
  const dataKey = newDataKey()
  const wrapped = await provider.wrap(last.keyName, dataKey)
  const kept = keptKeys(await openKeys(provider, environment.dataKeys), version, dataKey)
  const added = { version, wrapped, keyName: last.keyName, kept, sealsFrom: new Date(Date.now() - 1) }
  await useDataKeys(hoede, [...environment.dataKeys, added])
  return added
}

/** The environment has these data keys and no others. */
export async function useDataKeys(hoede: TestHoede, dataKeys: WrappedDataKey[]): Promise<void> {
  const environment = hoede.environment()
  environment.dataKeys = dataKeys
  const versions = dataKeys.map(({ version }) => version).sort((a, b) => b - a)
  for (const holder of [hoede.environments, hoede.sealing])
    for (;;) {
      await holder.keys(environment.id)
      await holder.watched()
      if (String((await holder.keys(environment.id)).seal.versions) === String(versions)) break
      await new Promise((done) => setTimeout(done, 5))
    }
}
