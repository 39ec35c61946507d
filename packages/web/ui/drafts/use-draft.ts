import type { Draft } from '@hoede/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { get, put, remove } from '../api/client.ts'
import { DraftKeeper, type DraftState, emptyDraft } from './draft-keeper.ts'
import { useLocalDrafts } from './drafts-context.tsx'

export interface DraftControl extends DraftState {
  /** To be called at every change; '' when there is nothing to keep. */
  changed: (content: string) => void
  /** Away with it, after it was sent or thrown away. */
  clear: () => Promise<void>
  forgetOther: () => void
}

const closing = new Map<string, Promise<void>>()

/** Keeps what is typed under a draft's address of the API, for as long as the component is there. */
export function useDraft(address: string): DraftControl {
  const local = useLocalDrafts()
  const [state, setState] = useState<DraftState>(emptyDraft)
  const keeper = useRef<DraftKeeper | null>(null)

  useEffect(() => {
    if (!local) return
    const made = new DraftKeeper(
      {
        read: async () => (await get<{ draft: Draft | null }>(address)).draft,
        write: (content, keepalive) => put<Draft>(address, { content }, { keepalive }),
        remove: () => remove(address),
      },
      {
        read: () => local.read(address),
        write: (draft) => local.write(address, draft),
        remove: () => local.remove(address),
      },
      setState,
    )
    keeper.current = made
    // The same draft on the screen before may still be writing to this device.
    void (closing.get(address) ?? Promise.resolve()).then(() => made.start())
    const hidden = () => {
      if (document.visibilityState === 'hidden') void made.flush(true)
    }
    document.addEventListener('visibilitychange', hidden)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      closing.set(address, made.close())
      keeper.current = null
      setState(emptyDraft)
    }
  }, [local, address])

  const changed = useCallback((content: string) => keeper.current?.changed(content), [])
  const clear = useCallback(async () => keeper.current?.clear(), [])
  const forgetOther = useCallback(() => keeper.current?.forgetOther(), [])
  return { ...state, changed, clear, forgetOther }
}
