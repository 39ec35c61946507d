import type { Environments } from '../../platform/db/environments.ts'
import type { Logger } from '../../platform/log/logger.ts'
import { removeExpired } from '../factors/public.ts'
import { removeExpiredReentries } from '../shared-computers/public.ts'
import { type ControlDatabase, listEnvironments } from './queries.ts'

/** Months of the log for which a partition stands ready. */
const monthsAhead = 12

/**
 * What every environment needs each night: partitions of the log for the months to come, and what has expired removed: answers
 * kept for repeated requests (a day), sessions that ended a month ago, brakes that were released,
 * second factors that were not finished, short codes of shared computers whose shift is over. Nothing of a record.
 */
export async function housekeeping(
  control: ControlDatabase,
  environments: Environments,
  logger: Logger,
): Promise<void> {
  for (const environment of await listEnvironments(control)) {
    if (environment.state !== 'open') continue
    try {
      await environments.transact(environment.id, async (tx) => {
        await Promise.all([
          tx.rows(
            'select ensure_audit_partitions(current_date, (current_date + make_interval(months => $1::int))::date)',
            [monthsAhead],
          ),
          tx.rows("delete from idempotency where created_at < now() - interval '1 day'"),
          // Somebody's last sign-in stays: it tells who has not been in for months.
          tx.rows(`delete from session s where coalesce(s.ended_at, s.expires_at) < now() - interval '31 days'
            and (s.stage <> 'complete' or exists (select from session later
              where later.person_id = s.person_id and later.stage = 'complete' and later.created_at > s.created_at))`),
          removeExpired(tx),
          removeExpiredReentries(tx),
          tx.rows("delete from sign_in_brake where last_failure_at < now() - interval '1 day'"),
          // That a trial succeeded stays; what it showed is gone after its hour.
          tx.rows("update provider_visit set result_sealed = null where used_at < now() - interval '1 hour'"),
          tx.rows("delete from provider_visit where expires_at < now() - interval '1 day' and succeeded is null"),
          tx.rows('delete from used_logout_token where expires_at < now()'),
        ])
      })
      logger.info({ environment: environment.key }, 'housekeeping done')
    } catch (error) {
      // One environment that fails does not keep the others waiting; the next night tries again.
      logger.error({ environment: environment.key, code: (error as { code?: string }).code }, 'housekeeping failed')
    }
  }
}
