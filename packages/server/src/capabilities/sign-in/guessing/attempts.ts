import { type AuditRecord, recordAudit } from '../../../platform/audit/record.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Call } from '../../../platform/http/endpoint.ts'
import type { Problem } from '../../../platform/http/problem.ts'

export type Caller = Call['caller']

type Attempt = Pick<AuditRecord, 'event' | 'personId' | 'sessionId' | 'detail'>

/**
 * Every attempt is in the log, right or wrong: NEN 7513 asks for the log-in and log-out of users (DICOM audit codes 110122 Login,
 * 110123 Logout). Somebody who is not known is logged without the name that was typed: it can be a password.
 */
async function logAttempt(
  tx: Transaction,
  caller: Caller,
  attempt: Attempt & Pick<AuditRecord, 'outcome' | 'problem'>,
): Promise<void> {
  await recordAudit(tx, {
    ...attempt,
    action: 'E',
    part: 'sign-in',
    objectId: attempt.personId,
    address: caller.address,
    traceId: caller.traceId,
  })
}

export const logSuccess = (tx: Transaction, caller: Caller, attempt: Attempt): Promise<void> =>
  logAttempt(tx, caller, { ...attempt, outcome: 'success' })

/** Logs a refusal and hands the problem back, to be returned: what was counted and logged stays. */
export async function refuse(tx: Transaction, caller: Caller, attempt: Attempt, problem: Problem): Promise<Problem> {
  await logAttempt(tx, caller, { ...attempt, outcome: 'refused', problem: problem.code })
  return problem
}
