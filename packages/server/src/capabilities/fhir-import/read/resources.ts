import { sha256 } from '../../../platform/crypto/tokens.ts'
import { all, canonical, type Element, first, isStorable, ReadProblem, text } from './element.ts'
import { readJson } from './json.ts'
import { readXml } from './xml.ts'

/** One resource of the import set, with where it stood. */
export interface Resource {
  readonly type: string
  /** Logical id; absent in some bundles. */
  readonly id: string | undefined
  /** What the record remembers it by: `Patient/1`, the full URL from its bundle, or its content when it has no name at all. */
  readonly identifier: string
  readonly fullUrl: string | undefined
  readonly element: Element
  readonly meta: { version: string | undefined; profile: string | undefined }
  /** Name of the file, without folders. */
  readonly file: string
  /** Hash of the content, without narrative and without the moment of export. */
  readonly hash: Buffer
  /** Which file or bundle it stood in: urn:uuid references only mean something there. */
  readonly scope: number
}

/** No single file needs more; a larger export is cut into files. */
export const maxFileBytes = 32 * 1024 * 1024
const maxBundleDepth = 3
const bundleKinds = ['collection', 'transaction', 'batch', 'searchset', 'document', 'message']

/** Reads a file as FHIR, XML or JSON by its first character, and unpacks bundles. Throws ReadProblem. */
export function readResources(bytes: Uint8Array, file: string, scope: number): Resource[] {
  if (bytes.length > maxFileBytes) throw new ReadProblem('file-too-large')
  const source = decode(bytes)
  const root = source.trimStart().startsWith('<') ? readXml(source) : readJson(source)
  return unpack(root, undefined, file, scope, 0)
}

function decode(bytes: Uint8Array): string {
  try {
    // The byte order mark is dropped by the decoder; any other encoding than UTF-8 fails here.
    const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']/.exec(source)?.[1]
    if (declared && !/^(utf-?8|us-ascii)$/i.test(declared)) throw new ReadProblem('not-utf8')
    return source
  } catch {
    throw new ReadProblem('not-utf8')
  }
}

function unpack(root: Element, fullUrl: string | undefined, file: string, scope: number, depth: number): Resource[] {
  if (root.resourceType !== 'Bundle') return [resourceOf(root, fullUrl, file, scope)]
  if (depth >= maxBundleDepth) throw new ReadProblem('too-deep')
  if (!bundleKinds.includes(text(root, 'type') ?? '')) throw new ReadProblem('bundle-kind')
  return all(root, 'entry').flatMap((entry) => {
    const inner = first(entry, 'resource')
    const removes = text(entry, 'request.method') === 'DELETE'
    return inner?.resourceType && !removes ? unpack(inner, text(entry, 'fullUrl'), file, scope, depth + 1) : []
  })
}

function resourceOf(element: Element, fullUrl: string | undefined, file: string, scope: number): Resource {
  const type = element.resourceType!
  const id = text(element, 'id')
  const hash = sha256(canonical(element, ['meta', 'text']))
  const absolute = fullUrl && /^https?:\/\//.test(fullUrl) ? fullUrl : undefined
  const identifier =
    absolute ?? (id ? `${type}/${id}` : (fullUrl ?? `${type}/sha256:${hash.toString('hex').slice(0, 40)}`))
  const version = text(element, 'meta.versionId') ?? text(element, 'meta.lastUpdated')
  const meta = { version, profile: text(element, 'meta.profile')?.split('/').pop() }
  return { type, id, identifier, fullUrl, element, meta, file, hash, scope }
}

/** A resource within another one, as if it stood by itself. */
export function containedResources(resource: Resource): Resource[] {
  return all(resource.element, 'contained')
    .filter((each) => each.resourceType)
    .map((each) => {
      const inner = resourceOf(each, undefined, resource.file, resource.scope)
      return { ...inner, identifier: `${resource.identifier}#${inner.id ?? ''}` }
    })
}

export const isStorableResource = (resource: Resource): boolean => isStorable(resource.element)
