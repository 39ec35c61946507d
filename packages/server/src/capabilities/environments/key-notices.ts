import { recordAudit } from '../../platform/audit/record.ts'
import type { KeyState } from '../../platform/crypto/key-provider.ts'
import type { Environments } from '../../platform/db/environments.ts'
import type { ControlDatabase } from './queries.ts'

const eventOf: Record<KeyState, string> = {
  usable: 'key.given-back',
  withdrawn: 'key.withdrawn',
  broken: 'key.withdrawn',
  unreachable: 'key.unreachable',
}

/**
 * Writes in an environment's log that its key was withdrawn, is not reached, or was given back: once, by the process that sees it first.
 * Needs the environment to be open, so it is called before that is stopped. What could not be written is left to who sees it next.
 */
export function keyNotices(control: ControlDatabase, environments: Pick<Environments, 'transact'>) {
  return async (environmentId: string, keyName: string, state: KeyState): Promise<void> => {
    const { rows } = await control.query(
      `insert into key_state (environment_id, state) values ($1, $2)
       on conflict (environment_id) do update set state = excluded.state, since = now() where key_state.state <> excluded.state
       returning (select k.state from key_state k where k.environment_id = $1) as was`,
      [environmentId, state],
    )
    const [changed] = rows as { was: KeyState | null }[]
    if (!changed || (changed.was === null && state === 'usable')) return
    try {
      await environments.transact(environmentId, (tx) =>
        recordAudit(tx, {
          event: eventOf[state],
          action: 'E',
          outcome: 'success',
          supplier: 'hoede',
          part: 'setting',
          detail: { key: keyName, was: changed.was ?? 'usable', state },
        }),
      )
    } catch (error) {
      await control.query(
        changed.was === null
          ? 'delete from key_state where environment_id = $1 and state = $2'
          : 'update key_state set state = $3 where environment_id = $1 and state = $2',
        changed.was === null ? [environmentId, state] : [environmentId, state, changed.was],
      )
      throw error
    }
  }
}
