import type { Dispatcher } from '../messages/public.ts'
import { type ControlDatabase, listEnvironments } from './queries.ts'

/** Sends what waits in the outbox of every environment, one environment after the other. */
export async function sweep(control: ControlDatabase, dispatcher: Dispatcher): Promise<void> {
  for (const environment of await listEnvironments(control)) {
    if (environment.state === 'open') await dispatcher.sendWaiting(environment.id)
  }
}
