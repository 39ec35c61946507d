import { isDeepStrictEqual } from 'node:util'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { endMembershipNow, findTeam, insertPersonOf, joinTeam, updatePersonOf } from '../organisation/public.ts'
import { checkPrecondition, etag } from './answers.ts'
import { comeBack, leave } from './employment.ts'
import { invalid, ScimProblem, unknownResource } from './errors.ts'
import { patched, type Resource, readOperations, type Shape } from './patch.ts'
import {
  type Brought,
  enterprise,
  type Mapping,
  presentContent,
  readUser,
  type UserContent,
  userNamesFor,
} from './person-rules.ts'
import * as queries from './user-queries.ts'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'

const shape: Shape = {
  extensions: [enterprise],
  manyValued: [
    'emails',
    'phonenumbers',
    'ims',
    'photos',
    'addresses',
    'groups',
    'entitlements',
    'roles',
    'x509certificates',
  ],
  readOnly: ['id', 'meta', 'groups'],
  names: [
    'userName',
    'externalId',
    'displayName',
    'nickName',
    'profileUrl',
    'title',
    'userType',
    'preferredLanguage',
    'locale',
    'timezone',
    'active',
    'name',
    'emails',
    'phoneNumbers',
    'addresses',
    'roles',
    'entitlements',
  ],
}

/** What a change did, for the log: names of what changed, never the values. */
export interface Change {
  event: 'person.create' | 'person.change' | 'person.leave' | 'person.return'
  action: 'C' | 'U'
  fields: string[]
}

export interface Written {
  user: queries.UserRow
  changes: Change[]
}

/** A user as the directory reads it. */
export function presentUser(row: queries.UserRow, base: string): Resource {
  const { sent = {}, brought } = row.attributes
  const content = presentContent(sent, brought, personOf(row))
  return {
    schemas: [userSchema, ...(content[enterprise] ? [enterprise] : [])],
    id: row.id,
    ...(row.externalId ? { externalId: row.externalId } : {}),
    userName: row.sentName ?? row.hoedeName,
    ...content,
    active: row.active,
    groups: row.groups.map((each) => ({ ...each, $ref: `${base}/Groups/${each.value}`, type: 'direct' })),
    meta: {
      resourceType: 'User',
      created: row.createdAt.toISOString(),
      lastModified: row.changedAt.toISOString(),
      location: `${base}/Users/${row.id}`,
      version: etag(row.versions),
    },
  }
}

const personOf = ({ givenName, prefix, familyName, function: job, email, phone }: queries.UserRow): Brought => ({
  givenName,
  prefix,
  familyName,
  function: job,
  email,
  phone,
})

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Throws ScimProblem 404. */
export async function readOne(reader: Reader, id: string): Promise<queries.UserRow> {
  const row = uuid.test(id) ? await queries.findUser(reader, id) : undefined
  if (!row) throw unknownResource('User', id)
  return row
}

async function mappingOf(reader: Reader): Promise<Mapping> {
  const value = (await queries.findMapping(reader)) as Partial<Mapping> | undefined
  return { titles: value?.titles ?? {}, standard: value?.standard || 'medewerker' }
}

/**
 * A new user is a new person without a password: they sign in by single sign-on, or are invited. Somebody whom the directory deleted
 * before comes back as who they were, without what they had been given. Throws ScimProblem uniqueness.
 */
export async function createUser(tx: Transaction, customerName: string, body: Resource): Promise<Written> {
  const content = readUser(body, await mappingOf(tx))
  const [known, removed] = await Promise.all([
    queries.isNameKnown(tx, content.userName),
    queries.findRemoved(tx, content.userName),
  ])
  if (known) throw taken()
  if (removed) {
    await queries.lockPerson(tx, removed)
    await comeBack(tx, removed)
    await updatePersonOf(tx, customerName, removed, content.brought)
    return finish(tx, customerName, removed, content, 'person.return')
  }
  const id = newId()
  const userName = await freeName(tx, content.userName, id)
  if (!(await insertPersonOf(tx, { id, userName, ...content.brought }))) throw taken()
  return finish(tx, customerName, id, content, 'person.create')
}

async function finish(
  tx: Transaction,
  customerName: string,
  id: string,
  content: UserContent,
  event: 'person.create' | 'person.return',
): Promise<Written> {
  await write(tx, customerName, id, content, undefined, content.active !== false)
  const changes: Change[] = [{ event, action: event === 'person.create' ? 'C' : 'U', fields: [] }]
  if (content.active === false) {
    await leave(tx, id)
    changes.push({ event: 'person.leave', action: 'U', fields: [] })
  }
  return { user: await readOne(tx, id), changes }
}

const taken = () => new ScimProblem(409, 'a user with this userName exists already', { scimType: 'uniqueness' })

async function freeName(tx: Transaction, sent: string, personId: string): Promise<string> {
  const names = userNamesFor(sent)
  if (names.length === 0) throw invalid('invalidValue', 'userName has too few letters or digits')
  const used = await queries.takenNames(tx, names, personId)
  const free = names.find((name) => !used.has(name))
  if (!free) throw taken()
  return free
}

/** PUT: everything that the directory does not send any more is gone; what is read-only stays (RFC 7644 section 3.5.1). */
export async function replaceUser(
  tx: Transaction,
  customerName: string,
  id: string,
  body: Resource,
  ifMatch: string | undefined,
): Promise<Written> {
  if (uuid.test(id)) await queries.lockPerson(tx, id)
  const before = await readOne(tx, id)
  checkPrecondition(ifMatch, etag(before.versions))
  if (typeof body['id'] === 'string' && body['id'] !== id) throw invalid('mutability', 'id cannot be changed')
  return change(tx, customerName, before, readUser(body, await mappingOf(tx)))
}

export async function patchUser(
  tx: Transaction,
  customerName: string,
  id: string,
  body: Resource,
  ifMatch: string | undefined,
): Promise<Written> {
  const operations = readOperations(body, shape.extensions)
  if (uuid.test(id)) await queries.lockPerson(tx, id)
  const before = await readOne(tx, id)
  checkPrecondition(ifMatch, etag(before.versions))
  const after = patched(presentUser(before, ''), operations, shape)
  return change(tx, customerName, before, readUser(after, await mappingOf(tx)))
}

async function change(
  tx: Transaction,
  customerName: string,
  before: queries.UserRow,
  content: UserContent,
): Promise<Written> {
  const { id } = before
  const changes: Change[] = []
  const returns = content.active === true && !before.active
  if (returns) {
    await comeBack(tx, id)
    changes.push({ event: 'person.return', action: 'U', fields: [] })
  }
  const works = before.active || returns
  const fields = await write(tx, customerName, id, content, returns ? { ...before, membershipId: null } : before, works)
  if (fields.length) changes.push({ event: 'person.change', action: 'U', fields })
  if (content.active === false && before.active) {
    await leave(tx, id)
    changes.push({ event: 'person.leave', action: 'U', fields: [] })
  }
  return { user: changes.length ? await readOne(tx, id) : before, changes }
}

/** Writes what differs (of a new person, what stands beside the person), and says what that was. */
async function write(
  tx: Transaction,
  customerName: string,
  id: string,
  content: UserContent,
  before: queries.UserRow | undefined,
  works: boolean,
): Promise<string[]> {
  const fields: string[] = []
  if (before) {
    const now = personOf(before)
    const userName = await nameAfter(tx, before, content.userName)
    for (const key of Object.keys(now) as (keyof Brought)[]) if (now[key] !== content.brought[key]) fields.push(key)
    if (userName !== before.hoedeName) fields.push('userName')
    if (fields.length) await updatePersonOf(tx, customerName, id, { ...content.brought, userName })
  }
  const membershipId = works ? await followDepartment(tx, id, content, before) : (before?.membershipId ?? null)
  const values = {
    personId: id,
    sentName: content.userName,
    externalId: content.externalId,
    attributes: { sent: content.sent, brought: content.brought },
    membershipId,
  }
  const same =
    before &&
    before.sentName === values.sentName &&
    before.externalId === values.externalId &&
    before.membershipId === membershipId &&
    isDeepStrictEqual(before.attributes, JSON.parse(JSON.stringify(values.attributes)))
  if (!same) await queries.saveDirectoryUser(tx, values)
  return same || fields.length ? fields : ['directory']
}

/** A person whom the directory named keeps following it; one whom Hoede named keeps the name that they sign in with. */
async function nameAfter(tx: Transaction, before: queries.UserRow, sent: string): Promise<string> {
  const { sentName, hoedeName, id } = before
  if (!sentName || sentName.toLowerCase() === sent.toLowerCase()) return hoedeName
  return userNamesFor(sentName).includes(hoedeName) ? freeName(tx, sent, id) : hoedeName
}

/** The department is a team where exactly one open location or team is called so; otherwise it is kept and shown as not linked. */
async function followDepartment(
  tx: Transaction,
  id: string,
  { department }: UserContent,
  before: queries.UserRow | undefined,
): Promise<string | null> {
  const was = before?.membershipId ?? null
  const old = before?.attributes.sent?.[enterprise] as { department?: unknown } | undefined
  if (before && (old?.department ?? null) === department && (was !== null || !department)) return was
  const unitId = department ? await findTeam(tx, department) : undefined
  if (was) await endMembershipNow(tx, was)
  return unitId ? joinTeam(tx, id, unitId) : null
}

/** Gone for the directory, and out of service here; the person and all they wrote stay. */
export async function removeUser(tx: Transaction, id: string, ifMatch: string | undefined): Promise<Change[]> {
  if (uuid.test(id)) await queries.lockPerson(tx, id)
  const before = await readOne(tx, id)
  checkPrecondition(ifMatch, etag(before.versions))
  if (before.active) await leave(tx, id)
  await queries.markRemoved(tx, id, before.sentName ?? before.hoedeName)
  return [{ event: before.active ? 'person.leave' : 'person.change', action: 'U', fields: ['directory'] }]
}
