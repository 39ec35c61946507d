import type { Factor } from './steps/steps.ts'

/** How somebody who guesses is slowed down. It grows with each failure, is never for good, and wears off. */
export interface BrakePolicy {
  /** Failures that cost nothing. */
  free: number
  /** The longest delay in seconds. */
  longest: number
  /** So many seconds without a failure make one failure forgotten. */
  forgetsOneIn: number
}

export const brakePolicies = {
  /**
   * One account, or the second factor of one person: after the fourth failure 1, 2, 4 … seconds, at most 15 minutes. How many are
   * free and which delay is the longest stand in the policy of the environment; these are where it begins.
   */
  account: { free: 4, longest: 900, forgetsOneIn: 3600 },
  /** One address, behind which a whole location can sit: wide, and after that some four failures a minute. */
  address: { free: 100, longest: 30, forgetsOneIn: 10 },
} as const satisfies Record<string, BrakePolicy>

export interface BrakeState {
  failures: number
  lastFailureAt: Date
  blockedUntil: Date
}

/** The state after one more failure. Beyond the longest delay failures are not counted on, so that they wear off in time. */
export function afterFailure(policy: BrakePolicy, before: BrakeState | undefined, now: Date): BrakeState {
  const idle = before ? Math.max(0, now.getTime() - before.lastFailureAt.getTime()) / 1000 : 0
  const left = Math.max(0, (before?.failures ?? 0) - Math.floor(idle / policy.forgetsOneIn))
  const most = policy.free + 1 + Math.ceil(Math.log2(policy.longest))
  const failures = Math.min(most, left + 1)
  const delay = failures <= policy.free ? 0 : Math.min(policy.longest, 2 ** (failures - policy.free - 1))
  return { failures, lastFailureAt: now, blockedUntil: new Date(now.getTime() + delay * 1000) }
}

/** Whole seconds until the next attempt is looked at; 0 when that is now. */
export const secondsToWait = (state: Pick<BrakeState, 'blockedUntil'> | undefined, now: Date): number =>
  state ? Math.max(0, Math.ceil((state.blockedUntil.getTime() - now.getTime()) / 1000)) : 0

/** The address that failures are counted by: an IPv6 network of 64 bits, as one subscriber has all addresses in it. */
export function addressRange(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after].map((group) => group.replace(/^0+(?=.)/, ''))
  return `${groups.slice(0, 4).join(':')}::/64`
}

const browsers: [RegExp, string][] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\/|\bOPT\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b|\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'Chromebook'],
  [/\bLinux\b/, 'Linux'],
]

/** "Chrome op Windows": a browser in words, for the list of own sessions. Only a hint, as a browser can say anything. */
export function deviceInWords(userAgent: string | null): string {
  const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  const browser = find(browsers)
  const system = find(systems)
  if (browser) return system ? `${browser} op ${system}` : browser
  return system ? `Een programma op ${system}` : 'Een onbekend programma'
}

const factorWords: Record<Factor, string> = {
  password: 'wachtwoord',
  totp: 'code uit de app',
  sms: 'sms-code',
  voice: 'gesproken code',
  passkey: 'passkey',
  'passkey-verified': 'passkey',
  'recovery-code': 'code van het codeblad',
  provider: 'aanmelding via je organisatie',
  'provider-two': 'aanmelding via je organisatie in twee stappen',
  pin: 'korte code',
  'shared-computer': 'gedeelde computer',
}

/** "wachtwoord en sms-code": with what a session was begun. */
export function factorsInWords(factors: readonly Factor[]): string {
  const words = factors.map((factor) => (Object.hasOwn(factorWords, factor) ? factorWords[factor] : factor))
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} en ${words.at(-1)}`
}
