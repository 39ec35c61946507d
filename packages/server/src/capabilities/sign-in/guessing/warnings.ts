import { recordAudit } from '../../../platform/audit/record.ts'
import type { Environment, Environments } from '../../../platform/db/environments.ts'
import type { Reader } from '../../../platform/db/transaction.ts'
import { signInGuessed, signInNewPlace, tellByMail } from '../../messages/public.ts'
import { placeOf } from '../policy/places.ts'
import { findBounds } from '../policy/policy.ts'
import { deviceInWords } from '../rules.ts'

type Warning = { personId: string; at: Date } & (
  | { kind: 'guessed'; tries: number; passwordRight: boolean }
  | { kind: 'new-place'; address: string | null; userAgent: string | null }
)

/** What the last quarter of an hour brought that somebody should be told and was not yet (access.sign_ins_to_tell). */
const findWarnings = (reader: Reader): Promise<Warning[]> =>
  reader.rows<Warning>(
    `select person_id as "personId", kind, at, tries, password_right as "passwordRight", host(address) as address,
       user_agent as "userAgent"
     from access.sign_ins_to_tell()`,
  )

const moment = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Amsterdam' })

/**
 * Tells people by mail of attempts that may not be theirs (ASVS 5.0 V6.3.5): many failures, or a sign-in from a network and a browser
 * that they never used. Done apart from the attempt, which so takes the same time for an account that exists and one that does not.
 * Returns how many were told.
 */
export function tellOfSignIns(
  environments: Pick<Environments, 'transact'>,
  environment: Pick<Environment, 'id' | 'customerName'>,
): Promise<number> {
  const { customerName } = environment
  return environments.transact(environment.id, async (tx) => {
    const [warnings, bounds] = await Promise.all([findWarnings(tx), findBounds(tx)])
    let told = 0
    for (const warning of warnings) {
      const mail =
        warning.kind === 'guessed'
          ? signInGuessed(customerName, warning)
          : signInNewPlace(customerName, {
              at: moment.format(warning.at),
              place: placeOf(bounds.addressRanges, warning.address),
              device: deviceInWords(warning.userAgent),
            })
      if (!(await tellByMail(tx, warning.personId, `sign-in-${warning.kind}`, mail))) continue
      told += 1
      await recordAudit(tx, {
        event: 'session.warned',
        action: 'E',
        outcome: 'success',
        supplier: 'hoede',
        part: 'sign-in',
        objectId: warning.personId,
        detail: { kind: warning.kind },
      })
    }
    return told
  })
}
