import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { whileLocked } from './files.ts'

describe('work under a lock file', () => {
  let folder: string
  let lock: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoede-lock-'))
    lock = join(folder, '.lock')
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is done by one at a time, and everybody gets a turn', async () => {
    let inside = 0
    let most = 0
    const work = async (place: number) => {
      inside += 1
      most = Math.max(most, inside)
      await wait(5)
      inside -= 1
      return place
    }
    const places = [1, 2, 3, 4, 5]
    expect(await Promise.all(places.map((place) => whileLocked(lock, () => work(place))))).toEqual(places)
    expect(most).toBe(1)
  })

  it('gives the lock back when the work fails', async () => {
    await expect(whileLocked(lock, () => Promise.reject(new Error('mislukt')))).rejects.toThrow('mislukt')
    await expect(stat(lock)).rejects.toThrow('ENOENT')
  })

  it('takes over what a dead process left, and waits for one that lives', async () => {
    await writeFile(lock, '')
    const turn = whileLocked(lock, async () => 'gedaan')
    expect(await Promise.race([turn, wait(100, 'wacht')])).toBe('wacht')
    const old = new Date(Date.now() - 60_000)
    await utimes(lock, old, old)
    expect(await turn).toBe('gedaan')
  })
})
