import type { InvitationInfo } from '@hoede/contract'
import { recordAudit } from '../../../platform/audit/record.ts'
import { newId } from '../../../platform/crypto/ids.ts'
import { hashToken, newToken } from '../../../platform/crypto/tokens.ts'
import type { Environment } from '../../../platform/db/environments.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { passwordChanged, tellByMail } from '../../messages/public.ts'
import { personName } from '../../organisation/public.ts'
import { endReentries } from '../../shared-computers/public.ts'
import { type Caller, logSuccess, refuse } from '../guessing/attempts.ts'
import { takeBrake } from '../guessing/brake.ts'
import { checkPassword, hashPassword } from '../passwords/passwords.ts'
import * as queries from '../queries.ts'
import { type Advance, advance } from '../steps/sessions.ts'
import * as invitations from './invitation-queries.ts'

/** Who invites: a person of the customer, or the supplier at the command line (N-28). */
type Inviter = { personId: string } | { supplier: string }

/**
 * Makes an invitation that works once, for 24 hours; those before it stop working. The token is handed out here and nowhere else:
 * only its hash is stored. The endpoint's own row in the log tells of it; for the supplier, who has no endpoint, 'person.invite'
 * is logged here. Throws Problem not-found or person-left.
 */
export async function createInvitation(
  tx: Transaction,
  personId: string,
  by: Inviter,
): Promise<{ token: string; expiresAt: Date }> {
  const person = await invitations.findInvitee(tx, personId)
  if (!person) throw new Problem('not-found')
  if (person.left) throw new Problem('person-left')
  const token = newToken()
  const createdBy = 'personId' in by ? by.personId : undefined
  const [, expiresAt] = await Promise.all([
    invitations.withdrawInvitations(tx, personId),
    invitations.insertInvitation(tx, { id: newId(), personId, tokenHash: hashToken(token), createdBy }),
    'supplier' in by && logInvitation(tx, personId, by.supplier),
  ])
  return { token, expiresAt }
}

const logInvitation = (tx: Transaction, personId: string, supplier: string) =>
  recordAudit(tx, {
    event: 'person.invite',
    action: 'C',
    outcome: 'success',
    part: 'person',
    objectId: personId,
    supplier,
  })

/** The address that is handed to the person. The token stands behind the #, so that no log along the way has it. */
export const invitationLink = (host: string, token: string) => `https://${host}/uitnodiging#${token}`

/** Whose invitation it is. Returns a Problem when it does not work (any more). */
export async function lookAtInvitation(
  tx: Transaction,
  caller: Caller,
  token: string,
): Promise<InvitationInfo | Problem> {
  const found = await findOpen(tx, caller, token)
  if (found instanceof Problem) return found
  await logSuccess(tx, caller, { event: 'sign-in.invitation', personId: found.personId, detail: { accepted: false } })
  return { name: personName(found), userName: found.userName, expiresAt: found.expiresAt.toISOString() }
}

/**
 * Uses an invitation: the password is set, every session before it ends, and the sign-in goes on with its next step. Whoever had a
 * password hears of it by mail.
 */
export async function acceptInvitation(
  tx: Transaction,
  caller: Caller,
  environment: Environment,
  request: { token: string; password: string },
): Promise<Advance | Problem> {
  const found = await findOpen(tx, caller, request.token)
  if (found instanceof Problem) return found
  await checkPassword(tx, request.password, found, environment)
  const hash = await hashPassword(request.password)
  if (!(await invitations.useInvitation(tx, found.id))) throw new Problem('invitation-invalid')
  await Promise.all([
    queries.setPassword(tx, found.personId, hash),
    queries.endSessionsOf(tx, found.personId, 'new-password'),
    endReentries(tx, found.personId),
    // A newcomer has nothing that was changed; a link that somebody else opened does change what she had.
    found.passwordHash && tellByMail(tx, found.personId, 'password-changed', passwordChanged(environment.customerName)),
  ])
  const reached = await advance(tx, caller, found, ['password'])
  const { personId } = found
  await logSuccess(tx, caller, {
    event: 'sign-in.invitation',
    personId,
    sessionId: reached.sessionId,
    detail: { accepted: true },
  })
  return reached
}

async function findOpen(tx: Transaction, caller: Caller, token: string): Promise<invitations.InvitationRow | Problem> {
  const finding = invitations.findOpenInvitation(tx, hashToken(token))
  const brake = await takeBrake(tx, undefined, caller.address, false)
  const found = await finding
  const attempt = { event: 'sign-in.invitation', personId: found?.personId }
  if (brake.blocked) return refuse(tx, caller, attempt, brake.blocked)
  if (!found) {
    await brake.failed()
    return refuse(tx, caller, attempt, new Problem('invitation-invalid'))
  }
  if (!found.employed) {
    return refuse(tx, caller, attempt, new Problem('invitation-invalid', { detail: 'Je bent nog niet in dienst.' }))
  }
  return found
}
