import type { ResetLetter, SignInReset } from '@hoede/contract'
import { recordAudit } from '../../../platform/audit/record.ts'
import { newId } from '../../../platform/crypto/ids.ts'
import { slowHash } from '../../../platform/crypto/slow-hash.ts'
import { randomText } from '../../../platform/crypto/tokens.ts'
import type { Environment } from '../../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { crockfordAlphabet, inFours } from '../../../platform/text/crockford.ts'
import { isConfirmed } from '../../access/public.ts'
import { resetRequested, tellByMail } from '../../messages/public.ts'
import { endSessions } from '../account/account.ts'
import { findInvitee } from '../invitations/invitation-queries.ts'
import { resetCredentials } from '../passwords/credentials.ts'
import { letterCharacters } from './reset-letter.ts'
import * as queries from './reset-queries.ts'

/**
 * How somebody who lost their way in gets a new one: a colleague asks, another one approves, and the person comes in with a letter
 * that they get by hand or by post. Nobody can do it alone, and nobody for themselves.
 */

/** Resets of the people within reach, with whether the asker may approve each. */
export async function listResets(
  reader: Reader,
  askerId: string,
  mayManage: boolean,
): Promise<{ items: SignInReset[] }> {
  const rows = await queries.findResets(reader)
  return { items: rows.map((row) => present(row, mayManage ? askerId : undefined)) }
}

function stateOf(row: queries.ResetRow): SignInReset['state'] {
  if (row.usedAt) return 'used'
  if (row.expired) return 'expired'
  if (row.withdrawnAt) return 'withdrawn'
  return row.approvedAt ? 'approved' : 'asked'
}

function present(row: queries.ResetRow, approverId: string | undefined): SignInReset {
  const { usedAt: _used, withdrawnAt: _withdrawn, expired: _expired, ...rest } = row
  const state = stateOf(row)
  return {
    ...rest,
    requestedAt: row.requestedAt.toISOString(),
    approvedAt: row.approvedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    state,
    mayApprove: state === 'asked' && approverId !== undefined && isSecond(row, approverId),
  }
}

const isSecond = (row: queries.ResetRow, approverId: string) =>
  approverId !== row.requestedBy.id && approverId !== row.person.id

/**
 * Asks to reset how somebody else signs in; the person hears of it by mail. It waits three days for a second colleague. The same
 * id sent twice is one. Throws Problem not-found, not-allowed (for oneself), person-left or already-exists.
 */
export async function requestReset(
  tx: Transaction,
  environment: Environment,
  askerId: string,
  personId: string,
  request: { id?: string; reason: string },
): Promise<SignInReset> {
  if (askerId === personId)
    throw new Problem('not-allowed', { detail: 'Je kunt dit niet voor jezelf vragen. Vraag het aan een collega.' })
  const reason = request.reason.replace(/\s+/g, ' ').trim()
  if (!reason) throw new Problem('invalid-input', { fields: [{ path: 'body.reason', message: 'Vul dit in.' }] })
  const subject = await findInvitee(tx, personId)
  if (!subject) throw new Problem('not-found')
  if (subject.left) throw new Problem('person-left')
  await confirmedOnly(tx, askerId)
  await queries.closeExpired(tx, personId)
  const id = request.id ?? newId()
  const inserted = await queries.insertReset(tx, { id, personId, reason, requestedBy: askerId })
  const row = await queries.findReset(tx, id)
  if (row?.person.id !== personId || row.requestedBy.id !== askerId || row.reason !== reason)
    throw new Problem('already-exists', { detail: 'Er loopt al een herstel voor deze medewerker.' })
  const { customerName } = environment
  const mail = resetRequested(customerName, row.requestedBy.name)
  if (inserted) await tellByMail(tx, personId, 'reset-requested', mail)
  return present(row, askerId)
}

/**
 * One manager who makes a second account and gives it the same role is still one person: only a right that somebody else stood
 * behind counts here, for asking and for approving (docs/security/access.md, four eyes).
 */
async function confirmedOnly(tx: Transaction, personId: string): Promise<void> {
  if (!(await isConfirmed(tx, personId, 'people:manage'))) throw new Problem('reset-unconfirmed')
}

/** Who approves: a second colleague, or the supplier at the command line (N-28), once a colleague asked. */
type Approver = { personId: string } | { supplier: string }

/**
 * Approves a reset: password and second factors are gone, every session and short code ends, open invitations are withdrawn; who
 * somebody is at a provider stays. The code of the letter is handed out here and nowhere else: only its hash is stored. Throws
 * Problem not-found, not-allowed (who asked, or whom it is about), reset-closed or person-left.
 */
export async function approveReset(
  tx: Transaction,
  by: Approver,
  resetId: string,
  host: string,
): Promise<{ letter: ResetLetter; personId: string }> {
  await queries.lockReset(tx, resetId)
  const row = await queries.findReset(tx, resetId)
  if (!row) throw new Problem('not-found')
  if ('personId' in by && !isSecond(row, by.personId))
    throw new Problem('not-allowed', { detail: 'Hier is een tweede collega voor nodig.' })
  if ('personId' in by) {
    await confirmedOnly(tx, by.personId)
    // Since it was asked, whoever asked may have lost what made them count.
    await confirmedOnly(tx, row.requestedBy.id)
  }
  if (stateOf(row) !== 'asked') throw new Problem('reset-closed')
  const { id: personId, name, userName } = row.person
  if ((await findInvitee(tx, personId))?.left) throw new Problem('person-left')
  const code = randomText(letterCharacters, crockfordAlphabet)
  const codeHash = await slowHash(code)
  const [expiresAt] = await Promise.all([
    queries.approveReset(tx, resetId, by, codeHash),
    resetCredentials(tx, personId),
    endSessions(tx, personId, 'reset'),
    'supplier' in by && logSupplier(tx, by.supplier, resetId, personId),
  ])
  const letter = {
    name,
    userName,
    address: `https://${host}/herstel`,
    code: inFours(code).toUpperCase(),
    expiresAt: expiresAt.toISOString(),
  }
  return { letter, personId }
}

const logSupplier = (tx: Transaction, supplier: string, resetId: string, personId: string) =>
  recordAudit(tx, {
    event: 'reset.approve',
    action: 'U',
    outcome: 'success',
    part: 'sign-in',
    objectId: personId,
    supplier,
    detail: { reset: resetId },
  })

/** The supplier approves what a colleague asked for somebody. Throws Problem reset-closed when nobody asked. */
export async function approveResetOf(
  tx: Transaction,
  supplier: string,
  personId: string,
  host: string,
): Promise<ResetLetter> {
  const resetId = await queries.findAsked(tx, personId)
  if (!resetId) throw new Problem('reset-closed')
  return (await approveReset(tx, { supplier }, resetId, host)).letter
}

/** Withdraws a reset that was not used yet; what an approval took away stays away. Returns whose it is. */
export async function withdrawReset(tx: Transaction, askerId: string, resetId: string): Promise<SignInReset> {
  const withdrawn = await queries.withdrawReset(tx, resetId, askerId)
  const row = await queries.findReset(tx, resetId)
  if (!row) throw new Problem('not-found')
  if (!withdrawn) throw new Problem('reset-closed')
  return present(row, askerId)
}
