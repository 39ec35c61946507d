import { createStore } from './store.ts'

/** Whether the server can be reached, as the last call found out. */
export const connection = createStore<'online' | 'offline'>('online')

let probe: ReturnType<typeof setTimeout> | undefined

/** A call got no answer: tells the page, and tries every five seconds until one comes. */
export function lostConnection(): void {
  connection.set('offline')
  if (probe) return
  const attempt = async () => {
    probe = undefined
    const reached = await fetch('/api/environment', { cache: 'no-store' }).then(
      (answer) => answer.status < 500,
      () => false,
    )
    if (reached) connection.set('online')
    else lostConnection()
  }
  probe = setTimeout(attempt, 5000)
}

/** Any answer of the server says that it is there. */
export function haveConnection(): void {
  if (probe) clearTimeout(probe)
  probe = undefined
  connection.set('online')
}
