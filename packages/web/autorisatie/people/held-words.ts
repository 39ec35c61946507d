import type { HeldItem } from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'
import { shortMoment } from '../../ui/formats/dates.ts'
import { scopeName } from '../../ui/i18n/vocabulary.ts'

/** What kind of thing it is, and which one, in words. */
export function useHeldWords() {
  const { t } = useLingui()
  const kinds: Record<HeldItem['kind'], string> = {
    session: t`Aanmelding`,
    'short-code': t`Korte code op een gedeelde computer`,
    factor: t`Tweede stap`,
    'code-sheet': t`Codeblad`,
    password: t`Wachtwoord`,
    identity: t`Account bij een aanbieder`,
    'directory-user': t`Account in de koppeling`,
    'directory-group': t`Groep in de koppeling`,
    invitation: t`Uitnodiging`,
    reset: t`Herstelverzoek`,
    grant: t`Rol`,
    emergency: t`Noodtoegang`,
    membership: t`Team`,
    'care-relation': t`Zorgrelatie`,
    shift: t`Dienst`,
    review: t`Controles, doorgegeven aan een collega`,
    message: t`Berichten die klaarstonden`,
  }
  const which = (item: HeldItem): string => {
    const { name, note, unit, scope, clientNumber, count, starts } = item
    switch (item.kind) {
      case 'grant':
        return [name, unit ?? (scope && scopeName(scope))].filter(Boolean).join(' · ')
      case 'care-relation':
        return t`${name}, cliënt ${clientNumber}`
      case 'shift':
        return [name, starts && shortMoment(starts)].filter(Boolean).join(' · ')
      case 'review':
        return [name, count].filter(Boolean).join(' · ')
      case 'message':
        return String(count ?? '')
      case 'session':
      case 'identity':
        return [name, note].filter(Boolean).join(' · ')
      default:
        return name
    }
  }
  return { kind: (item: HeldItem) => kinds[item.kind], which }
}
