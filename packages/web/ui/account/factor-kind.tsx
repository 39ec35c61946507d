import type { OwnFactor } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'

/** What kind of factor it is, for its owner. */
export function FactorKind({ factor: { kind, line, hint, wholeSignIn } }: { factor: OwnFactor }) {
  if (kind === 'totp') return <Trans>App met codes</Trans>
  if (kind === 'phone') {
    return line === 'fixed' ? (
      <Trans>Vaste telefoon, nummer eindigt op {hint}</Trans>
    ) : (
      <Trans>Mobiele telefoon, nummer eindigt op {hint}</Trans>
    )
  }
  return wholeSignIn ? (
    <Trans>Passkey: hiermee kun je ook zonder wachtwoord aanmelden</Trans>
  ) : (
    <Trans>Passkey of sleutel, na je wachtwoord</Trans>
  )
}
