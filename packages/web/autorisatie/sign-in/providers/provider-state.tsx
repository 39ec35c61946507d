import type { Provider } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import { CheckIcon, InfoIcon, PencilIcon } from '../../../ui/parts/icons.tsx'
import { Note } from '../../../ui/parts/note.tsx'
import parts from '../../parts/parts.module.css'
import classes from '../sign-in.module.css'

export function ProviderState({ state }: Pick<Provider, 'state'>) {
  if (state === 'on') {
    return (
      <span className={parts.state} data-kind="done">
        <CheckIcon size={18} />
        <Trans>staat aan</Trans>
      </span>
    )
  }
  return (
    <span className={parts.state} data-kind="soft">
      {state === 'draft' ? <PencilIcon size={18} /> : <InfoIcon size={18} />}
      {state === 'draft' ? <Trans>in voorbereiding</Trans> : <Trans>staat uit</Trans>}
    </span>
  )
}

/** A provider that is on and changes has to be tried again, so it goes off until then: said before somebody saves. */
export function BackToDraft({ provider }: { provider: Pick<Provider, 'state'> }) {
  if (provider.state !== 'on') return null
  return (
    <div className={classes.notes}>
      <Note kind="look">
        <Trans>
          Deze aanbieder staat aan. Wijzig je hier iets anders dan de naam, dan kan niemand er meer mee aanmelden tot er
          weer een proef is gelukt en je hem opnieuw aanzet.
        </Trans>
      </Note>
    </div>
  )
}

/** Whether the supplier of Hoede has this provider on its list, and what that means for who signs in. */
export function Approval({ approved }: Pick<Provider, 'approved'>) {
  return approved ? (
    <Trans>op de lijst van de leverancier: de tweede stap telt mee</Trans>
  ) : (
    <Trans>niet op de lijst: Hoede vraagt altijd zelf de tweede stap</Trans>
  )
}
