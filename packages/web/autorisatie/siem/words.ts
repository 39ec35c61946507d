import type { SiemFailure } from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'

/** Why rows do not arrive, and what to do about it. */
export function useFailureWords(): Record<SiemFailure, string> {
  const { t } = useLingui()
  return {
    'name-not-found': t`Deze naam bestaat niet op het netwerk. Kijk of hij goed is geschreven.`,
    'address-refused': t`Naar dit adres maakt Hoede geen verbinding: het hoort bij het eigen netwerk van de server.`,
    refused: t`Op dit adres luistert niets op deze poort. Kijk of de ontvanger aanstaat en of de poort klopt.`,
    unreachable: t`Dit adres is niet te bereiken. Vraag je netwerkbeheerder of Hoede erbij mag.`,
    'timed-out': t`De ontvanger antwoordt niet op tijd. Vraag je netwerkbeheerder of Hoede erbij mag.`,
    'no-tls': t`De ontvanger spreekt hier geen TLS. Kies de poort voor syslog over TLS, meestal 6514.`,
    'certificate-not-trusted': t`Het certificaat van de ontvanger is niet vertrouwd. Plak hieronder het certificaat van de autoriteit die het gaf.`,
    'certificate-other-name': t`Het certificaat van de ontvanger is voor een andere naam dan hier staat.`,
    'certificate-expired': t`Het certificaat van de ontvanger is verlopen of nog niet geldig.`,
    'client-certificate-refused': t`De ontvanger vraagt een certificaat van Hoede, of neemt dit niet aan.`,
    broken: t`De verbinding brak af. Hoede probeert het vanzelf opnieuw.`,
    'not-confirmed': t`De ontvanger bevestigde niet dat hij alles las. Hoede stuurt het nog een keer.`,
  }
}
