import { createStore } from './store.ts'

/** 'asked': a change wants a second factor that was proven just now; the page asks for one and then goes on. */
export const proofState = createStore<'none' | 'asked'>('none')

let waiting: ((proven: boolean) => void)[] = []

/** Resolves to true when a factor was proven, to false when the person would rather not. */
export function untilProven(signal?: AbortSignal): Promise<boolean> {
  proofState.set('asked')
  return new Promise((resolve) => {
    waiting.push(resolve)
    signal?.addEventListener('abort', () => resolve(false), { once: true })
  })
}

/** The question is answered: everything that waited for it goes on, or gives up. */
export function endProof(proven: boolean): void {
  proofState.set('none')
  const resume = waiting
  waiting = []
  for (const resolve of resume) resolve(proven)
}
