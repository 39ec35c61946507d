import type { Worry } from './rules.ts'

/** For the operator; the page of a customer has words of its own. */
export const worryTexts: Record<Worry, string> = {
  'none-yet': 'nog geen enkele',
  overdue: 'te lang geleden',
  failing: 'de laatste twee mislukten',
  shrinking: 'de laatste is opvallend klein',
  growing: 'de laatste is opvallend groot',
  'not-away': 'er staat niets op een andere plaats',
  'copies-behind': 'een bewaarplaats loopt achter',
  'never-proven': 'nog niet bewezen',
  'proof-overdue': 'al meer dan een week niet bewezen',
  'proof-wrong': 'het laatste bewijs was niet goed',
}

/** Why a backup is held and who says so; a person of the customer has no name here, only a number. */
export const holdText = ({ heldBecause, heldBy }: { heldBecause: string | null; heldBy: string | null }): string =>
  heldBecause
    ? `${heldBecause} (${!heldBy || /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(heldBy) ? 'op de pagina' : heldBy})`
    : ''
