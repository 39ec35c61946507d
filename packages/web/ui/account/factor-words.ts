import type { OwnFactor } from '@hoede/contract'
import type { useLingui } from '@lingui/react/macro'

type Translate = ReturnType<typeof useLingui>['t']

/** What kind of factor it is, for its owner. */
export function kindInWords({ kind, line, hint, wholeSignIn }: OwnFactor, t: Translate): string {
  if (kind === 'totp') return t`App met codes`
  if (kind === 'phone') {
    return line === 'fixed'
      ? t`Vaste telefoon, nummer eindigt op ${hint}`
      : t`Mobiele telefoon, nummer eindigt op ${hint}`
  }
  return wholeSignIn
    ? t`Passkey: hiermee kun je ook zonder wachtwoord aanmelden`
    : t`Passkey of sleutel, na je wachtwoord`
}
