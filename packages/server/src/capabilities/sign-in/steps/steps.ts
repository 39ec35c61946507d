import type { FactorMethod } from '@hoede/contract'

/** What somebody knows, has, or is (facts/auth-2fa-amr.md section 1). */
type FactorClass = 'know' | 'have' | 'are'

/** Everything that can prove who somebody is, and of which kinds the proof is. */
const classes = {
  password: ['know'],
  totp: ['have'],
  sms: ['have'],
  voice: ['have'],
  passkey: ['have'],
  /** A passkey that asked for its PIN or a fingerprint itself: a whole sign-in (WebAuthn section 6.2.3, user verification). */
  'passkey-verified': ['have', 'know'],
  /** A look-up secret on paper (NIST SP 800-63B-4 section 3.1.2). */
  'recovery-code': ['have'],
  /** Single sign-on that proved one factor, or about which is not known what it proved. */
  provider: ['know'],
  /** Single sign-on at an approved provider that proved two. */
  'provider-two': ['know', 'have'],
  /** The short code of a shared computer, and that computer, on which the person signed in completely in this shift. */
  pin: ['know'],
  'shared-computer': ['have'],
} as const satisfies Record<string, readonly FactorClass[]>

export type Factor = keyof typeof classes

/** What an account has besides a first factor. */
export interface Account {
  /** Registered second factors with the ways to use them now; when none is allowed any more, those that are not. */
  choices: readonly { method: FactorMethod }[]
  /** Is one of them allowed, and not the printed sheet alone? */
  usable: boolean
}

export interface Step {
  /** The stage of a session that waits for this step; as the contract names it. */
  name: 'second-factor' | 'enrolment' | 'complete'
  isDue(proven: readonly Factor[], account: Account): boolean
}

/**
 * The sign-in after its first factor, as the list of what may still be asked: the first step that is due comes next. Nothing but
 * the last step reaches data, and it asks for two kinds of proof. Whoever has no allowed factor of their own registers one, unless
 * another way proved both kinds already.
 */
export const steps: readonly Step[] = [
  { name: 'second-factor', isDue: (proven, account) => !isTwoFactor(proven) && account.choices.length > 0 },
  {
    name: 'enrolment',
    isDue: (proven, account) => !isTwoFactor(proven) || (!account.usable && !provenElsewhere(proven)),
  },
  { name: 'complete', isDue: (proven) => isTwoFactor(proven) },
]

const provenElsewhere = (proven: readonly Factor[]) =>
  proven.includes('provider-two') || proven.includes('shared-computer')

export function nextStep(proven: readonly Factor[], account: Account): Step {
  const step = steps.find((each) => each.isDue(proven, account))
  if (!step) throw new Error('no step of the sign-in is due')
  return step
}

/** Two factors are two of different kinds. */
export function isTwoFactor(proven: readonly Factor[]): boolean {
  return new Set<FactorClass>(proven.flatMap((factor) => classes[factor])).size >= 2
}
