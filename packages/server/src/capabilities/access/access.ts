import { type Grant, type NewGrant, permissions, type Setting, type SettingKey, settingBounds } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { keepApart } from '../duties/public.ts'
import { keepsSecondStep } from '../sign-in/public.ts'
import { keepingAManager } from './managers.ts'
import * as queries from './queries.ts'
import { covers, isSetting, isWithinBounds, refusalOfGrant } from './rules.ts'
import { isSameScope, orProblem, resolveScope, wantedScope } from './scope.ts'

export const listPermissions = () => ({ items: Object.entries(permissions).map(([name, text]) => ({ name, text })) })

/** Everything that a person was ever given: what works now, what is coming, what ended. */
export async function listGrantsOfPerson(reader: Reader, personId: string): Promise<{ items: Grant[] }> {
  const [receiver, rows] = await Promise.all([
    queries.findReceiver(reader, personId),
    queries.grantsOfPerson(reader, personId),
  ])
  if (!receiver) throw new Problem('not-found')
  return { items: rows.map(present) }
}

/** What works now with a role, or with the scope of a unit or one above it; one of the two must be given. */
export async function listActiveGrants(
  reader: Reader,
  by: { role?: string; unit?: string },
): Promise<{ items: Grant[] }> {
  if (!by.role && !by.unit) {
    throw new Problem('invalid-input', { fields: [{ path: 'querystring', message: 'Kies een rol of een locatie.' }] })
  }
  return { items: (await queries.activeGrants(reader, { role: by.role, unit: by.unit })).map(present) }
}

/** Gives a role to somebody, within the giver's reach; it works at once. The same id sent twice is one. */
export async function giveGrant(
  tx: Transaction,
  giverId: string,
  receiverId: string,
  request: NewGrant,
): Promise<Grant> {
  if (giverId === receiverId) throw new Problem('grant-to-self')
  const [receiver, role, reach, resolved, keepsStep] = await Promise.all([
    queries.findReceiver(tx, receiverId),
    queries.findRole(tx, request.roleId),
    queries.givingReach(tx),
    resolveScope(tx, request),
    keepsSecondStep(tx, receiverId, request.roleId),
  ])
  if (!receiver) throw new Problem('not-found')
  if (!role) throw new Problem('role-unknown')
  const scope = orProblem(resolved)
  const now = new Date()
  const from = request.from ? new Date(request.from) : now
  const until = request.until ? new Date(request.until) : null
  const wanted = wantedScope(scope, receiver, true)
  if (!keepsStep) throw new Problem('grant-without-factor')
  const refusal = refusalOfGrant({ giverId, receiver, reach, wanted, from, until, now })
  if (refusal) throw new Problem(refusal)
  // Where the giver's own grant has a "minus", only the database knows how far it still reaches.
  if (!(await queries.mayGrant(tx, receiverId, scope))) throw new Problem('grant-beyond-reach')
  const id = request.id ?? newId()
  // The same request sent again is no second grant, which would not conflict either.
  if (!(await queries.findGrant(tx, id))) await keepApart(tx, receiverId, role.permissions)
  const values = {
    id,
    personId: receiverId,
    roleId: request.roleId,
    ...scope,
    batchId: null,
    // From now on is by the clock of the database, which also decides when it works.
    from: from > now ? from : null,
    until,
    grantedBy: giverId,
  }
  const inserted = await queries.insertGrant(tx, values)
  const row = await queries.findGrant(tx, values.id)
  if (!row || (!inserted && !isSameGrant(row, values))) throw new Problem('already-exists')
  return present(row)
}

const isSameGrant = (row: queries.GrantRow, values: queries.GrantValues) =>
  row.person.id === values.personId && row.role.id === values.roleId && isSameScope(row, values)

/** Ends a grant at once, within the giver's reach; it stays visible as history. */
export async function withdrawGrant(tx: Transaction, giverId: string, grantId: string): Promise<Grant> {
  const grant = await queries.findGrant(tx, grantId)
  if (!grant) throw new Problem('not-found')
  const [receiver, reach, clientWithin] = await Promise.all([
    queries.findReceiver(tx, grant.person.id),
    queries.givingReach(tx),
    grant.clientId ? queries.withinGivingReach(tx, grant.clientId) : false,
  ])
  const wanted =
    receiver &&
    wantedScope(
      { scope: grant.scope, unitId: grant.unit?.id ?? null, withinUnitId: grant.within?.id ?? null },
      receiver,
      clientWithin,
    )
  if (!wanted || !covers(reach, wanted)) throw new Problem('grant-beyond-reach')
  if (grant.state === 'ended') throw new Problem('grant-ended')
  return keepingAManager(tx, async () => {
    const withdrawn = await queries.withdrawGrant(tx, grantId, giverId)
    const now = await queries.findGrant(tx, grantId)
    if (!withdrawn || !now) throw new Problem('grant-ended')
    return present(now)
  })
}

/** What a second person should look at: what waits, and what nobody but its giver stands behind. */
export async function listUnconfirmed(reader: Reader): Promise<{ items: Grant[] }> {
  return { items: (await queries.unconfirmedGrants(reader)).map(present) }
}

/**
 * A second person stands behind a grant (four eyes): what waited works from now on. Not whoever gave it or has it, and nobody whose
 * own permission to approve has only one person behind it. Throws Problem not-found, confirm-own, confirm-unconfirmed, grant-ended.
 */
export async function confirmGrant(tx: Transaction, personId: string, grantId: string): Promise<Grant> {
  const [grant, giver, may] = await Promise.all([
    queries.findGrant(tx, grantId),
    queries.giverOf(tx, grantId),
    queries.isConfirmed(tx, personId, 'access:approve'),
  ])
  if (!grant?.unconfirmed) throw new Problem('not-found')
  if (grant.person.id === personId || giver === personId) throw new Problem('confirm-own')
  if (!may) throw new Problem('confirm-unconfirmed')
  // A straw man's gift cannot be made good by whoever put the straw man there.
  if (!giver || !(await queries.isConfirmed(tx, giver, 'access:grant'))) {
    throw new Problem('confirm-unconfirmed', {
      detail: 'Wie deze rol gaf, is zelf nog niet door een tweede collega bevestigd. Begin daar.',
    })
  }
  const confirmed = grant.state !== 'ended' && (await queries.confirmGrant(tx, grantId, personId))
  const now = await queries.findGrant(tx, grantId)
  if (!confirmed || !now) throw new Problem('grant-ended')
  return present(now)
}

export function present(row: queries.GrantRow): Grant {
  const { clientId, clientNumber, exceptClients, from, until, grantedAt, withdrawnAt, ...rest } = row
  return {
    ...rest,
    client: clientId && clientNumber ? { id: clientId, number: clientNumber } : null,
    exceptClientNumbers: exceptClients.map((each) => each.number),
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    grantedAt: grantedAt.toISOString(),
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  }
}

export async function listSettings(reader: Reader): Promise<{ items: Setting[] }> {
  const rows = await queries.findSettings(reader)
  return { items: rows.flatMap((row) => (isSetting(row.key) ? [presentSetting(row.key, row)] : [])) }
}

/** Changes a setting within its bounds. Returns what it was and what it is. */
export async function changeSetting(tx: Transaction, key: string, change: { version: number; value: number }) {
  if (!isSetting(key)) throw new Problem('not-found')
  const { min, max } = settingBounds[key]
  if (!isWithinBounds(key, change.value)) {
    throw new Problem('setting-out-of-bounds', {
      fields: [{ path: 'body.value', message: `Kies een getal van ${min} tot en met ${max}.` }],
    })
  }
  const find = async () => (await queries.findSettings(tx)).find((row) => row.key === key)
  const before = await find()
  const changed = await queries.updateSetting(tx, key, change.version, change.value)
  const after = await find()
  if (!before || !after) throw new Problem('not-found')
  if (!changed) throw new Problem('conflict', { current: presentSetting(key, after) })
  return { before: before.value, setting: presentSetting(key, after) }
}

const presentSetting = (key: SettingKey, row: queries.SettingRow): Setting => ({
  key,
  value: row.value,
  version: row.version,
  ...settingBounds[key],
})

/** What a grant was, for the log: enough to understand it after the names have changed. */
export const grantForLog = (grant: Grant) => ({
  person: grant.person.id,
  role: grant.role.key,
  scope: grant.scope,
  unit: grant.unit?.id ?? null,
  client: grant.client?.number ?? null,
  ...(grant.relationKind && { relationKind: grant.relationKind.key }),
  ...(grant.minutesBefore !== null && { minutesBefore: grant.minutesBefore, minutesAfter: grant.minutesAfter }),
  ...(grant.within && { within: grant.within.id }),
  ...(grant.exceptUnits.length > 0 && { exceptUnits: grant.exceptUnits.map((unit) => unit.id) }),
  ...(grant.exceptClientNumbers.length > 0 && { exceptClients: grant.exceptClientNumbers }),
  ...(grant.batchId && { batch: grant.batchId }),
  from: grant.from,
  until: grant.until,
})
