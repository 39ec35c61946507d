import { generateSecret, generateURI, verifySync } from 'otplib'

/** RFC 6238 with what every authenticator app knows: SHA-1, six digits, 30 seconds. */
const period = 30

/** A new key in base32: 160 bits (RFC 4226 section 4 advises that length). */
export const newTotpKey = () => generateSecret({ length: 20 })

/** What the QR code holds (Key URI Format); the app shows the issuer and the user name. */
export function totpUri(key: string, account: { customer: string; kind: string; userName: string }): string {
  // A colon would part issuer and name in the wrong place.
  const customer = account.customer.replaceAll(':', ' ')
  const issuer = account.kind === 'production' ? `Hoede (${customer})` : `Hoede (${customer}, ${account.kind})`
  return generateURI({ issuer, label: account.userName, secret: key })
}

/**
 * The time step that a code belongs to, or undefined when it is wrong. One step of tolerance either way: a clock or a person may
 * be half a minute off (RFC 6238 section 5.2). A step that was accepted before, or one before it, is refused: a code counts once.
 */
export function acceptedStep(key: string, code: string, now: Date, lastStep: number): number | undefined {
  const digits = code.replaceAll(' ', '')
  if (!/^\d{6}$/.test(digits)) return undefined
  const epoch = Math.floor(now.getTime() / 1000)
  // The library takes it as an error when the last step lies beyond what can be accepted now (a clock that was set back).
  if (lastStep >= Math.floor(epoch / period) + 1) return undefined
  const result = verifySync({ secret: key, token: digits, epoch, epochTolerance: period, afterTimeStep: lastStep })
  return result.valid && 'timeStep' in result ? result.timeStep : undefined
}
