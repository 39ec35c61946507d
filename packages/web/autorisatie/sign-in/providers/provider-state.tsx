import type { Provider } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import { CheckIcon, InfoIcon, PencilIcon } from '../../../ui/parts/icons.tsx'
import parts from '../../parts/parts.module.css'

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

/** Whether the supplier of Hoede has this provider on its list, and what that means for who signs in. */
export function Approval({ approved }: Pick<Provider, 'approved'>) {
  return approved ? (
    <Trans>op de lijst van de leverancier: de tweede stap telt mee</Trans>
  ) : (
    <Trans>niet op de lijst: Hoede vraagt altijd zelf de tweede stap</Trans>
  )
}
