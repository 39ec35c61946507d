import type { RawAnswer, RawCall, RawRoute } from '../../platform/http/raw-route.ts'
import * as answers from './answers.ts'
import { invalid, ScimProblem, unknownResource } from './errors.ts'
import { findGroups, groupSearch, membersOf } from './group-queries.ts'
import * as groups from './groups.ts'
import type { Resource } from './patch.ts'
import { resourceTypes, schemas, serviceProviderConfig } from './schemas.ts'
import { answerDirectory, log, notImplemented, type ScimCall } from './service.ts'
import { findUsers, userSearch } from './user-queries.ts'
import * as users from './users.ts'

const largestBody = 1_500_000

type Work = (call: ScimCall) => Promise<RawAnswer>

/** A route under /scim/v2 of the host of an environment. */
const scim = (method: RawRoute['method'], path: string, work: Work): RawRoute => ({
  method,
  base: '/scim/v2',
  path,
  proof: 'a bearer token that the customer made for its directory',
  bodyLimit: largestBody,
  failure: (status, retryAfter) => answers.failure(frameworkProblem(status, retryAfter)),
  handler: (raw) => answerDirectory(raw, work),
})

function frameworkProblem(status: number, retryAfter: number | undefined): ScimProblem {
  if (status === 413) return new ScimProblem(413, `a body is at most ${largestBody} bytes`, { scimType: 'tooMany' })
  if (status === 429) return new ScimProblem(429, 'too many requests', { retryAfter: retryAfter ?? 1 })
  return new ScimProblem(
    status,
    status >= 500 ? 'something went wrong; nothing was changed' : 'the request is not right',
  )
}

const idOf = ({ raw }: ScimCall) => (raw.params['id'] ?? '').toLowerCase()
const customerOf = ({ raw }: ScimCall) => raw.environment.customerName
const fromAddress =
  ({ query }: RawCall) =>
  (name: string) =>
    query.get(name) ?? undefined

/** Parameters of a query in a body (RFC 7644 section 3.4.3). */
function fromBody(raw: RawCall) {
  const body = answers.readBody(raw.body)
  return (name: string): string | undefined => {
    const value = body[name]
    if (value === undefined || value === null) return undefined
    if (Array.isArray(value)) return value.join(',')
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    throw invalid('invalidSyntax', `${name} is not right`)
  }
}

type Get = (name: string) => string | undefined

/** One resource, or 304 where the directory has it as it is. */
function one(call: ScimCall, status: number, resource: Resource, get: Get): RawAnswer {
  const { version, location } = resource['meta'] as { version: string; location: string }
  const headers = { etag: version, location, 'cache-control': 'no-cache' }
  if (status === 200 && call.raw.method === 'GET' && answers.names(call.header('if-none-match'), version))
    return { status: 304, headers }
  return answers.json(status, answers.select(resource, answers.readSelection(get)), headers)
}

const userSorts = {
  id: 'p.id',
  username: 'lower(coalesce(d.sent_name, p.user_name))',
  externalid: 'd.external_id',
  displayname: 'p.given_name, p.family_name',
  'name.familyname': 'p.family_name',
  'meta.created': 'p.created_at',
  'meta.lastmodified': 'greatest(d.changed_at, p.created_at)',
}

async function listUsers(call: ScimCall, get: Get): Promise<RawAnswer> {
  const query = answers.readList(get, userSearch, userSorts, 'p.id')
  const selection = answers.readSelection(get)
  const { rows, total } = await findUsers(call.tx, query)
  const items = rows.map((row) => answers.select(users.presentUser(row, call.base), selection))
  await log(call, {
    event: 'directory.read',
    action: 'R',
    part: 'person',
    question: questionOf(get),
    detail: { total },
  })
  return answers.json(200, answers.listAnswer(items, total, query))
}

const questionOf = (get: Get) => (get('filter') ? `filter ${get('filter')}`.slice(0, 300) : 'alle')

/** One row for each thing that happened: somebody who comes back changed their name, too. */
async function logUser(call: ScimCall, id: string, changes: readonly users.Change[]): Promise<void> {
  for (const { event, action, fields } of changes)
    await log(call, { event, action, part: 'person', objectId: id, ...(fields.length ? { detail: { fields } } : {}) })
}

async function written(call: ScimCall, status: number, { user, changes }: users.Written): Promise<RawAnswer> {
  await logUser(call, user.id, changes)
  return one(call, status, users.presentUser(user, call.base), fromAddress(call.raw))
}

const userRoutes: RawRoute[] = [
  scim('GET', '/Users', (call) => listUsers(call, fromAddress(call.raw))),
  scim('POST', '/Users/.search', (call) => listUsers(call, fromBody(call.raw))),
  scim('GET', '/Users/:id', async (call) => {
    const user = await users.readOne(call.tx, idOf(call))
    await log(call, { event: 'directory.read', action: 'R', part: 'person', objectId: user.id })
    return one(call, 200, users.presentUser(user, call.base), fromAddress(call.raw))
  }),
  scim('POST', '/Users', async (call) =>
    written(call, 201, await users.createUser(call.tx, customerOf(call), answers.readBody(call.raw.body))),
  ),
  scim('PUT', '/Users/:id', async (call) => {
    const body = answers.readBody(call.raw.body)
    return written(
      call,
      200,
      await users.replaceUser(call.tx, customerOf(call), idOf(call), body, call.header('if-match')),
    )
  }),
  scim('PATCH', '/Users/:id', async (call) => {
    const body = answers.readBody(call.raw.body)
    return written(
      call,
      200,
      await users.patchUser(call.tx, customerOf(call), idOf(call), body, call.header('if-match')),
    )
  }),
  scim('DELETE', '/Users/:id', async (call) => {
    await logUser(call, idOf(call), await users.removeUser(call.tx, idOf(call), call.header('if-match')))
    return { status: 204 }
  }),
]

const groupSorts = {
  id: 'g.id',
  displayname: 'lower(g.display_name)',
  externalid: 'g.external_id',
  'meta.created': 'g.created_at',
  'meta.lastmodified': 'g.changed_at',
}

async function listGroups(call: ScimCall, get: Get): Promise<RawAnswer> {
  const query = answers.readList(get, groupSearch, groupSorts, 'g.id')
  const selection = answers.readSelection(get)
  const { rows, total } = await findGroups(call.tx, query)
  const ids = rows.map((row) => row.id)
  const members = answers.wants(selection, 'members') && ids.length ? await membersOf(call.tx, ids) : undefined
  const items = rows.map((row) => answers.select(groups.presentGroup(row, members?.get(row.id), call.base), selection))
  await log(call, {
    event: 'directory.read',
    action: 'R',
    part: 'directory',
    question: questionOf(get),
    detail: { total },
  })
  return answers.json(200, answers.listAnswer(items, total, query))
}

async function presentGroup(call: ScimCall, row: Awaited<ReturnType<typeof groups.readGroupRow>>) {
  const selection = answers.readSelection(fromAddress(call.raw))
  const members = answers.wants(selection, 'members') ? await membersOf(call.tx, [row.id]) : undefined
  return groups.presentGroup(row, members?.get(row.id), call.base)
}

const mostNamed = 100

async function logGroup(call: ScimCall, id: string, change: groups.GroupChange | undefined): Promise<void> {
  if (!change) return
  const { event, action, name, added, removed } = change
  const named = (ids: string[]) => (ids.length > mostNamed ? { count: ids.length } : ids)
  await log(call, {
    event,
    action,
    part: 'directory',
    objectId: id,
    detail: { group: name, added: named(added), removed: named(removed) },
  })
}

const groupRoutes: RawRoute[] = [
  scim('GET', '/Groups', (call) => listGroups(call, fromAddress(call.raw))),
  scim('POST', '/Groups/.search', (call) => listGroups(call, fromBody(call.raw))),
  scim('GET', '/Groups/:id', async (call) => {
    const group = await groups.readGroupRow(call.tx, idOf(call))
    await log(call, { event: 'directory.read', action: 'R', part: 'directory', objectId: group.id })
    return one(call, 200, await presentGroup(call, group), fromAddress(call.raw))
  }),
  scim('POST', '/Groups', async (call) => {
    const { group, change } = await groups.createGroup(call.tx, answers.readBody(call.raw.body))
    await logGroup(call, group.id, change)
    return one(call, 201, await presentGroup(call, group), fromAddress(call.raw))
  }),
  scim('PUT', '/Groups/:id', async (call) => {
    const body = answers.readBody(call.raw.body)
    const { group, change } = await groups.replaceGroup(call.tx, idOf(call), body, call.header('if-match'))
    await logGroup(call, group.id, change)
    return one(call, 200, await presentGroup(call, group), fromAddress(call.raw))
  }),
  scim('PATCH', '/Groups/:id', async (call) => {
    const body = answers.readBody(call.raw.body)
    const { group, change } = await groups.patchGroup(call.tx, idOf(call), body, call.header('if-match'))
    await logGroup(call, group.id, change)
    // A group can be large: who wants to see it after a change, says so.
    if (!call.raw.query.get('attributes')) return { status: 204, headers: { etag: answers.etag([group.version]) } }
    return one(call, 200, await presentGroup(call, group), fromAddress(call.raw))
  }),
  scim('DELETE', '/Groups/:id', async (call) => {
    await logGroup(call, idOf(call), await groups.removeGroup(call.tx, idOf(call), call.header('if-match')))
    return { status: 204 }
  }),
]

const list = (items: Resource[]) => answers.json(200, answers.listAnswer(items, items.length, { offset: 0 }))

function pickOne(items: (Resource & { id: string })[], id: string, kind: string): RawAnswer {
  const found = items.find((each) => each.id.toLowerCase() === id)
  if (!found) throw unknownResource(kind, '')
  return answers.json(200, found)
}

const discovery: RawRoute[] = [
  scim('GET', '/ServiceProviderConfig', async ({ base }) => answers.json(200, serviceProviderConfig(base))),
  scim('GET', '/ResourceTypes', async ({ base }) => list(resourceTypes(base))),
  scim('GET', '/ResourceTypes/:id', async (call) => pickOne(resourceTypes(call.base), idOf(call), 'ResourceType')),
  scim('GET', '/Schemas', async ({ base }) => list(schemas(base))),
  scim('GET', '/Schemas/:id', async (call) => pickOne(schemas(call.base), idOf(call), 'Schema')),
]

/** Said in the words of SCIM, and only to who has a token. */
const nowhere: RawRoute[] = [
  scim('POST', '/Bulk', async () => notImplemented('bulk')),
  scim('GET', '/Me', async () => notImplemented('/Me')),
  ...(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) =>
    scim(method, '/*', async () => answers.failure(new ScimProblem(404, 'there is nothing at this address'))),
  ),
]

/** SCIM 2.0 (RFC 7643, 7644) at /scim/v2 of each environment's host. */
export const rawRoutes: RawRoute[] = [...userRoutes, ...groupRoutes, ...discovery, ...nowhere]
