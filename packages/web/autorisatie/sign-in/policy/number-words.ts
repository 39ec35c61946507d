import { useLingui } from '@lingui/react/macro'
import type { PolicyNumber } from './policy-values.ts'

interface NumberWords {
  label: string
  /** One sentence: what it is for somebody who works here. */
  meaning: string
}

export function useNumberWords(): Record<PolicyNumber, NumberWords> {
  const { t } = useLingui()
  return {
    passwordMinLength: {
      label: t`Tekens in een wachtwoord, minstens`,
      meaning: t`Wie een nieuw wachtwoord kiest, moet zoveel tekens gebruiken. Wie al een wachtwoord heeft, merkt niets.`,
    },
    lockoutFreeTries: {
      label: t`Vergissingen zonder wachten`,
      meaning: t`Zo vaak mag je je wachtwoord of code verkeerd typen. Daarna moet je telkens langer wachten.`,
    },
    lockoutLongestSeconds: {
      label: t`Langste wachttijd, in seconden`,
      meaning: t`Langer dan dit wacht niemand na een verkeerd wachtwoord. 900 seconden is een kwartier.`,
    },
    sessionIdleMinutes: {
      label: t`Minuten zonder iets te doen`,
      meaning: t`Doe je zo lang niets, dan moet je opnieuw aanmelden. Wat je typte blijft bewaard.`,
    },
    sessionHours: {
      label: t`Uren dat een aanmelding duurt`,
      meaning: t`Daarna meldt iedereen zich opnieuw aan, ook wie druk bezig is.`,
    },
    shiftHours: {
      label: t`Uren van een dienst`,
      meaning: t`Zo lang kun je op een gedeelde computer terugkomen met je korte code.`,
    },
    phoneCodesADay: {
      label: t`Codes per dag naar één telefoon`,
      meaning: t`Krijgt een nummer er meer, dan kan die dag alleen nog een andere manier. Zo kan niemand een telefoon overspoelen.`,
    },
    phoneCodesADayAll: {
      label: t`Codes per dag voor iedereen samen`,
      meaning: t`Een rem op de kosten. Is dit aantal bereikt, dan krijgt niemand die dag nog een code op de telefoon.`,
    },
  }
}
