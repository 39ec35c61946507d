import { StoreProblem } from '../../platform/stores/store.ts'
import { listEnvironments } from '../environments/public.ts'
import { type BackupAround, withStore } from './around.ts'
import * as copies from './copy-queries.ts'
import { logAtEnvironment } from './environment-log.ts'
import { codeOf } from './making.ts'
import { manifestName } from './manifest.ts'
import { expired, keptDays } from './rules.ts'

/**
 * Removes the backups whose time is over, in every store, and writes each in the log of its environment. What somebody holds stays; what
 * a store's lock protects stays there until the lock lets go. Returns how many files went.
 */
export async function clearExpired(around: BackupAround, now = new Date()): Promise<number> {
  let removed = 0
  for (const environment of await listEnvironments(around.control)) {
    const kept = await copies.findKept(around.control, environment.id)
    // A hold keeps that one, and changes nothing for the others.
    const gone = expired(kept, keptDays[environment.kind], now).filter((backup) => !backup.isHeld)
    for (const backup of gone) {
      const from = await removeFrom(around, backup)
      if (!from.length) continue
      removed += from.length
      await logAtEnvironment(around, environment, 'backup.removed', 'D', { file: backup.name, stores: from })
    }
  }
  return removed
}

async function removeFrom(around: BackupAround, backup: copies.KeptBackup): Promise<string[]> {
  const removed: string[] = []
  for (const store of around.stores.filter((each) => backup.stores.includes(each.name))) {
    try {
      await withStore(store, async (opened) => {
        for (const name of [backup.name, manifestName(backup.name)])
          await opened.remove(name).catch((error: unknown) => {
            if (!(error instanceof StoreProblem && error.reason === 'absent')) throw error
          })
      })
      await copies.removedFrom(around.control, backup.id, store.name)
      removed.push(store.name)
    } catch (error) {
      if (!(error instanceof StoreProblem)) throw error
      await copies.failCopy(around.control, backup.id, store.name, codeOf(error))
    }
  }
  return removed
}
