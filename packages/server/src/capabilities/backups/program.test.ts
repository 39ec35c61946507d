import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { backupStand } from '../../../test/support/backups.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { createLogger } from '../../platform/log/logger.ts'
import type { ControlDatabase } from '../environments/public.ts'
import { startBackups } from './program.ts'
import * as queries from './queries.ts'

const stand = await backupStand('program')
const { control, work, here, away } = stand
const { id: environmentId, key } = await stand.environment()
await mkdir(join(work, here))
await mkdir(join(work, away))
/** The control database as if this environment were the only one: others on the cluster belong to other tests. */
const alone: ControlDatabase = {
  async query(sql, values) {
    const { rows } = await control.query(sql, values)
    const isOther = (row: { key?: string }) => ('databaseName' in row || 'askedId' in row) && row.key !== key
    return { rows: rows.filter((row: { key?: string }) => !isOther(row)) }
  },
}
const around = { ...stand.around, control: alone }
const options = { everyHours: 6, atOnce: 2, logger: createLogger('silent'), pause: 100 }
const programs = [startBackups(around, options), startBackups(around, options)]
afterAll(() => Promise.all(programs.map((program) => program.stop())))
const all = () => queries.listBackups(control, { environmentId, limit: 100 })
const soon = { timeout: 30_000, interval: 200 }

it('makes the first by itself, brings it to every store and proves it; of two programs one waits', async () => {
  await expect.poll(async () => (await all())[0]?.proof?.outcome, soon).toBe('good')
  const [first, ...more] = await all()
  expect(more).toEqual([])
  expect(first).toMatchObject({ reason: 'schedule', state: 'made' })
  await expect.poll(async () => (await all())[0]!.copies.map((copy) => copy.state), soon).toEqual(['kept', 'kept'])
})

it('makes what somebody asks for, and another when its time has come, also after a clock that ran ahead', async () => {
  await queries.askBackup(control, { id: newId(), environmentId, by: 'iemand' })
  await expect.poll(async () => (await all()).map((backup) => backup.state), soon).toEqual(['made', 'made'])
  expect((await all())[0]).toMatchObject({ reason: 'asked' })
  await control.query("update backup set started_at = started_at - interval '7 hours' where environment_id = $1", [
    environmentId,
  ])
  await expect.poll(async () => (await all()).length, soon).toBe(3)
  await control.query("update backup set started_at = now() + interval '1 year' where environment_id = $1", [
    environmentId,
  ])
  await expect.poll(async () => (await all()).length, soon).toBeGreaterThan(3)
})

it('goes on when the program before it is gone', async () => {
  // Whichever of the two worked: after both turns it was the one that stopped.
  for (const gone of [programs[0]!, programs[1]!]) {
    programs.push(startBackups(around, options))
    await gone.stop()
    const id = newId()
    await expect
      .poll(
        () =>
          queries.askBackup(control, { id, environmentId, by: 'iemand' }).then(() => queries.findBackup(control, id)),
        soon,
      )
      .toBeDefined()
    await expect.poll(async () => (await queries.findBackup(control, id))?.state, soon).toBe('made')
  }
})
