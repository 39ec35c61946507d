import { useLingui } from '@lingui/react/macro'

/** What a message is for, by the code that the server keeps; an unknown one stands as it is. */
export function usePurposeWords(): (purpose: string) => string {
  const { t } = useLingui()
  const words: Record<string, string> = {
    'sign-in-code': t`code om aan te melden`,
    'factor-added': t`er kwam een tweede stap bij`,
    'factor-removed': t`er ging een tweede stap weg`,
    'recovery-codes': t`er is een nieuw codeblad`,
    'password-changed': t`het wachtwoord is gewijzigd`,
    'reset-requested': t`er is herstel aangevraagd`,
    'reset-done': t`het aanmelden is hersteld`,
    'contact-changed': t`mailadres of telefoonnummer is gewijzigd`,
    'emergency-began': t`noodtoegang begon`,
    'move-refused': t`een geplande overplaatsing ging niet door`,
    'sign-in-guessed': t`vaak vergeefs aangemeld`,
    'sign-in-new-place': t`aangemeld vanaf een nieuwe plek`,
    test: t`testbericht`,
  }
  return (purpose) => words[purpose] ?? purpose
}

/** Why a message was not sent, in words; an unknown code stands as it is, for the helpdesk. */
export function useFailureWords(): (failure: string) => string {
  const { t } = useLingui()
  const words: Record<string, string> = {
    'no-gateway': t`er is geen verzender voor dit soort bericht`,
    unreachable: t`de verzender was niet te bereiken`,
    'too-slow': t`de verzender antwoordde niet op tijd`,
    refused: t`de verzender nam het bericht niet aan`,
    'bad-credentials': t`de sleutel of het wachtwoord bij de verzender klopt niet`,
    'bad-answer': t`het antwoord van de verzender was niet te begrijpen`,
    'bad-recipient': t`het nummer of adres bestaat niet`,
    'not-delivered': t`de verzender kon het niet bezorgen`,
    unreadable: t`het bericht was niet meer te openen`,
  }
  return (failure) => words[failure] ?? failure
}
