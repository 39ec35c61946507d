import type { Reader, Transaction } from '../../platform/db/transaction.ts'

export interface DeviceRow {
  id: string
  name: string
  unit: { id: string; name: string }
  markedBy: string
  markedAt: Date
  withdrawnAt: Date | null
  lastUsedAt: Date | null
  here: boolean
  version: number
}

/** Shared computers, those in use first; `here` is the one with this token. */
export function findDevices(reader: Reader, tokenHash: Buffer | undefined, id?: string): Promise<DeviceRow[]> {
  return reader.rows<DeviceRow>(
    `select d.id, d.name, json_build_object('id', u.id, 'name', u.name) as unit,
       concat_ws(' ', p.given_name, p.prefix, p.family_name) as "markedBy", d.marked_at as "markedAt",
       d.withdrawn_at as "withdrawnAt",
       (select max(s.last_seen_at) from session s where s.device_id = d.id) as "lastUsedAt",
       coalesce(d.token_hash = $1 and d.withdrawn_at is null, false) as here, d.version
     from device d join unit u on u.id = d.unit_id join person p on p.id = d.marked_by
     where $2::uuid is null or d.id = $2
     order by d.withdrawn_at desc nulls first, d.name, d.id limit 2000`,
    [tokenHash, id],
  )
}

export interface DeviceValues {
  id: string
  tokenHash: Buffer
  name: string
  unitId: string
  markedBy: string
}

export async function isUnitOpen(reader: Reader, unitId: string): Promise<boolean> {
  return (await reader.rows('select 1 from unit where id = $1 and closed_at is null', [unitId])).length === 1
}

/** False when the id is taken. */
export async function insertDevice(tx: Transaction, device: DeviceValues): Promise<boolean> {
  const rows = await tx.rows(
    `insert into device (id, token_hash, name, unit_id, marked_by) values ($1, $2, $3, $4, $5)
     on conflict (id) do nothing returning id`,
    [device.id, device.tokenHash, device.name, device.unitId, device.markedBy],
  )
  return rows.length === 1
}

/** The same marking sent again: the computer gets another token. False when it was not the same. */
export async function renewToken(tx: Transaction, device: DeviceValues): Promise<boolean> {
  const rows = await tx.rows(
    `update device set token_hash = $2, version = version + 1
     where id = $1 and name = $3 and unit_id = $4 and marked_by = $5 and withdrawn_at is null returning id`,
    [device.id, device.tokenHash, device.name, device.unitId, device.markedBy],
  )
  return rows.length === 1
}

/** False when it is not there, or was withdrawn already. */
export async function withdrawDevice(tx: Transaction, id: string, by: string): Promise<boolean> {
  const rows = await tx.rows(
    `update device set withdrawn_at = now(), withdrawn_by = $2, version = version + 1
     where id = $1 and withdrawn_at is null returning id`,
    [id, by],
  )
  return rows.length === 1
}

export async function endSessionsOn(tx: Transaction, deviceId: string): Promise<number> {
  const rows = await tx.rows(
    `update session set ended_at = now(), ended_because = 'device-withdrawn'
     where device_id = $1 and ended_at is null and expires_at > now() returning id`,
    [deviceId],
  )
  return rows.length
}

export async function endReentriesOn(tx: Transaction, deviceId: string): Promise<number> {
  const rows = await tx.rows(
    `update reentry set ended_at = now() where device_id = $1 and ended_at is null and valid_until > now()
     returning person_id`,
    [deviceId],
  )
  return rows.length
}

/** Ends the short codes of a person, on every computer. Returns how many worked. */
export async function endReentriesOf(tx: Transaction, personId: string): Promise<number> {
  const rows = await tx.rows<{ worked: boolean }>(
    `update reentry set ended_at = now() where person_id = $1 and ended_at is null
     returning valid_until > now() as worked`,
    [personId],
  )
  return rows.filter((row) => row.worked).length
}

/** The shared computer with this token, and until when a person's short code works there. */
export async function findComputer(
  reader: Reader,
  tokenHash: Buffer,
  personId: string | undefined,
): Promise<{ id: string; name: string; pinUntil: Date | null } | undefined> {
  const [row] = await reader.rows<{ id: string; name: string; pinUntil: Date | null }>(
    `select d.id, d.name, (select r.valid_until from reentry r where r.device_id = d.id and r.person_id = $2
       and r.ended_at is null and r.valid_until > now()) as "pinUntil"
     from device d where d.token_hash = $1 and d.withdrawn_at is null`,
    [tokenHash, personId],
  )
  return row
}

/** Who can come back to a shared computer with a short code now. */
export function findPeopleOn(
  reader: Reader,
  tokenHash: Buffer,
): Promise<{ id: string; givenName: string; prefix: string | null; familyName: string }[]> {
  return reader.rows(
    `select p.id, p.given_name as "givenName", p.prefix, p.family_name as "familyName"
     from device d join reentry r on r.device_id = d.id join person p on p.id = r.person_id
     where d.token_hash = $1 and d.withdrawn_at is null and r.ended_at is null and r.valid_until > now()
       and p.employed_from <= now() and (p.employed_until is null or p.employed_until > now())
     order by p.given_name, p.family_name, p.id limit 200`,
    [tokenHash],
  )
}

/** On which computer a session began, and with what. */
export async function findBeginning(
  reader: Reader,
  sessionId: string,
): Promise<{ deviceId: string | null; factors: string[]; userName: string } | undefined> {
  const [row] = await reader.rows<{ deviceId: string | null; factors: string[]; userName: string }>(
    `select s.device_id as "deviceId", s.factors, p.user_name as "userName"
     from session s join person p on p.id = s.person_id where s.id = $1`,
    [sessionId],
  )
  return row
}

/** A short code from now until the end of the shift, in the place of the one before. */
export async function saveReentry(
  tx: Transaction,
  reentry: { deviceId: string; personId: string; pinHash: string },
): Promise<Date> {
  const [row] = await tx.rows<{ validUntil: Date }>(
    `insert into reentry (device_id, person_id, pin_hash, valid_until)
     values ($1, $2, $3, now() + make_interval(hours => (select value::int from setting where key = 'shift-hours')))
     on conflict (device_id, person_id) do update
       set pin_hash = excluded.pin_hash, tries = 0, valid_until = excluded.valid_until, ended_at = null
     returning valid_until as "validUntil"`,
    [reentry.deviceId, reentry.personId, reentry.pinHash],
  )
  return row!.validUntil
}

export interface ReentryRow {
  deviceId: string
  pinHash: string
  tries: number
  validUntil: Date
}

/** A short code that works on the computer with this token, of somebody who works here now. */
export async function findReentry(
  reader: Reader,
  tokenHash: Buffer,
  personId: string,
): Promise<ReentryRow | undefined> {
  const [row] = await reader.rows<ReentryRow>(
    `select r.device_id as "deviceId", r.pin_hash as "pinHash", r.tries, r.valid_until as "validUntil"
     from device d join reentry r on r.device_id = d.id join person p on p.id = r.person_id
     where d.token_hash = $1 and d.withdrawn_at is null and r.person_id = $2 and r.ended_at is null
       and r.valid_until > now() and p.employed_from <= now() and (p.employed_until is null or p.employed_until > now())`,
    [tokenHash, personId],
  )
  return row
}

/** Counts a wrong try; with the last one it ends. Returns how many are left. */
export async function countTry(
  tx: Transaction,
  reentry: { deviceId: string; personId: string },
  most: number,
): Promise<number> {
  const [row] = await tx.rows<{ tries: number }>(
    `update reentry set tries = tries + 1, ended_at = case when tries + 1 >= $3 then now() else ended_at end
     where device_id = $1 and person_id = $2 returning tries`,
    [reentry.deviceId, reentry.personId, most],
  )
  return Math.max(0, most - (row?.tries ?? most))
}

export async function forgetTries(tx: Transaction, reentry: { deviceId: string; personId: string }): Promise<void> {
  await tx.rows('update reentry set tries = 0 where device_id = $1 and person_id = $2 and tries > 0', [
    reentry.deviceId,
    reentry.personId,
  ])
}

/**
 * A session that a short code began lasts no longer than the code, and proves nothing afresh: a code that somebody saw adds no
 * factor of theirs. The owner proves one in it when she changes something.
 */
export async function endWith(tx: Transaction, sessionId: string, until: Date): Promise<void> {
  await tx.rows(
    `update session set expires_at = least(expires_at, $2), proven_at = created_at - interval '1 day' where id = $1`,
    [sessionId, until],
  )
}

/** Returns how many there were. */
export async function deleteExpiredReentries(tx: Transaction): Promise<number> {
  const rows = await tx.rows(
    `delete from reentry where least(valid_until, coalesce(ended_at, valid_until)) < now() - interval '1 day' returning 1`,
  )
  return rows.length
}
