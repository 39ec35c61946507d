import { createStore } from './store.ts'

/** 'ended': a call said that there is no session (any more); the page waits for the same person to sign in again. */
export const sessionState = createStore<'none' | 'active' | 'ended'>('none')

/** When the server last heard from this browser with a valid session (ms since 1970). */
export const lastHeard = createStore<number>(0)

let waiting: (() => void)[] = []

/** Resolves when the same person has signed in again; calls that were under way then go on. */
export function untilSignedInAgain(signal?: AbortSignal): Promise<void> {
  sessionState.set('ended')
  return new Promise((resolve, reject) => {
    waiting.push(resolve)
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** The same person signed in (again): what waited goes on. */
export function sessionBegan(): void {
  lastHeard.set(Date.now())
  sessionState.set('active')
  const resume = waiting
  waiting = []
  for (const resolve of resume) resolve()
}

/** Signed out on purpose: nothing waits any more. */
export function sessionLeft(): void {
  waiting = []
  sessionState.set('none')
}
