import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'
import { all, type Element, holds, text } from '../read/element.ts'
import type { References } from '../read/references.ts'
import { isStorableResource, type Resource } from '../read/resources.ts'
import { Refusal } from '../reasons.ts'

/** What a mapping needs to know of the world besides its own resource. */
export interface Surroundings {
  references: References
  now: Date
}

/** What goes for every resource that Hoede takes something from. Throws Refusal. */
export function refuseUnsafe(resource: Resource, references: References): void {
  const { element } = resource
  if (references.isAmbiguous(resource)) throw new Refusal('id-ambiguous')
  if (!isStorableResource(resource)) throw new Refusal('invalid-text')
  // FHIR R4 section 2.4.0.1: who does not know a modifier extension must not process what it stands on.
  if (holds(element, 'modifierExtension') || element.children.has('implicitRules'))
    throw new Refusal('modifier-unknown')
  const labels = all(element, 'meta.security').map((each) => text(each, 'code'))
  if ([...labels, text(element, 'confidentiality')].some((each) => each === 'R' || each === 'V')) {
    throw new Refusal('confidential')
  }
}

const neverMissed = ['id', 'meta', 'text', 'language', 'contained', 'extension']

/** The elements and extensions of a resource that a mapping did not look at. */
export function leftOutOf(element: Element, used: readonly string[], usedExtensions: readonly string[] = []): string[] {
  const names = [...element.children.keys()].filter((name) => !used.includes(name) && !neverMissed.includes(name))
  const urls = all(element, 'extension').map((each) => text(each, 'url') ?? '')
  const known = urls.filter((url) => url && !usedExtensions.includes(url))
  return [...names, ...known.map((url) => url.split('/').pop()!)]
}

/** Holds a record against the contract: what the web could not send, an import does not bring in either. Throws Refusal. */
export function refuseBeyondContract(schema: TSchema, value: unknown): void {
  const [error] = Errors(schema, value)
  if (!error) return
  const field = error.instancePath.slice(1).replaceAll('/', '.')
  throw new Refusal(error.keyword === 'maxLength' ? 'too-long' : 'value-impossible', field)
}

/** Fits a text in a number of characters, with an ellipsis where it was longer. */
export const shortened = (words: string, length: number): string =>
  words.length <= length ? words : `${words.slice(0, length - 1).trimEnd()}…`
