import { all, type Element, text } from './element.ts'
import { containedResources, type Resource } from './resources.ts'

/** What a reference led to. */
export type Resolution =
  | { found: Resource }
  /** Not in the set; the identifier is how an earlier import may know it. */
  | { missing: string | undefined }
  /** Several different resources carry this name. */
  | { ambiguous: string }

/** Everything in the import set by every name that a reference can use; independent of the order of files. */
export class References {
  readonly #byName = new Map<string, Resource[]>()

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) for (const name of namesOf(resource)) this.#add(name, resource)
  }

  /** Follows an element of type Reference that stands in a resource (FHIR R4, section 2.3: relative, absolute, contained). */
  resolve(reference: Element | undefined, from: Resource): Resolution {
    const target = text(reference, 'reference')
    if (!target) return { missing: undefined }
    if (target.startsWith('#')) {
      const found = containedResources(from).find((each) => each.id === target.slice(1))
      return found ? { found } : { missing: undefined }
    }
    const bare = target.replace(/\/_history\/[^/]+$/, '')
    if (bare.startsWith('urn:')) return this.#lookUp(`${from.scope} ${bare}`, bare)
    const base = baseOf(from.fullUrl)
    if (base && !isAbsolute(bare)) {
      const near = this.#lookUp(`${base}/${bare}`, `${base}/${bare}`)
      if ('found' in near) return near
      const elsewhere = this.#lookUp(bare, `${base}/${bare}`)
      // Patient/1 of another server is another patient.
      return 'found' in elsewhere && isAbsolute(elsewhere.found.fullUrl ?? '') ? near : elsewhere
    }
    return this.#lookUp(bare, bare)
  }

  /** The patient with this identifier (system and value), for references that only say who is meant. */
  patientByIdentifier(system: string, value: string): Resource | undefined {
    const found = this.#byName.get(`identifier ${system} ${value}`) ?? []
    return found.length === 1 ? found[0] : undefined
  }

  /** Is there another resource of this name with another content? */
  isAmbiguous(resource: Resource): boolean {
    return (this.#byName.get(resource.identifier) ?? []).some((each) => !each.hash.equals(resource.hash))
  }

  #lookUp(name: string, known: string): Resolution {
    const found = this.#byName.get(name) ?? []
    if (found.length === 1) return { found: found[0]! }
    return found.length ? { ambiguous: name } : { missing: known }
  }

  #add(name: string, resource: Resource): void {
    const there = this.#byName.get(name) ?? []
    // The same thing twice is one.
    if (there.some((each) => each.identifier === resource.identifier && each.hash.equals(resource.hash))) return
    this.#byName.set(name, [...there, resource])
  }
}

const isAbsolute = (url: string): boolean => /^https?:\/\//.test(url)
const baseOf = (url: string | undefined): string | undefined =>
  /^(https?:\/\/.+)\/[A-Za-z]+\/[^/]+$/.exec(url ?? '')?.[1]

function namesOf(resource: Resource): string[] {
  const names = new Set<string>([resource.identifier])
  if (resource.id) names.add(`${resource.type}/${resource.id}`)
  if (resource.fullUrl?.startsWith('urn:')) names.add(`${resource.scope} ${resource.fullUrl}`)
  else if (resource.fullUrl) names.add(resource.fullUrl)
  if (resource.type === 'Patient') {
    for (const each of all(resource.element, 'identifier')) {
      const [system, value] = [text(each, 'system'), text(each, 'value')]
      if (system && value) names.add(`identifier ${system} ${value}`)
    }
  }
  return [...names]
}
