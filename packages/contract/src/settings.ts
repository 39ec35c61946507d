/** Lowest and highest value of each setting that stands alone; those of the sign-in are one policy (sign-in-policy.ts). */
export const settingBounds = {
  'former-client-days': {
    min: 0,
    max: 365,
    label: 'Dagen dat het dossier van een oud-cliënt open blijft voor het team',
  },
  'emergency-minutes': { min: 5, max: 60, label: 'Noodtoegang duurt ten hoogste zoveel minuten' },
  'emergency-per-day': { min: 1, max: 20, label: 'Noodtoegang mag één medewerker hoogstens zo vaak per etmaal' },
  'emergency-units': { min: 0, max: 1, label: 'Noodtoegang mag ook voor een hele afdeling (1 = ja)' },
  'roster-minutes-before': { min: 0, max: 2880, label: 'Minuten vóór een dienst dat het rooster toegang geeft' },
  'roster-minutes-after': { min: 0, max: 2880, label: 'Minuten na een dienst dat het rooster toegang geeft' },
  'role-change-approval': {
    min: 0,
    max: 1,
    label: 'Een tweede collega keurt wijzigingen van rollen in gebruik goed (1 = ja)',
  },
  'log-retention-years': { min: 5, max: 20, label: 'Jaren dat de logging bewaard blijft' },
  'review-unused-days': { min: 30, max: 365, label: 'Dagen waarna een autorisatie ongebruikt heet' },
  'sync-removal-percent': {
    min: 1,
    max: 50,
    label: 'Percentage medewerkers dat een synchronisatie hoogstens uit dienst meldt zonder te vragen',
  },
} as const
export type SettingKey = keyof typeof settingBounds
