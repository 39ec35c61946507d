import type { Me } from '@hoede/contract'
import type { Permission } from '@hoede/contract/vocabulary'
import { createContext, use } from 'react'

export interface SignedIn {
  me: Me
  /** What the server said this person may do somewhere; what is possible in one record stands in that record's own `may`. */
  may: (permission: Permission) => boolean
  /** Ends the session and empties the page; drafts stay kept, sealed. */
  signOut: () => Promise<void>
}

export const SignedInContext = createContext<SignedIn | null>(null)

/** The person who is signed in; only inside of the gate. */
export function useSignedIn(): SignedIn {
  const signedIn = use(SignedInContext)
  if (!signedIn) throw new Error('nobody is signed in here')
  return signedIn
}
