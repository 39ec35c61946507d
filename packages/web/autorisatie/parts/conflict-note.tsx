import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Note } from '../../ui/parts/note.tsx'

/** Somebody else was first: what stands there now, and that saving again replaces it. */
export function ConflictNote({ children }: { children: ReactNode }) {
  return (
    <Note kind="look" alert>
      <p>
        <strong>
          <Trans>Iemand anders heeft dit intussen gewijzigd.</Trans>
        </strong>
      </p>
      <p>
        <Trans>Nu staat er: {children}</Trans>
      </p>
      <p>
        <Trans>Wat jij typte staat nog in de velden. Kijk of het klopt en bewaar dan opnieuw.</Trans>
      </p>
    </Note>
  )
}
