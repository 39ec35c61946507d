import { sealNext } from '../../src/capabilities/log-proof/sealing.ts'
import type { TestHoede } from './hoede.ts'

/** Seals every row that was committed, as the worker does all the time. */
export const sealerOf = (hoede: Pick<TestHoede, 'sealing' | 'environment'>) => async (): Promise<void> => {
  const environment = hoede.environment()
  const once = () =>
    hoede.sealing.transact(environment.id, (tx) => sealNext(tx, environment, { started: false, clockStep: undefined }))
  while ((await once()).rows > 0);
}
