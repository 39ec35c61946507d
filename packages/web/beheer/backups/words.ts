import type { Backup, BackupLook, BackupWorry } from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'
import { number } from '../../ui/formats/numbers.ts'

/** 12345678 as '12,3 MB'. */
export function size(bytes: number): string {
  const [unit, divisor] = bytes < 1e6 ? ['kB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9]
  return `${number(bytes / Number(divisor), 1)} ${unit}`
}

export function useStateNames(): Record<Backup['state'], string> {
  const { t } = useLingui()
  return { asked: t`gevraagd`, running: t`wordt gemaakt`, made: t`gemaakt`, failed: t`mislukt`, removed: t`opgeruimd` }
}

export function useReasonNames(): Record<Backup['reason'], string> {
  const { t } = useLingui()
  return { schedule: t`volgens schema`, asked: t`gevraagd`, 'before-restore': t`vóór een terugzetting` }
}

export function useLooks(): { value: BackupLook | ''; label: string }[] {
  const { t } = useLingui()
  return [
    { value: '', label: t`Alles` },
    { value: 'busy', label: t`Gevraagd of bezig` },
    { value: 'made', label: t`Gemaakt` },
    { value: 'proven', label: t`Bewezen teruggezet` },
    { value: 'held', label: t`Vastgehouden` },
    { value: 'failed', label: t`Mislukt` },
    { value: 'removed', label: t`Opgeruimd` },
  ]
}

/** What asks for attention, and what to do about it. */
export function useWorries(): Record<BackupWorry, string> {
  const { t } = useLingui()
  return {
    'none-yet': t`Er is nog geen reservekopie gemaakt. Komt de eerste niet binnen een uur, bel dan je leverancier.`,
    overdue: t`De volgende reservekopie is te laat. Vraag je leverancier of het programma voor reservekopieën draait.`,
    failing: t`De laatste twee reservekopieën mislukten. Hoede probeert het elk kwartier opnieuw; vraag je leverancier ernaar te kijken.`,
    shrinking: t`De laatste reservekopie is veel kleiner dan gewoonlijk. Is er veel verwijderd? Zo niet, houd een oudere vast en bel je leverancier.`,
    growing: t`De laatste reservekopie is veel groter dan gewoonlijk. Is er veel bij gekomen, dan klopt dat; vraag het anders je leverancier.`,
    'not-away': t`Alle bewaarplaatsen staan naast de databank. Bij brand of diefstal zijn beide weg. Vraag je leverancier om een bewaarplaats elders.`,
    'copies-behind': t`Een bewaarplaats mist reservekopieën al langer dan een uur. Hoede vult haar aan zodra zij weer antwoordt; blijft het zo, bel dan je leverancier.`,
    'never-proven': t`Nog geen reservekopie is bewezen teruggezet. Dat gebeurt vanzelf; is er morgen nog geen bewijs, bel dan je leverancier.`,
    'proof-overdue': t`Er is al langer dan acht dagen geen reservekopie bewezen teruggezet. Vraag je leverancier waarom.`,
    'proof-wrong': t`Bij het laatste terugzetten klopte de reservekopie niet. Houd een oudere vast die wel is bewezen en bel je leverancier nu.`,
  }
}
