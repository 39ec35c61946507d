import { setTimeout as sleep } from 'node:timers/promises'
import type { KeyProblem } from '../crypto/key-problem.ts'
import { type KeyProvider, type KeyState, keyState } from '../crypto/key-provider.ts'
import type { WrappedDataKey } from '../crypto/keys.ts'
import type { Logger } from '../log/logger.ts'

export interface KeyWatchOptions {
  /** Milliseconds between two looks; a withdrawn key takes effect within one, and the time that its provider takes to answer. */
  every?: number
  /** Milliseconds that environments go on after their provider was heard last. */
  grace: number
  logger: Logger
  /** Told how the key of an environment is, at the first look and when that changed; while it can still be written in. */
  noticed?: (environmentId: string, keyName: string, state: KeyState) => Promise<void>
}

/** Milliseconds that stopping an environment waits for what is told of it. */
const longestTelling = 3_000

/** An environment whose keys are in memory, or that was refused because of them. */
export interface Watched {
  id: string
  key: string
  dataKeys: readonly WrappedDataKey[]
}

/** What the watch needs of those who hold keys. */
export interface KeyHolder {
  /** Environments with keys in memory, and those that are refused. */
  watched(): Promise<Watched[]>
  /** Stops an environment: nothing more is begun, what is under way ends, its keys are wiped. */
  refuse(id: string, code: KeyProblem['code']): void
  /** It may be opened again. */
  admit(id: string): void
}

/**
 * Asks the providers, again and again, whether the customers' keys are usable, each key once for all environments that need it and
 * without one waiting for another. Withdrawn: its environments stop. Unreachable: they go on for the time of grace. Usable again: they
 * go on. Returns how to stop it.
 */
export function watchKeys(holders: readonly KeyHolder[], provider: KeyProvider, options: KeyWatchOptions) {
  const { every = 10_000, grace, logger, noticed } = options
  const known = new Map<string, { state: KeyState; heard: number; asking: boolean }>()
  /** How each environment's key was told of. */
  const told = new Map<string, KeyState>()

  const settle = async (keyName: string, environments: readonly Watched[]) => {
    const was = known.get(keyName) ?? { state: 'usable' as KeyState, heard: Date.now(), asking: false }
    known.set(keyName, was)
    if (was.asking) return
    was.asking = true
    const [asked] = environments
    const { wrapped } = asked!.dataKeys.find((each) => each.keyName === keyName)!
    const state = await keyState(provider, keyName, wrapped).finally(() => {
      was.asking = false
    })
    if (state !== 'unreachable') was.heard = Date.now()
    const silent = Date.now() - was.heard
    if (state !== was.state) report(keyName, was.state, state)
    was.state = state
    // What does not fit says something of the one data key that was asked for, and nothing of the others.
    const concerned = state === 'broken' ? [asked!] : environments
    const settled = concerned.map(({ id }) => id)
    if (state === 'usable') for (const id of settled) for (const holder of holders) holder.admit(id)
    await Promise.all(settled.map((id) => tell(id, keyName, state)))
    if (state === 'usable') return
    for (const id of settled)
      for (const holder of holders) {
        if (state !== 'unreachable') holder.refuse(id, state === 'broken' ? 'key-broken' : 'key-withdrawn')
        else if (silent >= grace) holder.refuse(id, 'key-unreachable')
      }
  }

  const tell = async (id: string, keyName: string, state: KeyState) => {
    if (!noticed || told.get(id) === state) return
    told.set(id, state)
    const late = sleep(longestTelling, undefined, { ref: false })
    await Promise.race([noticed(id, keyName, state), late]).catch((error: { code?: string }) =>
      logger.warn(
        { key: keyName, environment: id, code: error.code },
        'what was seen of the key is not in the log of accesses',
      ),
    )
  }

  const report = (key: string, was: KeyState, state: KeyState) => {
    if (state === 'usable') logger.info({ key, was }, 'the key is usable again')
    else if (state === 'unreachable')
      logger.error(
        { key, graceSeconds: grace / 1000 },
        'the provider of the key does not answer: its environments go on for the time of grace',
      )
    else logger.error({ key, state }, 'the key was withdrawn: its environments stop')
  }

  const look = async () => {
    const all = new Map<string, Watched>()
    for (const holder of holders) for (const each of await holder.watched()) all.set(each.id, each)
    const byKey = new Map<string, Watched[]>()
    for (const each of all.values())
      for (const keyName of new Set(each.dataKeys.map((dataKey) => dataKey.keyName)))
        byKey.set(keyName, [...(byKey.get(keyName) ?? []), each])
    for (const [keyName, environments] of byKey)
      void settle(keyName, environments).catch((error: { code?: string }) =>
        logger.error({ key: keyName, code: error.code }, 'looking at a key failed'),
      )
  }
  const timer = setInterval(
    () => void look().catch((error: { code?: string }) => logger.error({ code: error.code }, 'looking at keys failed')),
    every,
  ).unref()
  return { stop: () => clearInterval(timer) }
}
