import { logKinds } from '@hoede/contract/vocabulary'
import { useLingui } from '@lingui/react/macro'

/** What a question to the log can be narrowed to, as choices in words. */
export function useLogChoices() {
  const { t } = useLingui()
  const kindNames = {
    'record-read': t`Dossier gelezen of gezocht`,
    'record-change': t`Dossier gewijzigd`,
    export: t`Gegevens meegenomen (export)`,
    emergency: t`Noodtoegang`,
    'sign-in': t`Aanmelden`,
    access: t`Rollen en toegang`,
    people: t`Medewerkers en teams`,
    settings: t`Instellingen en koppelingen`,
    log: t`De logging zelf`,
  }
  return {
    kinds: [{ value: '', label: t`Alle soorten` }, ...logKinds.map((value) => ({ value, label: kindNames[value] }))],
    outcomes: [
      { value: '', label: t`Alles` },
      { value: 'success', label: t`Gelukt` },
      { value: 'refused', label: t`Geweigerd` },
      { value: 'error', label: t`Mislukt` },
    ],
  }
}
