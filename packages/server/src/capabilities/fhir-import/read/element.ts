/**
 * A piece of FHIR as FHIRPath sees it: every element has perhaps a value and any number of children by name, each a list. XML and
 * JSON come out the same, so that nobody has to know which elements may repeat. Values are the text as it was sent.
 */
export interface Element {
  /** Set where the element is a resource of its own (root, contained, in a bundle). */
  readonly resourceType: string | undefined
  readonly value: string | undefined
  readonly children: ReadonlyMap<string, readonly Element[]>
}

/** A file that cannot be read as FHIR: a stable code, and where it went wrong; never what stood there. */
export class ReadProblem extends Error {
  readonly code: ReadProblemCode
  readonly where: string | undefined
  constructor(code: ReadProblemCode, where?: string) {
    super(where ? `${code} (${where})` : code)
    this.name = 'ReadProblem'
    this.code = code
    this.where = where
  }
}
export type ReadProblemCode =
  | 'file-too-large'
  | 'file-unreadable'
  | 'not-utf8'
  | 'xml-broken'
  | 'xml-doctype'
  | 'xml-entity'
  | 'json-broken'
  | 'not-fhir'
  | 'too-deep'
  | 'bundle-kind'

/** FHIR itself nests some ten deep; more is an attack or a mistake. */
export const maxDepth = 64

/** All elements at a path, for example `name.family`; empty when there are none. */
export function all(element: Element | undefined, path: string): readonly Element[] {
  let found: readonly Element[] = element ? [element] : []
  for (const name of path.split('.')) found = found.flatMap((each) => each.children.get(name) ?? [])
  return found
}

/** The first element at a path. */
export const first = (element: Element | undefined, path: string): Element | undefined => all(element, path)[0]

/** The value of the first element at a path, without space around it; undefined when it is absent or empty. */
export function text(element: Element | undefined, path: string): string | undefined {
  const value = first(element, path)?.value?.trim()
  return value === '' ? undefined : value
}

/** The extensions of an element with this url. */
const extensions = (element: Element | undefined, url: string): readonly Element[] =>
  all(element, 'extension').filter((each) => text(each, 'url') === url)

export const extension = (element: Element | undefined, url: string): Element | undefined => extensions(element, url)[0]

/** Is this name anywhere within the element? */
export function holds(element: Element, name: string): boolean {
  for (const [child, list] of element.children) {
    if (child === name || list.some((each) => holds(each, name))) return true
  }
  return false
}

/** PostgreSQL cannot keep NUL and half surrogate pairs; refusing them beats changing what somebody wrote. */
export function isStorable(element: Element): boolean {
  if (element.value !== undefined && (element.value.includes('\0') || !element.value.isWellFormed())) return false
  return [...element.children.values()].every((list) => list.every(isStorable))
}

/** The same content gives the same text, whatever the format, the order of elements or the space between them. */
export function canonical(element: Element, without: readonly string[] = []): string {
  const children = [...element.children]
    .filter(([name]) => !without.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, list]) => `${JSON.stringify(name)}:[${list.map((each) => canonical(each)).join(',')}]`)
  return `{${JSON.stringify([element.resourceType, element.value])},${children.join(',')}}`
}
