/** Lowest and highest value of each setting that stands alone; those of the sign-in are one policy (sign-in-policy.ts). */
export const settingBounds = {
  'former-client-days': {
    min: 0,
    max: 365,
    label: 'Dagen dat het dossier van een oud-cliënt open blijft voor het team',
  },
} as const
export type SettingKey = keyof typeof settingBounds
