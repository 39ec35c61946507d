import { OperatorProblem } from '../capabilities/environments/provision.ts'
import type { Config } from '../platform/config.ts'
import { findArchive } from '../platform/pgbackrest/open.ts'
import type { Archive } from '../platform/pgbackrest/repositories.ts'

/** Throws OperatorProblem where nothing is kept, with what to do about it. */
export async function archiveOf(config: Config): Promise<Archive> {
  if (!config.pointInTime)
    throw new OperatorProblem(
      'moment-off',
      'Hier worden geen wijzigingen bewaard. Zet HOEDE_PITR_REPO1 op een map (en HOEDE_PITR_REPO2 op een van een andere plek), en start Hoede opnieuw.',
    )
  const archive = await findArchive(config)
  if (archive) return archive
  throw new OperatorProblem(
    'moment-off',
    'De database is nog niet gestart met HOEDE_PITR_REPO1. Stop Hoede, en start opnieuw met «npm start».',
  )
}

export const clock = (moment: Date) =>
  moment.toLocaleString('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'medium', timeStyle: 'medium' })
