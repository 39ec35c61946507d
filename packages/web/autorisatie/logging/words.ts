import { logKinds } from '@hoede/contract/vocabulary'
import { useLingui } from '@lingui/react/macro'
import { scopeName } from '../../ui/i18n/vocabulary.ts'
import { grounds } from './question.ts'

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
    actions: [
      { value: '', label: t`Alles` },
      { value: 'C', label: t`Gemaakt` },
      { value: 'R', label: t`Gelezen` },
      { value: 'U', label: t`Gewijzigd` },
      { value: 'D', label: t`Verwijderd` },
      { value: 'E', label: t`Uitgevoerd` },
    ],
    grounds: [
      { value: '', label: t`Elke grond` },
      ...grounds.map((value) => ({ value, label: value === 'none' ? t`zonder grond` : scopeName(value) })),
    ],
    outcomes: [
      { value: '', label: t`Alles` },
      { value: 'success', label: t`Gelukt` },
      { value: 'refused', label: t`Geweigerd` },
      { value: 'error', label: t`Mislukt` },
    ],
  }
}
