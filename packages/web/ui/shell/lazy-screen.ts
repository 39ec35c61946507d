import { type ComponentType, lazy } from 'react'
import { connection, lostConnection } from '../api/connection.ts'

const untilOnline = () =>
  new Promise<void>((resolve) => {
    const stop = connection.follow(() => {
      if (connection.get() !== 'online') return
      stop()
      resolve()
    })
  })

const reached = () =>
  fetch('/api/environment', { cache: 'no-store' }).then(
    () => true,
    () => false,
  )

/** Fetches a part of the application; without a connection it waits for one instead of failing. */
async function fetchPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (await reached()) throw error
    lostConnection()
    await untilOnline()
    return load()
  }
}

/** A screen that is fetched when it is first needed. */
export const lazyScreen = <P extends object>(load: () => Promise<{ default: ComponentType<P> }>) =>
  lazy(() => fetchPart(load))
