import type { Draft } from '@hoede/contract'
import { expect, it } from 'vitest'
import { DraftKeeper, type DraftState } from './draft-keeper.ts'
import { LocalDrafts } from './local-drafts.ts'
import { createSealer } from './seal.ts'

const keyOf = (letter: string) => btoa(letter.repeat(32)).replace(/=+$/, '')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function memory(): Storage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  }
}

it('a sealed text opens with the same key and name only', async () => {
  const sanne = await createSealer(keyOf('s'))
  const anna = await createSealer(keyOf('a'))
  const sealed = await sanne.seal('rapportage', 'Heeft goed geslapen 🙂')
  expect(sealed).not.toContain('geslapen')
  expect(await sanne.open('rapportage', sealed)).toBe('Heeft goed geslapen 🙂')
  expect(await (await createSealer(keyOf('s'))).open('rapportage', sealed)).toBe('Heeft goed geslapen 🙂')
  expect(await sanne.open('andere', sealed)).toBeUndefined()
  expect(await anna.open('rapportage', sealed)).toBeUndefined()
  expect(await sanne.open('rapportage', `${sealed.slice(0, -2)}AA`)).toBeUndefined()
  expect(await sanne.open('rapportage', 'onzin')).toBeUndefined()
  expect(await sanne.hide('rapportage')).not.toBe(await anna.hide('rapportage'))
})

it('the storage shows neither text nor record, and forgets after thirty days', async () => {
  const storage = memory()
  const drafts = new LocalDrafts(await createSealer(keyOf('s')), storage)
  const draft = { content: 'tekst', at: Date.now(), base: null, synced: false }
  expect(await drafts.write('/clients/123/drafts/report', draft)).toBe(true)
  expect(await drafts.read('/clients/123/drafts/report')).toEqual(draft)
  const key = storage.key(0) ?? ''
  expect(key + storage.getItem(key)).not.toMatch(/123|tekst/)
  drafts.prune(Date.now() + 29 * 86_400_000)
  expect(storage.length).toBe(1)
  drafts.prune(Date.now() + 31 * 86_400_000)
  expect(storage.length).toBe(0)
})

it('a device without room says so', async () => {
  const full = {
    ...memory(),
    setItem: () => {
      throw new Error('QuotaExceededError')
    },
  }
  const drafts = new LocalDrafts(await createSealer(keyOf('s')), full)
  expect(await drafts.write('a', { content: 'x', at: 1, base: null, synced: false })).toBe(false)
})

/** A server and a device that can be looked into. */
async function workplace(
  storage = memory(),
  server: { draft: Draft | null; down: boolean } = { draft: null, down: false },
) {
  const drafts = new LocalDrafts(await createSealer(keyOf('s')), storage)
  const reach = <T>(value: () => T): Promise<T> =>
    server.down ? Promise.reject(new Error('offline')) : Promise.resolve(value())
  let version = 0
  const open = async () => {
    let state!: DraftState
    const keeper = new DraftKeeper(
      {
        read: () => reach(() => server.draft),
        write: (content) =>
          reach(() => {
            version += 1
            server.draft = { content, changedAt: new Date(2026, 0, 1, 0, 0, version).toISOString() }
            return server.draft
          }),
        remove: () =>
          reach(() => {
            server.draft = null
          }),
      },
      { read: () => drafts.read('d'), write: (draft) => drafts.write('d', draft), remove: () => drafts.remove('d') },
      (next) => {
        state = next
      },
      { device: 5, server: 15 },
    )
    await keeper.start()
    return { keeper, state: () => state }
  }
  return { open, server, storage }
}

it('what is typed is kept on device and server, and comes back', async () => {
  const { open, server } = await workplace()
  const first = await open()
  expect(first.state()).toMatchObject({ ready: true, kept: null })
  first.keeper.changed('Heeft')
  first.keeper.changed('Heeft goed')
  await pause(60)
  expect(server.draft?.content).toBe('Heeft goed')
  expect(first.state().saved?.where).toBe('server')
  expect((await open()).state().kept?.content).toBe('Heeft goed')
  await first.keeper.clear()
  expect(server.draft).toBeNull()
  expect((await open()).state().kept).toBeNull()
})

it('without a connection the device keeps it, and the server gets it later', async () => {
  const { open, server } = await workplace()
  server.down = true
  const first = await open()
  first.keeper.changed('zonder verbinding')
  await pause(60)
  expect(first.state().saved?.where).toBe('device')
  const second = await open()
  expect(second.state().kept?.content).toBe('zonder verbinding')
  server.down = false
  const third = await open()
  await pause(60)
  expect(third.state().kept?.content).toBe('zonder verbinding')
  expect(server.draft?.content).toBe('zonder verbinding')
})

it('a closed page keeps what waited for a pause', async () => {
  const { open, server } = await workplace()
  const first = await open()
  first.keeper.changed('net getypt')
  first.keeper.close()
  await pause(30)
  expect(server.draft?.content).toBe('net getypt')
})

it('two devices: the newest comes back when nothing is waiting here, both are offered when something is', async () => {
  const shared = { draft: null as Draft | null, down: false }
  const here = await workplace(memory(), shared)
  const first = await here.open()
  first.keeper.changed('hier')
  await pause(60)
  shared.draft = { content: 'daar', changedAt: '2026-02-02T00:00:00.000Z' }
  expect((await here.open()).state()).toMatchObject({ kept: { content: 'daar' }, other: null })

  shared.down = true
  const offline = await here.open()
  offline.keeper.changed('hier zonder verbinding')
  await pause(60)
  shared.down = false
  shared.draft = { content: 'daar verder', changedAt: '2026-02-03T00:00:00.000Z' }
  const both = await here.open()
  expect(both.state()).toMatchObject({ kept: { content: 'hier zonder verbinding' }, other: { content: 'daar verder' } })
})

it('what was sent from another device does not come back', async () => {
  const { open, server } = await workplace()
  const first = await open()
  first.keeper.changed('klaar')
  await pause(60)
  server.draft = null
  expect((await open()).state().kept?.content ?? '').toBe('')
})
