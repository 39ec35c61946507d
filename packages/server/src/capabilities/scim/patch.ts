import { isDeepStrictEqual } from 'node:util'
import { invalid } from './errors.ts'
import { type AttributePath, type Filter, fits, type PatchPath, parsePath } from './filter.ts'

/** JSON as it came: RFC 7643 attributes of any kind. */
export type Resource = Record<string, unknown>

export interface Operation {
  op: 'add' | 'replace' | 'remove'
  path: PatchPath | undefined
  value: unknown
}

const mostOperations = 1000

/** The operations of a PATCH body (RFC 7644 section 3.5.2), also where "Add" is written with a capital. Throws ScimProblem. */
export function readOperations(body: Resource, schemas: readonly string[]): Operation[] {
  const list = body['Operations'] ?? body['operations']
  if (!Array.isArray(list) || list.length === 0) throw invalid('invalidSyntax', 'a PATCH has Operations')
  if (list.length > mostOperations) throw invalid('tooMany', `at most ${mostOperations} operations`)
  return list.map((each: unknown) => {
    if (!isObject(each)) throw invalid('invalidSyntax', 'an operation is an object')
    const op = typeof each['op'] === 'string' ? each['op'].toLowerCase() : ''
    if (op !== 'add' && op !== 'replace' && op !== 'remove')
      throw invalid('invalidSyntax', 'op is add, replace or remove')
    const path = each['path']
    if (path !== undefined && path !== null && typeof path !== 'string')
      throw invalid('invalidPath', 'a path is a text')
    if (op === 'remove' && !path) throw invalid('noTarget', 'remove needs a path')
    if (op !== 'remove' && each['value'] === undefined) throw invalid('invalidValue', `${op} needs a value`)
    return { op, path: path ? parsePath(path, schemas) : undefined, value: each['value'] }
  })
}

/** What attributes a kind of resource has, as far as PATCH must know. */
export interface Shape {
  /** The schemas of extensions: attributes of theirs stand in an object under their name. */
  extensions: readonly string[]
  /** Lower case. */
  manyValued: readonly string[]
  /** Lower case; cannot be changed. */
  readOnly: readonly string[]
  /** How names are written, for those that come first with a PATCH. */
  names: readonly string[]
}

/** Carries out operations on a copy of a resource. Throws ScimProblem, then nothing has changed. */
export function patched(resource: Resource, operations: readonly Operation[], shape: Shape): Resource {
  const copy = structuredClone(resource)
  for (const operation of operations) apply(copy, operation, shape)
  return copy
}

function apply(resource: Resource, { op, path, value }: Operation, shape: Shape): void {
  if (path) {
    applyAt(resource, op, path, value, shape)
    return
  }
  if (!isObject(value)) throw invalid('invalidValue', 'without a path the value is an object of attributes')
  for (const [key, each] of Object.entries(value)) {
    if (key.toLowerCase() === 'schemas') continue
    applyAt(resource, op, parsePath(key, shape.extensions), each, shape)
  }
}

function applyAt(resource: Resource, op: Operation['op'], path: PatchPath, value: unknown, shape: Shape): void {
  const { attribute, filter } = path
  const container = containerOf(resource, attribute, shape, op)
  if (!container) return
  if (attribute.name === '') {
    applyExtension(resource, op, attribute.schema!, value, shape)
    return
  }
  const key = keyIn(container, attribute.name, shape)
  if (isReadOnly(key, attribute, shape)) {
    // Sent along unchanged, as Okta does with the id of a group.
    if (op !== 'remove' && !filter && isDeepStrictEqual(container[key], value)) return
    throw invalid('mutability', `${key} cannot be changed`)
  }
  if (filter) applyFiltered(container, key, op, filter, attribute.sub, value)
  else if (attribute.sub) applySub(container, key, op, attribute.sub, value, shape)
  else applyWhole(container, key, op, value, shape)
}

const isReadOnly = (key: string, { schema }: AttributePath, shape: Shape) =>
  !(schema && shape.extensions.includes(schema)) && shape.readOnly.includes(key.toLowerCase())

/** The resource itself, or the object of an extension. */
function containerOf(resource: Resource, attribute: AttributePath, shape: Shape, op: Operation['op']) {
  const { schema } = attribute
  const extension = schema && shape.extensions.find((each) => each.toLowerCase() === schema.toLowerCase())
  if (!extension) return resource
  if (attribute.name === '') return resource
  const known = resource[extension]
  if (isObject(known)) return known
  if (op === 'remove') return undefined
  const made: Resource = {}
  resource[extension] = made
  return made
}

function applyExtension(resource: Resource, op: Operation['op'], schema: string, value: unknown, shape: Shape): void {
  if (op === 'remove') {
    delete resource[schema]
    return
  }
  if (!isObject(value)) throw invalid('invalidValue', 'an extension is an object')
  for (const [name, each] of Object.entries(value))
    applyAt(resource, op, { attribute: { ...parsePath(name).attribute, schema }, filter: undefined }, each, shape)
}

function applyWhole(container: Resource, key: string, op: Operation['op'], value: unknown, shape: Shape): void {
  const before = container[key]
  const many = Array.isArray(before) || shape.manyValued.includes(key.toLowerCase())
  if (op === 'remove') {
    // Entra names the members to remove in the value; without one, all go.
    if (many && value !== undefined && value !== null) container[key] = without(before, value)
    else delete container[key]
  } else if (value === null) delete container[key]
  else if (many) container[key] = op === 'add' ? joined(before, value) : listOf(value)
  else if (isObject(value) && isObject(before)) container[key] = { ...before, ...value }
  else container[key] = value
}

function applySub(
  container: Resource,
  key: string,
  op: Operation['op'],
  sub: string,
  value: unknown,
  shape: Shape,
): void {
  const before = container[key]
  if (Array.isArray(before) || shape.manyValued.includes(key.toLowerCase())) {
    for (const each of listOf(before)) if (isObject(each)) setIn(each, op, sub, value)
    return
  }
  if (isObject(before)) setIn(before, op, sub, value)
  else if (op !== 'remove') container[key] = { [sub]: value }
}

function applyFiltered(
  container: Resource,
  key: string,
  op: Operation['op'],
  filter: Filter,
  sub: string | undefined,
  value: unknown,
): void {
  const values = listOf(container[key])
  const found = values.filter((each) => fits(filter, each))
  if (op === 'remove') {
    if (sub) for (const each of found) if (isObject(each)) setIn(each, op, sub, undefined)
    if (!sub) container[key] = values.filter((each) => !found.includes(each))
    return
  }
  if (found.length === 0) {
    const made = wanted(filter)
    if (!made) throw invalid('noTarget', `no value of ${key} fits the filter`)
    found.push(made)
    values.push(made)
  }
  for (const each of found) {
    if (!isObject(each)) throw invalid('invalidPath', `${key} has no sub-attributes`)
    if (sub) setIn(each, op, sub, value)
    else if (isObject(value)) Object.assign(each, value)
    else throw invalid('invalidValue', `a value of ${key} is an object`)
  }
  container[key] = values
}

/** Entra replaces emails[type eq "work"].value where there is none yet and means: make it. What `eq` says can be made. */
function wanted(filter: Filter): Resource | undefined {
  if (filter.kind === 'compare' && filter.operator === 'eq') return { [filter.path.name]: filter.value }
  if (filter.kind !== 'and') return undefined
  const [left, right] = [wanted(filter.left), wanted(filter.right)]
  return left && right ? { ...left, ...right } : undefined
}

function setIn(target: Resource, op: Operation['op'], sub: string, value: unknown): void {
  const key = Object.keys(target).find((each) => each.toLowerCase() === sub.toLowerCase()) ?? sub
  if (op === 'remove' || value === null) delete target[key]
  else target[key] = value
}

function keyIn(container: Resource, name: string, shape: Shape): string {
  const same = (each: string) => each.toLowerCase() === name.toLowerCase()
  return Object.keys(container).find(same) ?? shape.names.find(same) ?? name
}

const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

const idOf = (each: unknown) => (isObject(each) ? (each['value'] ?? each) : each)

function joined(before: unknown, added: unknown): unknown[] {
  const all = [...listOf(before)]
  for (const each of listOf(added)) {
    const same = all.findIndex((known) =>
      isObject(known) && isObject(each)
        ? known['value'] !== undefined && known['value'] === each['value'] && known['type'] === each['type']
        : isDeepStrictEqual(known, each),
    )
    if (same < 0) all.push(each)
    else all[same] = each
  }
  return all
}

function without(before: unknown, removed: unknown): unknown[] {
  const gone = new Set(listOf(removed).map(idOf))
  return listOf(before).filter((each) => !gone.has(idOf(each)))
}

export const isObject = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
