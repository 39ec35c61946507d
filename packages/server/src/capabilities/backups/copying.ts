import { StoreProblem } from '../../platform/stores/store.ts'
import { OperatorProblem } from '../environments/public.ts'
import { type BackupAround, type BackupStore, withStore } from './around.ts'
import * as copies from './copy-queries.ts'
import { codeOf, putText, readBack } from './making.ts'
import { manifestName } from './manifest.ts'

/** What came of one round along the copies that wait. */
export interface CopyRound {
  kept: number
  failed: { store: string; problem: string }[]
}

/**
 * Brings what waits for a store there, from a store that has it, oldest first; each is read back before it counts. A store that does
 * not answer is left alone for the rest of the round: what waits for it is filled in when it is back.
 */
export async function copyWaiting(around: BackupAround): Promise<CopyRound> {
  const round: CopyRound = { kept: 0, failed: [] }
  for (const target of around.stores) {
    for (const waiting of await copies.findWaiting(around.control, target.name)) {
      try {
        await copyOne(around, target, waiting)
        await copies.keepCopy(around.control, waiting.backupId, target.name)
        round.kept += 1
      } catch (error) {
        if (!(error instanceof StoreProblem) && !(error instanceof OperatorProblem)) throw error
        const problem = codeOf(error)
        round.failed.push({ store: target.name, problem })
        await copies.failCopy(around.control, waiting.backupId, target.name, problem)
        if (error instanceof StoreProblem && error.reason !== 'absent') break
      }
    }
  }
  return round
}

async function copyOne(around: BackupAround, target: BackupStore, waiting: copies.WaitingCopy): Promise<void> {
  const source = around.stores.find((store) => waiting.stores.includes(store.name))
  if (!source)
    throw new OperatorProblem('no-source', `Geen van de bewaarplaatsen die ${waiting.name} heeft is nog ingesteld.`)
  const expected = { bytes: waiting.bytes, sha256: waiting.sha256 }
  await withStore(target, async (into) => {
    const manifest = manifestName(waiting.name)
    await withStore(source, async (from) => {
      await withoutDouble(async () => {
        const written = await into.put(waiting.name, await from.get(waiting.name))
        if (written.sha256 === expected.sha256) return
        await into.remove(waiting.name)
        throw new OperatorProblem('backup-changed', `${waiting.name} in ${source.name} is niet meer zoals het was.`)
      })
      await readBack(into, waiting.name, expected)
      await withoutDouble(() => putText(into, manifest, waiting.manifest))
    })
  })
}

/** What stands there already came in an earlier round that did not end; it is read back like the rest. */
async function withoutDouble(put: () => Promise<unknown>): Promise<void> {
  try {
    await put()
  } catch (error) {
    if (!(error instanceof StoreProblem && error.reason === 'exists')) throw error
  }
}
