import { bsnSystems } from './map/patient.ts'
import { all, type Element, text } from './read/element.ts'
import type { References } from './read/references.ts'
import type { Resource } from './read/resources.ts'
import { Refusal } from './reasons.ts'
import type { ClientGroup, ClientRecord, Planned } from './records.ts'

export interface SubjectOptions {
  knownPatients: ReadonlySet<string>
  subject?: string | undefined
}

/** Whose something is. Never a guess: what names nobody is refused, unless whoever imports said whose it is. */
export class Subjects {
  /** By the identifier of their Patient. */
  readonly groups = new Map<string, ClientGroup>()
  readonly #everything: References
  readonly #options: SubjectOptions

  constructor(everything: References, options: SubjectOptions) {
    this.#everything = everything
    this.#options = options
  }

  add(identifier: string, client: Planned<ClientRecord> | undefined): ClientGroup {
    const empty = { contacts: [], resuscitation: [], alerts: [], reports: [], measurements: [] }
    const group: ClientGroup = { patient: identifier, client, ...empty }
    this.groups.set(identifier, group)
    return group
  }

  /** The group of the client that a resource names in one of these elements. Throws Refusal. */
  groupOf(resource: Resource, element: 'subject' | 'patient'): ClientGroup {
    const [reference] = all(resource.element, element)
    return this.#byReference(reference ?? memberPatient(resource), resource)
  }

  #byReference(reference: Element | undefined, from: Resource): ClientGroup {
    const target = text(reference, 'reference')
    if (!reference || (!target && !text(reference, 'identifier.value'))) return this.#named()
    if (!target) return this.#byIdentifier(reference)
    const resolution = this.#everything.resolve(reference, from)
    if ('ambiguous' in resolution) throw new Refusal('subject-refused')
    if ('missing' in resolution) return this.#known(resolution.missing)
    if (resolution.found.type !== 'Patient') throw new Refusal('subject-unknown')
    return this.#group(resolution.found.identifier)
  }

  /** A reference that only says which BSN is meant. */
  #byIdentifier(reference: Element): ClientGroup {
    const value = text(reference, 'identifier.value')!
    if (!bsnSystems.includes(text(reference, 'identifier.system') ?? '')) throw new Refusal('subject-unknown')
    const found = bsnSystems.map((system) => this.#everything.patientByIdentifier(system, value)).find(Boolean)
    if (!found) throw new Refusal('subject-unknown')
    return this.#group(found.identifier)
  }

  #named(): ClientGroup {
    const { subject } = this.#options
    if (!subject) throw new Refusal('subject-missing')
    return this.groups.get(subject) ?? this.#known(subject)
  }

  #group(identifier: string): ClientGroup {
    const group = this.groups.get(identifier)
    if (!group) throw new Refusal('subject-refused')
    return group
  }

  #known(identifier: string | undefined): ClientGroup {
    if (identifier === undefined || !this.#options.knownPatients.has(identifier)) throw new Refusal('subject-unknown')
    return this.groups.get(identifier) ?? this.add(identifier, undefined)
  }
}

/** A care team often names its client among its members only. */
function memberPatient(resource: Resource): Element | undefined {
  if (resource.type !== 'CareTeam') return undefined
  const patients = all(resource.element, 'participant.member').filter(
    (each) => text(each, 'type') === 'Patient' || /(^|\/)Patient\//.test(text(each, 'reference') ?? ''),
  )
  return patients.length === 1 ? patients[0] : undefined
}
