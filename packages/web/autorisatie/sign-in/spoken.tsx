import type { ReactNode } from 'react'

/** What the server says in Dutch, whatever the language of the page is: read out as Dutch. */
export function InDutch({ children }: { children: ReactNode }) {
  return <span lang="nl">{children}</span>
}
