/** Everything that can prove who somebody is. SMS, a call, a passkey and an approved single sign-on get a line here. */
const classes = {
  password: 'know',
  totp: 'have',
  /** A look-up secret on paper (NIST SP 800-63B-4 section 3.1.2). */
  'recovery-code': 'have',
} as const satisfies Record<string, 'know' | 'have' | 'are'>

export type Factor = keyof typeof classes
export type SecondFactor = Exclude<Factor, 'password'>

/** What an account has besides a password. */
export interface Account {
  totp: boolean
  recoveryCodes: number
}

export interface Step {
  /** The stage of a session that waits for this step; as the contract names it. */
  name: 'second-factor' | 'enrolment' | 'complete'
  isDue(proven: readonly Factor[], account: Account): boolean
  /** With what the step can be taken. */
  factors(account: Account): SecondFactor[]
}

/**
 * The sign-in after its first factor, as the list of what may still be asked: the first step that is due comes next. Whoever adds
 * a factor adds it to the step where it can be used. Nothing but the last step reaches data, and it asks for two kinds of proof.
 */
export const steps: readonly Step[] = [
  {
    name: 'second-factor',
    isDue: (proven, account) => account.totp && !isTwoFactor(proven),
    factors: (account) => ['totp', ...(account.recoveryCodes > 0 ? (['recovery-code'] as const) : [])],
  },
  { name: 'enrolment', isDue: (_proven, account) => !account.totp, factors: () => ['totp'] },
  { name: 'complete', isDue: (proven) => isTwoFactor(proven), factors: () => [] },
]

export function nextStep(proven: readonly Factor[], account: Account): Step {
  const step = steps.find((each) => each.isDue(proven, account))
  if (!step) throw new Error('no step of the sign-in is due')
  return step
}

/** Two factors are two of different kinds: something one knows, has or is (facts/auth-2fa-amr.md section 1). */
export function isTwoFactor(proven: readonly Factor[]): boolean {
  return new Set(proven.map((factor) => classes[factor])).size >= 2
}
