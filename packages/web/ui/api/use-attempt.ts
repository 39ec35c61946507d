import { useCallback, useRef } from 'react'
import { newId } from './ids.ts'

/**
 * The id for what is about to be created: the same as at the last try when the content is the same, so that sending it again after
 * an answer got lost does not make a second one. `done` begins anew.
 */
export function useAttempt(): { idFor: (content: object) => string; done: () => void } {
  const last = useRef<{ id: string; content: string }>(undefined)
  const idFor = useCallback((content: object) => {
    const text = JSON.stringify(content)
    if (last.current?.content !== text) last.current = { id: newId(), content: text }
    return last.current.id
  }, [])
  const done = useCallback(() => {
    last.current = undefined
  }, [])
  return { idFor, done }
}
