import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { type Element, ReadProblem } from './element.ts'

const fhirNamespace = 'http://hl7.org/fhir'

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: '#cdata',
})

/** A node as the parser gives it, in the order of the document: one key for the tag, and `:@` for the attributes. */
type Node = Record<string, unknown>

/**
 * Reads one FHIR resource in XML (FHIR R4, section 2.6.1). Throws ReadProblem. A document type is refused before parsing:
 * without it there are no entities to expand and no outside files to fetch.
 */
export function readXml(source: string): Element {
  if (/<!DOCTYPE|<!ENTITY/i.test(source)) throw new ReadProblem('xml-doctype')
  const roots = parse(source).filter((node) => tagOf(node) !== undefined)
  const [root] = roots
  if (!root || roots.length > 1) throw new ReadProblem('xml-broken', 'er moet precies één hoofdelement zijn')
  const tag = tagOf(root)!
  const prefix = tag.includes(':') ? `:${tag.split(':')[0]}` : ''
  if (attributesOf(root)[`xmlns${prefix}`] !== fhirNamespace) throw new ReadProblem('not-fhir')
  return resourceOf(root)
}

/** The words of an XHTML fragment, blocks on lines of their own. Throws ReadProblem. */
export function plainText(xhtml: string): string {
  if (/<!DOCTYPE|<!ENTITY/i.test(xhtml)) throw new ReadProblem('xml-doctype')
  return tidy(parse(`<div>${xhtml}</div>`).map(wordsOf).join(''))
}

function parse(source: string): Node[] {
  const verdict = validate(source)
  if (verdict !== true) throw new ReadProblem('xml-broken', `regel ${verdict.err.line}`)
  try {
    return parser.parse(source) as Node[]
  } catch (error) {
    if ((error as Error).message.includes('nested')) throw new ReadProblem('too-deep')
    throw new ReadProblem('xml-broken')
  }
}

function validate(source: string) {
  try {
    return XMLValidator.validate(source)
  } catch {
    throw new ReadProblem('xml-broken')
  }
}

const tagOf = (node: Node): string | undefined => Object.keys(node).find((key) => key !== ':@' && !key.startsWith('#'))
const childrenOf = (node: Node, tag: string): Node[] => (Array.isArray(node[tag]) ? (node[tag] as Node[]) : [])
const attributesOf = (node: Node): Record<string, string> => (node[':@'] ?? {}) as Record<string, string>
const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1)

function resourceOf(node: Node): Element {
  const tag = tagOf(node)!
  const resourceType = localName(tag)
  if (!/^[A-Z][A-Za-z]+$/.test(resourceType)) throw new ReadProblem('not-fhir')
  return { ...elementOf(node, tag), resourceType }
}

function elementOf(node: Node, tag: string): Element {
  const attributes = attributesOf(node)
  const children = new Map<string, Element[]>()
  const add = (name: string, element: Element) => children.set(name, [...(children.get(name) ?? []), element])
  for (const name of ['id', 'url']) {
    if (attributes[name] !== undefined) add(name, leaf(decode(attributes[name])))
  }
  for (const child of childrenOf(node, tag)) {
    const childTag = tagOf(child)
    if (childTag === undefined) {
      if (wordsOf(child).trim() !== '') throw new ReadProblem('not-fhir')
    } else if (localName(childTag) === 'div') {
      add('div', leaf(tidy(wordsOf(child))))
    } else {
      add(localName(childTag), childOf(child, childTag))
    }
  }
  const value = attributes['value']
  return { resourceType: undefined, value: value === undefined ? undefined : decode(value), children }
}

/** Some elements hold a whole resource: `<contained><Practitioner>…</Practitioner></contained>`. */
function childOf(node: Node, tag: string): Element {
  const inner = childrenOf(node, tag).filter((each) => tagOf(each) !== undefined)
  const [only] = inner
  const isResource = only && inner.length === 1 && /^[A-Z]/.test(localName(tagOf(only)!))
  return isResource ? resourceOf(only) : elementOf(node, tag)
}

const leaf = (value: string): Element => ({ resourceType: undefined, value, children: new Map() })

const blocks = new Set([
  'div',
  'p',
  'br',
  'li',
  'ul',
  'ol',
  'tr',
  'table',
  'caption',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
])
const cells = new Set(['td', 'th'])

function wordsOf(node: Node): string {
  if (typeof node['#text'] === 'string') return decode(node['#text']).replace(/\s+/g, ' ')
  if (Array.isArray(node['#cdata']))
    return (node['#cdata'] as Node[]).map((each) => String(each['#text'] ?? '')).join('')
  const tag = tagOf(node)
  if (tag === undefined) return ''
  const inner = childrenOf(node, tag).map(wordsOf).join('')
  const name = localName(tag).toLowerCase()
  if (blocks.has(name)) return `\n${inner}\n`
  return cells.has(name) ? `${inner} ` : inner
}

const tidy = (words: string): string =>
  words
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim()

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The five entities of XML, the non-breaking space that narratives use, and characters by number; nothing else exists. */
function decode(raw: string): string {
  return raw.replace(/&([^;&\s]*);?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) throw new ReadProblem('xml-entity')
    const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
    if (number) return character(number[1] ? Number.parseInt(number[1], 16) : Number(number[2]))
    const known = Object.hasOwn(named, name) ? named[name] : undefined
    if (known === undefined) throw new ReadProblem('xml-entity')
    return known
  })
}

function character(code: number): string {
  // What XML 1.0 calls a character: no control characters besides tab and line ends, no half surrogate pairs.
  const allowed =
    code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0x10ffff)
  if (!allowed) throw new ReadProblem('xml-entity')
  return String.fromCodePoint(code)
}
