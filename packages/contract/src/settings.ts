/** Lowest and highest value of each setting (session bounds: NIST SP 800-63B-4 AAL2 and facts/auth-2fa-amr.md section 6). */
export const settingBounds = {
  'session-idle-minutes': { min: 2, max: 30, label: 'Minuten zonder activiteit voordat je opnieuw moet aanmelden' },
  'session-hours': { min: 1, max: 12, label: 'Uren dat een aanmelding hoogstens duurt' },
  'former-client-days': {
    min: 0,
    max: 365,
    label: 'Dagen dat het dossier van een oud-cliënt open blijft voor het team',
  },
} as const
export type SettingKey = keyof typeof settingBounds
