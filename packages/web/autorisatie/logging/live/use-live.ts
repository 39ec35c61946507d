import type { LogLiveBegun, LogLiveEnded, LogLiveRows, Me } from '@hoede/contract'
import { useEffect, useReducer, useState } from 'react'
import { get } from '../../../ui/api/client.ts'
import { after, noRows } from './live-rows.ts'

/** 'lost': the server did not let it in (ten look along already), or is away longer than the browser tries by itself. */
export type LivePhase = 'connecting' | 'on' | 'lost' | 'refused'

/** The log while it is written. The browser comes back by itself to where it was; after signing in again this does. */
export function useLive(filter: string) {
  const [state, step] = useReducer(after, noRows)
  const [phase, setPhase] = useState<LivePhase>('connecting')
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens it anew
  useEffect(() => {
    const leaving = new AbortController()
    let position = ''
    let source: EventSource | undefined
    const open = () => {
      const query = new URLSearchParams(filter)
      if (position) query.set('after', position)
      source = new EventSource(`/api/log/live?${query}`)
      const on = (name: string, handle: (data: unknown) => void) =>
        source?.addEventListener(name, (event: MessageEvent<string>) => {
          position = event.lastEventId
          handle(JSON.parse(event.data))
        })
      on('begun', (data) => {
        setPhase('on')
        step({ kind: 'begun', missed: (data as LogLiveBegun).missed })
      })
      on('rows', (data) => step({ kind: 'rows', items: (data as LogLiveRows).items }))
      on('ended', (data) => {
        source?.close()
        if ((data as LogLiveEnded).code === 'no-session') void again()
        else setPhase('refused')
      })
      source.onerror = () => setPhase(source?.readyState === EventSource.CLOSED ? 'lost' : 'connecting')
    }
    /** Asking who one is waits until somebody signed in again. */
    const again = () => {
      setPhase('connecting')
      return get<Me>('/me', { signal: leaving.signal }).then(open, () => setPhase('lost'))
    }
    step({ kind: 'clear' })
    setPhase('connecting')
    open()
    return () => {
      leaving.abort()
      source?.close()
    }
  }, [filter, attempt])
  return { ...state, phase, step, retry: () => setAttempt(attempt + 1) }
}
