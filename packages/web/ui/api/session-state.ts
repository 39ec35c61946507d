import { createStore } from './store.ts'

/**
 * 'ended': a call said that there is no session (any more); the page waits for the same person to sign in again.
 * 'moved': the session goes on elsewhere than where it began, and the server asks a second factor first.
 */
export const sessionState = createStore<'none' | 'active' | 'ended' | 'moved'>('none')

/** When the server last heard from this browser with a valid session (ms since 1970). */
export const lastHeard = createStore<number>(0)

let waiting: (() => void)[] = []

/** Resolves when the same person has signed in again; calls that were under way then go on. */
export function untilSignedInAgain(why: 'ended' | 'moved', signal?: AbortSignal): Promise<void> {
  // While the factor is asked, other calls hear that there is no session: it is still the one that moved.
  if (sessionState.get() !== 'moved') sessionState.set(why)
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

/** The moved session cannot go on with a factor alone: it is an ordinary sign-in from here. */
export function sessionEnded(): void {
  if (sessionState.get() === 'moved') sessionState.set('ended')
}

/** Signed out on purpose: nothing waits any more. */
export function sessionLeft(): void {
  waiting = []
  sessionState.set('none')
}
