import type { Logger } from '../../platform/log/logger.ts'
import { RepositoryProblem } from '../../platform/pgbackrest/problem.ts'
import { type Archive, prepareRepositories } from '../../platform/pgbackrest/repositories.ts'
import { backUp, readRepositories } from '../../platform/pgbackrest/state.ts'
import { backupDue, complaint } from './rules.ts'

/** What the worker does each hour: the backup that each repository needs. One that is gone keeps the other from nothing. */
export async function backUpInTurn(open: () => Promise<Archive | undefined>, logger: Logger): Promise<void> {
  const archive = await open()
  if (!archive) return
  for (const problem of await prepareRepositories(archive)) logger.error({ problem }, 'repository not made')
  for (const state of await readRepositories(archive)) {
    const { number: repository, condition } = state
    const wrong = complaint(state, new Date())
    if (wrong) logger.warn({ repository, condition, wrong }, 'point in time')
    if (condition !== 'good' && condition !== 'without-backup') continue
    const kind = backupDue(state.backups, new Date())
    if (!kind) continue
    const begin = performance.now()
    try {
      await backUp(archive, { repository, kind })
      logger.info({ repository, kind, seconds: Math.round((performance.now() - begin) / 1000) }, 'cluster backed up')
    } catch (error) {
      if (!(error instanceof RepositoryProblem)) throw error
      logger.error({ repository, kind, code: error.code, detail: error.detail }, 'backup of the cluster failed')
    }
  }
}
