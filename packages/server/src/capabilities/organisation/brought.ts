import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { type Contact, tellOfContact } from './contact-notice.ts'
import * as queries from './queries.ts'
import { searchName } from './rules.ts'

/** What another system says of a person: a directory (SCIM), a file of the HR system. */
export interface BroughtPerson {
  givenName: string
  prefix: string | null
  familyName: string
  function: string
  email: string | null
  phone: string | null
}

/** Adds somebody whom another system brings. False when the user name is taken. */
export function insertPersonOf(
  tx: Transaction,
  person: BroughtPerson & { id: string; userName: string; employedFrom?: string | undefined },
): Promise<boolean> {
  const { employedFrom, ...rest } = person
  return queries.insertPerson(tx, { ...rest, employedFrom, searchName: searchName(person) })
}

/** Writes what another system says over what there is; without a user name, that stays. Another mail address is told at the old one. */
export async function updatePersonOf(
  tx: Transaction,
  customerName: string,
  personId: string,
  person: BroughtPerson & { userName?: string },
): Promise<void> {
  const [before] = await tx.rows<Contact>('select email, phone from person where id = $1', [personId])
  if (before) await tellOfContact(tx, customerName, personId, before, person)
  await tx.rows(
    `update person set given_name = $2, prefix = $3, family_name = $4, search_name = $5, function = $6, email = $7, phone = $8,
       user_name = coalesce($9, user_name), version = version + 1 where id = $1`,
    [
      personId,
      person.givenName,
      person.prefix,
      person.familyName,
      searchName(person),
      person.function,
      person.email,
      person.phone,
      person.userName,
    ],
  )
}

/** The one open location or team with this name, whatever its capitals; undefined when there is none, or more than one. */
export async function findTeam(reader: Reader, name: string): Promise<string | undefined> {
  const rows = await reader.rows<{ id: string }>(
    `select id from unit where lower(name) = lower($1) and kind <> 'organisation' and closed_at is null limit 2`,
    [name],
  )
  return rows.length === 1 ? rows[0]!.id : undefined
}

/** Puts somebody in a team from now. Null when they are in it already, by another way. */
export async function joinTeam(tx: Transaction, personId: string, unitId: string): Promise<string | null> {
  const membership = { id: newId(), personId, unitId, from: undefined, until: null }
  if (await queries.overlapsMembership(tx, membership)) return null
  await queries.insertMembership(tx, membership)
  return membership.id
}

/** Ends a membership now, if it has not ended. */
export async function endMembershipNow(tx: Transaction, membershipId: string): Promise<void> {
  await tx.rows(
    `update membership set valid_until = greatest(valid_from, now()), version = version + 1
     where id = $1 and (valid_until is null or valid_until > now())`,
    [membershipId],
  )
}
