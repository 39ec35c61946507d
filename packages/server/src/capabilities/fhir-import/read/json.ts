import { type Element, maxDepth, ReadProblem } from './element.ts'
import { plainText } from './xml.ts'

/** Reads one FHIR resource in JSON (FHIR R4, section 2.6.2). Throws ReadProblem. */
export function readJson(source: string): Element {
  const root = parse(source)
  if (!isRecord(root) || typeof root['resourceType'] !== 'string' || !/^[A-Z][A-Za-z]+$/.test(root['resourceType'])) {
    throw new ReadProblem('not-fhir')
  }
  return elementOf(root, 0)
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch (error) {
    throw new ReadProblem(error instanceof RangeError ? 'too-deep' : 'json-broken')
  }
}

type JsonRecord = Record<string, unknown>
const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function elementOf(record: JsonRecord, depth: number): Element {
  if (depth > maxDepth) throw new ReadProblem('too-deep')
  const children = new Map<string, Element[]>()
  let resourceType: string | undefined
  for (const [key, value] of Object.entries(record)) {
    if (key === 'resourceType' && typeof value === 'string') resourceType = value
    else if (key === 'div' && typeof value === 'string') children.set(key, [leaf(plainText(value))])
    else if (!key.startsWith('_')) children.set(key, listOf(value, record[`_${key}`], depth))
    else if (!Object.hasOwn(record, key.slice(1))) children.set(key.slice(1), listOf(undefined, value, depth))
  }
  return { resourceType, value: undefined, children }
}

/** Values with what stands beside them: `"given": ["Jo"], "_given": [{"extension": […]}]` is one element. */
function listOf(value: unknown, beside: unknown, depth: number): Element[] {
  const values = asList(value)
  const extras = asList(beside)
  const length = Math.max(values.length, extras.length)
  return Array.from({ length }, (_, index) => oneOf(values[index], extras[index], depth + 1))
}

const asList = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])

function oneOf(value: unknown, beside: unknown, depth: number): Element {
  if (isRecord(value)) return elementOf(value, depth)
  if (Array.isArray(value)) throw new ReadProblem('not-fhir')
  if (beside !== undefined && beside !== null && !isRecord(beside)) throw new ReadProblem('not-fhir')
  const children = isRecord(beside) ? elementOf(beside, depth).children : new Map<string, Element[]>()
  const primitive = value === undefined || value === null ? undefined : String(value)
  return { resourceType: undefined, value: primitive, children }
}

const leaf = (value: string): Element => ({ resourceType: undefined, value, children: new Map() })
