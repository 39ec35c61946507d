import type { EnvironmentInfo, Me, OwnSignIn, SessionInfo } from '@hoede/contract'
import { recordAudit } from '../../../platform/audit/record.ts'
import { newId } from '../../../platform/crypto/ids.ts'
import { draftKeyOf } from '../../../platform/crypto/keys.ts'
import { hashToken, newToken } from '../../../platform/crypto/tokens.ts'
import type { Environment } from '../../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { permissionsOf } from '../../access/public.ts'
import { eventText } from '../../audit-trail/public.ts'
import { passwordChanged, tellByMail } from '../../messages/public.ts'
import { personName } from '../../organisation/public.ts'
import { endReentries, sharedComputerOf } from '../../shared-computers/public.ts'
import { type Caller, logSuccess, refuse } from '../guessing/attempts.ts'
import { takeBrake } from '../guessing/brake.ts'
import { findInvitee } from '../invitations/invitation-queries.ts'
import { checkPassword, hashPassword, isPassword } from '../passwords/passwords.ts'
import { placeOf } from '../policy/places.ts'
import { findNetworks } from '../policy/policy.ts'
import * as queries from '../queries.ts'
import { deviceInWords, factorsInWords } from '../rules.ts'
import { passwordSubject } from '../sign-in.ts'
import * as own from './account-queries.ts'

/** The person and session of a request that has entered. */
export interface Owner {
  personId: string
  sessionId: string
}

export const environmentInfo = (environment: Environment): EnvironmentInfo => ({
  customer: environment.customerName,
  kind: environment.kind,
  demo: environment.demo,
})

/** Who is signed in, and everything that they may do somewhere. */
export async function readMe(
  reader: Reader,
  environment: Environment,
  owner: Owner,
  computerToken: string | undefined,
): Promise<Me> {
  const [row, permissions, sharedComputer] = await Promise.all([
    own.findOwn(reader, owner.personId, owner.sessionId),
    permissionsOf(reader, owner.personId),
    sharedComputerOf(reader, computerToken, owner.personId),
  ])
  if (!row) throw new Problem('no-session')
  return {
    person: { id: row.personId, userName: row.userName, name: personName(row), function: row.function },
    environment: environmentInfo(environment),
    permissions,
    session: { id: owner.sessionId, expiresAt: row.expiresAt.toISOString(), idleSeconds: row.idleSeconds },
    recoveryCodesLeft: row.recoveryCodes,
    sharedComputer,
    draftKey: draftKeyOf(reader.keys.draft, owner.personId),
  }
}

/** Where somebody is signed in now, the last one seen first. */
export async function listSessions(reader: Reader, owner: Owner): Promise<{ items: SessionInfo[] }> {
  const [rows, networks] = await Promise.all([own.findLiveSessions(reader, owner.personId), findNetworks(reader)])
  const items = rows.map((row) => ({
    id: row.id,
    current: row.id === owner.sessionId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    address: row.address,
    place: placeOf(networks, row.address),
    device: deviceInWords(row.userAgent),
    factors: factorsInWords(row.factors),
  }))
  return { items }
}

const shownSignIns = 50

/** The last attempts to sign in as this person, right or wrong, the newest first: who did not do one of them can tell. */
export async function listSignIns(reader: Reader): Promise<{ items: OwnSignIn[] }> {
  const [rows, networks] = await Promise.all([own.findOwnSignIns(reader, shownSignIns), findNetworks(reader)])
  const items = rows.map((row) => ({
    at: row.at.toISOString(),
    what: eventText(row.event),
    outcome: row.outcome,
    place: placeOf(networks, row.address),
    device: row.userAgent === null ? null : deviceInWords(row.userAgent),
  }))
  return { items }
}

/** Ends one of somebody's own sessions. Throws Problem not-found for one that ended, or of somebody else. */
export async function endOwnSession(tx: Transaction, owner: Owner, sessionId: string): Promise<void> {
  if (!(await own.endSession(tx, owner.personId, sessionId))) throw new Problem('not-found')
}

/**
 * Ends all sessions of a person at once ('left', 'reset'), their short codes with them, and logs that when there were any. The
 * reason stands with each session.
 */
export async function endSessions(tx: Transaction, personId: string, because: string): Promise<number> {
  const [ended] = await Promise.all([queries.endSessionsOf(tx, personId, because), endReentries(tx, personId)])
  if (ended > 0) {
    await recordAudit(tx, {
      event: 'session.ended',
      action: 'E',
      outcome: 'success',
      part: 'sign-in',
      objectId: personId,
      detail: { because, sessions: ended },
    })
  }
  return ended
}

/** Ends every session of somebody's own but this one, and their short codes. Returns how many sessions. */
export async function endOtherSessions(tx: Transaction, { personId, sessionId }: Owner): Promise<number> {
  const ending = queries.endSessionsOf(tx, personId, 'ended-by-owner', sessionId)
  const [ended] = await Promise.all([ending, endReentries(tx, personId)])
  return ended
}

/** Ends all sessions of an employee, by a manager. Returns how many. Throws Problem not-found. */
export async function endSessionsOfEmployee(tx: Transaction, personId: string): Promise<number> {
  const ending = queries.endSessionsOf(tx, personId, 'ended-by-manager')
  const [found, ended] = await Promise.all([findInvitee(tx, personId), ending, endReentries(tx, personId)])
  if (!found) throw new Problem('not-found')
  return ended
}

/**
 * Changes the password against the current one. Other sessions end, and this one goes on under a new token (OWASP ASVS 7.2.4).
 * Returns a Problem for a wrong current password, which stays counted.
 */
export async function changePassword(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
  owner: Owner,
  request: { current: string; password: string },
): Promise<string | Problem> {
  const attempt = { event: 'password.change', ...owner }
  const account = await queries.findAccount(tx, { personId: owner.personId }, caller.address)
  if (!account) throw new Problem('no-session')
  const knownHere = Promise.resolve(account.knownHere)
  const brake = await takeBrake(tx, passwordSubject(account.userName), caller.address, knownHere)
  if (brake.blocked) return refuse(tx, caller, attempt, brake.blocked)
  if (!(await isPassword(account.passwordHash, request.current))) {
    await brake.failed()
    return refuse(tx, caller, attempt, new Problem('password-wrong'))
  }
  await checkPassword(tx, request.password, account, environment)
  const hash = await hashPassword(request.password)
  const token = newToken()
  await Promise.all([
    brake.succeeded(),
    queries.setPassword(tx, owner.personId, hash),
    queries.endSessionsOf(tx, owner.personId, 'new-password', owner.sessionId),
    endReentries(tx, owner.personId),
    tellByMail(tx, owner.personId, 'password-changed', passwordChanged(environment.customerName)),
    queries.replaceToken(tx, owner.sessionId, newId(), hashToken(token)),
    logSuccess(tx, caller, attempt),
  ])
  return token
}
