import type { ClosedPart, Closure, FamilyAccess } from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'
import { clock } from '../../ui/formats/dates.ts'
import { fromInWords, untilInWords } from '../parts/days.ts'

/** The fixed choices of this page in words. */
export function useWords() {
  const { t } = useLingui()
  const closure: Record<Closure['ground'], string> = {
    'known-person': t`bekende persoon`,
    employee: t`medewerker die ook cliënt is`,
    'family-of-employee': t`familie van een medewerker`,
    other: t`iets anders`,
  }
  const part: Record<ClosedPart['part'], string> = {
    reports: t`rapportages`,
    measurements: t`metingen`,
    bsn: t`BSN`,
  }
  const familyGround: Record<FamilyAccess['ground'], string> = {
    consent: t`de cliënt vindt het goed`,
    curator: t`curator`,
    mentor: t`mentor`,
    authorised: t`schriftelijk gemachtigd`,
    'parental-authority': t`ouder met gezag`,
    'close-family': t`naaste familie, omdat er niemand anders is`,
  }
  const familyPart: Record<FamilyAccess['parts'][number], string> = {
    particulars: t`gegevens`,
    reports: t`rapportages die de familie mag lezen`,
    measurements: t`metingen`,
  }
  return { closure, part, familyGround, familyPart }
}

/** "vanaf vandaag, geen einde", "van maandag t/m 12-3-2027". */
export function usePeriodWords() {
  const { t } = useLingui()
  return ({ from, until }: { from: string; until: string | null }) => {
    const begin = fromInWords(from)
    if (!until) return t`vanaf ${begin}`
    const end = untilInWords(until)
    // The last minute of a day says "through" by itself.
    return clock(until) === '23:59' ? t`vanaf ${begin}, ${end}` : t`vanaf ${begin} tot ${end}`
  }
}
