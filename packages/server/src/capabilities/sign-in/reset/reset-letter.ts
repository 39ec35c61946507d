import type { InvitationInfo } from '@hoede/contract'
import { matchesSlowHash } from '../../../platform/crypto/slow-hash.ts'
import type { Environment } from '../../../platform/db/environments.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { readCrockford } from '../../../platform/text/crockford.ts'
import { resetDone, tellByMail } from '../../messages/public.ts'
import { personName } from '../../organisation/public.ts'
import { endReentries } from '../../shared-computers/public.ts'
import { type Caller, logSuccess, refuse } from '../guessing/attempts.ts'
import { takeBrake } from '../guessing/brake.ts'
import { checkPassword, hashPassword } from '../passwords/passwords.ts'
import * as queries from '../queries.ts'
import { type Advance, advance } from '../steps/sessions.ts'
import * as resets from './reset-queries.ts'

/** 16 characters of 5 bits are 80 bits: more than the 64 that NIST SP 800-63B-4 asks of saved recovery codes. */
export const letterCharacters = 16

interface Letter {
  userName: string
  code: string
}

/** Whose letter it is. Returns a Problem when it does not work, the same for a name that nobody has. */
export async function lookAtLetter(tx: Transaction, caller: Caller, letter: Letter): Promise<InvitationInfo | Problem> {
  const found = await proveLetter(tx, caller, letter)
  if (found instanceof Problem) return found
  await logSuccess(tx, caller, { event: 'sign-in.reset', personId: found.personId, detail: { accepted: false } })
  return { name: personName(found), userName: found.userName, expiresAt: found.expiresAt.toISOString() }
}

/** Uses a letter: the password is set, the person hears of it by mail, and the sign-in goes on with registering a factor. */
export async function acceptLetter(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
  request: Letter & { password: string },
): Promise<Advance | Problem> {
  const found = await proveLetter(tx, caller, request)
  if (found instanceof Problem) return found
  const { personId } = found
  await checkPassword(tx, request.password, found, environment)
  const hash = await hashPassword(request.password)
  if (!(await resets.useLetter(tx, found.id))) throw new Problem('reset-invalid')
  await Promise.all([
    queries.setPassword(tx, personId, hash),
    queries.endSessionsOf(tx, personId, 'new-password'),
    endReentries(tx, personId),
    tellByMail(tx, personId, 'reset-done', resetDone(environment.customerName)),
  ])
  const reached = await advance(tx, caller, found, ['password'])
  const { sessionId } = reached
  await logSuccess(tx, caller, { event: 'sign-in.reset', personId, sessionId, detail: { accepted: true } })
  return reached
}

/** Somebody unknown and somebody without a letter get the answer of a wrong code, after the same work. */
async function proveLetter(tx: Transaction, caller: Caller, letter: Letter): Promise<resets.LetterRow | Problem> {
  const userName = letter.userName.trim().toLowerCase()
  const finding = resets.findLetter(tx, userName)
  const whose = queries.findAccount(tx, { userName }, caller.address)
  const brake = await takeBrake(tx, `reset ${userName}`, caller.address, false)
  const [found, account] = await Promise.all([finding, whose])
  const attempt = { event: 'sign-in.reset', personId: account?.personId }
  if (brake.blocked) return refuse(tx, caller, attempt, brake.blocked)
  const right = await matchesSlowHash(found?.codeHash, readCrockford(letter.code, letterCharacters) ?? letter.code)
  if (!found || !right) {
    await brake.failed()
    return refuse(tx, caller, attempt, new Problem('reset-invalid'))
  }
  await brake.succeeded()
  return found
}
