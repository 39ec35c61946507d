import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { keepingAManager } from '../access/public.ts'
import { checkPrecondition, etag } from './answers.ts'
import { invalid, ScimProblem, unknownResource } from './errors.ts'
import * as queries from './group-queries.ts'
import { isObject, patched, type Resource, readOperations, type Shape } from './patch.ts'
import { attributeOf } from './person-rules.ts'

export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

const shape: Shape = {
  extensions: [],
  manyValued: ['members'],
  readOnly: ['id', 'meta'],
  names: ['displayName', 'externalId', 'members'],
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const mostMembers = 20_000

/** What a change did, for the log. */
export interface GroupChange {
  event: 'directory-group.create' | 'directory-group.change' | 'directory-group.remove'
  action: 'C' | 'U' | 'D'
  name: string
  added: string[]
  removed: string[]
}

interface Content {
  displayName: string
  externalId: string | null
  /** Undefined: not said. */
  members: string[] | undefined
}

function readGroup(resource: Resource): Content {
  const text = (name: string, most: number) => {
    const value = attributeOf(resource, name)
    if (value === undefined || value === null) return null
    if (typeof value !== 'string' || value.length > most || /\p{Cc}/u.test(value))
      throw invalid('invalidValue', `${name} is a text of at most ${most} characters`)
    return value.replace(/\s+/g, ' ').trim() || null
  }
  const displayName = text('displayName', 200)
  if (!displayName) throw invalid('invalidValue', 'displayName is required')
  const members = attributeOf(resource, 'members')
  return {
    displayName,
    externalId: text('externalId', 256),
    members: members === undefined || members === null ? undefined : idsOf(members),
  }
}

function idsOf(members: unknown): string[] {
  if (!Array.isArray(members) || members.length > mostMembers)
    throw invalid('invalidValue', `members is a list of at most ${mostMembers}`)
  const ids = members.map((each: unknown) => (isObject(each) ? attributeOf(each, 'value') : each))
  if (!ids.every((id) => typeof id === 'string' && uuid.test(id)))
    throw invalid('invalidValue', 'a member is the id of a user')
  return [...new Set(ids as string[])]
}

export function presentGroup(row: queries.GroupRow, members: queries.Member[] | undefined, base: string): Resource {
  return {
    schemas: [groupSchema],
    id: row.id,
    ...(row.externalId ? { externalId: row.externalId } : {}),
    displayName: row.displayName,
    ...(members
      ? { members: members.map((each) => ({ ...each, $ref: `${base}/Users/${each.value}`, type: 'User' })) }
      : {}),
    meta: {
      resourceType: 'Group',
      created: row.createdAt.toISOString(),
      lastModified: row.changedAt.toISOString(),
      location: `${base}/Groups/${row.id}`,
      version: etag([row.version]),
    },
  }
}

/** Throws ScimProblem 404. */
export async function readGroupRow(reader: Reader, id: string): Promise<queries.GroupRow> {
  const row = uuid.test(id) ? await queries.findGroup(reader, id) : undefined
  if (!row) throw unknownResource('Group', id)
  return row
}

async function refuseTakenName(tx: Transaction, name: string, id: string): Promise<void> {
  if (await queries.isGroupNameTaken(tx, name, id))
    throw new ScimProblem(409, 'a group with this displayName exists already', { scimType: 'uniqueness' })
}

async function checkPeople(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const known = await queries.knownPeople(tx, ids)
  const missing = ids.filter((id) => !known.has(id))
  if (missing.length) throw invalid('invalidValue', `no such user: ${missing.slice(0, 5).join(', ')}`)
}

/** A new group. It brings no role by itself: the customer makes a rule for it (directory). */
export async function createGroup(tx: Transaction, body: Resource) {
  const { displayName, externalId, members = [] } = readGroup(body)
  const id = newId()
  await refuseTakenName(tx, displayName, id)
  await checkPeople(tx, members)
  await queries.insertGroup(tx, { id, displayName, externalId })
  if (members.length) await queries.addMembers(tx, id, members)
  const change: GroupChange = {
    event: 'directory-group.create',
    action: 'C',
    name: displayName,
    added: members,
    removed: [],
  }
  return { group: await readGroupRow(tx, id), change }
}

export async function replaceGroup(tx: Transaction, id: string, body: Resource, ifMatch: string | undefined) {
  const { before, members } = await opened(tx, id, ifMatch)
  if (typeof body['id'] === 'string' && body['id'] !== id) throw invalid('mutability', 'id cannot be changed')
  const content = readGroup(body)
  return change(tx, before, members, { ...content, members: content.members ?? [] })
}

export async function patchGroup(tx: Transaction, id: string, body: Resource, ifMatch: string | undefined) {
  const operations = readOperations(body, [])
  const { before, members } = await opened(tx, id, ifMatch)
  const now = presentGroup(
    before,
    members.map((value) => ({ value, display: '' })),
    '',
  )
  const after = patched({ ...now, members: members.map((value) => ({ value })) }, operations, shape)
  const content = readGroup(after)
  return change(tx, before, members, { ...content, members: content.members ?? [] })
}

async function opened(tx: Transaction, id: string, ifMatch: string | undefined) {
  if (uuid.test(id)) await queries.lockGroup(tx, id)
  const before = await readGroupRow(tx, id)
  checkPrecondition(ifMatch, etag([before.version]))
  return { before, members: await queries.memberIds(tx, id) }
}

/** Carries out what differs. Whoever leaves a group may lose the role that it brought: never the last who can give roles. */
async function change(
  tx: Transaction,
  before: queries.GroupRow,
  members: readonly string[],
  wanted: Content & { members: string[] },
) {
  const { id } = before
  const [was, will] = [new Set(members), new Set(wanted.members)]
  const added = wanted.members.filter((each) => !was.has(each))
  const removed = members.filter((each) => !will.has(each))
  const { displayName, externalId } = wanted
  const renamed = displayName !== before.displayName || externalId !== before.externalId
  if (!renamed && added.length === 0 && removed.length === 0) return { group: before, change: undefined }
  if (displayName.toLowerCase() !== before.displayName.toLowerCase()) await refuseTakenName(tx, displayName, id)
  await checkPeople(tx, added)
  if (added.length) await queries.addMembers(tx, id, added)
  if (removed.length) await keepingAManager(tx, () => queries.removeMembers(tx, id, removed))
  await queries.updateGroup(tx, { id, displayName, externalId })
  const change: GroupChange = { event: 'directory-group.change', action: 'U', name: displayName, added, removed }
  return { group: await readGroupRow(tx, id), change }
}

/** Everybody leaves the group, its rules end, and what they brought with them. */
export async function removeGroup(tx: Transaction, id: string, ifMatch: string | undefined): Promise<GroupChange> {
  const { before, members } = await opened(tx, id, ifMatch)
  await keepingAManager(tx, () => queries.removeGroup(tx, id))
  return { event: 'directory-group.remove', action: 'D', name: before.displayName, added: [], removed: members }
}
