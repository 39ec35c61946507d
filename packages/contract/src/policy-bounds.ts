/** Lowest and highest value of the numbers (facts/auth-2fa-amr.md section 6). */
export const policyBounds = {
  passwordMinLength: { min: 12, max: 64 },
  lockoutFreeTries: { min: 3, max: 10 },
  lockoutLongestSeconds: { min: 60, max: 3600 },
  sessionIdleMinutes: { min: 2, max: 30 },
  sessionHours: { min: 1, max: 12 },
  shiftHours: { min: 1, max: 12 },
  phoneCodesADay: { min: 3, max: 50 },
  phoneCodesADayAll: { min: 10, max: 100_000 },
} as const
