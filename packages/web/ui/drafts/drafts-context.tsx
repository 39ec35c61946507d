import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { useSignedIn } from '../session/signed-in.ts'
import { LocalDrafts } from './local-drafts.ts'
import { createSealer } from './seal.ts'

const DraftsContext = createContext<LocalDrafts | null>(null)

/** The drafts of the person who is signed in; null for the moment it takes to make the key. */
export const useLocalDrafts = () => use(DraftsContext)

export function DraftsProvider({ children }: { children: ReactNode }) {
  const { me } = useSignedIn()
  const [drafts, setDrafts] = useState<LocalDrafts | null>(null)
  useEffect(() => {
    let wanted = true
    void createSealer(me.draftKey).then((sealer) => {
      if (!wanted) return
      const made = new LocalDrafts(sealer, localStorage)
      made.prune()
      setDrafts(made)
    })
    return () => {
      wanted = false
    }
  }, [me.draftKey])
  return <DraftsContext value={drafts}>{children}</DraftsContext>
}
