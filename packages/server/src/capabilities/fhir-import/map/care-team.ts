import { NewContact } from '@hoede/contract'
import { all, type Element, text } from '../read/element.ts'
import type { Resource } from '../read/resources.ts'
import { Refusal } from '../reasons.ts'
import type { ContactRecord } from '../records.ts'
import { wordsFor } from './codes.ts'
import { leftOutOf, refuseBeyondContract, type Surroundings, shortened } from './common.ts'
import { hasEnded } from './moment.ts'
import { professionalOf } from './professional.ts'

const used = ['status', 'name', 'subject', 'period', 'participant']

export interface MappedMember {
  record: ContactRecord
  /** What the member is remembered by within the team. */
  member: string
  parts: Resource[]
}

/**
 * nl-core-CareTeam to contact persons: the professionals around the client with what they are and the team's name. They become no
 * employees and no care relations, because those open doors. Throws Refusal.
 */
export function mapCareTeam(resource: Resource, around: Surroundings): { members: MappedMember[]; leftOut: string[] } {
  const { element } = resource
  const status = text(element, 'status')
  if (status === 'entered-in-error') throw new Refusal('entered-in-error')
  if (['inactive', 'suspended', 'proposed'].includes(status ?? '') || hasEnded(element, 'period.end', around.now)) {
    throw new Refusal('ended')
  }
  const team = text(element, 'name')
  const leftOut = leftOutOf(element, used)
  const members = all(element, 'participant').flatMap((participant): MappedMember[] => {
    const reference = all(participant, 'member')[0]
    const target = text(reference, 'reference') ?? ''
    if (!reference || hasEnded(participant, 'period.end', around.now) || isPersonal(reference, resource, around))
      return []
    const found = professionalOf(reference, resource, around)
    if (!found) {
      leftOut.push('participant (niet gevonden)')
      return []
    }
    const what = all(participant, 'role').map(wordsFor).find(Boolean) ?? found.function
    const record = {
      name: found.name,
      relation: relationOf(what, team),
      roles: ['contact' as const],
      phone: found.phone,
      email: found.email,
    }
    refuseBeyondContract(NewContact, record)
    const generalPractitioner = found.discipline === 'general-practitioner'
    return [{ record: { ...record, generalPractitioner }, member: target || found.name, parts: found.parts }]
  })
  if (!members.length) throw new Refusal('no-value')
  return { members, leftOut: [...new Set(leftOut)] }
}

/** The client and their relatives come in by their own resources. */
function isPersonal(reference: Element, from: Resource, around: Surroundings): boolean {
  const target = around.references.resolve(reference, from)
  const type = 'found' in target ? target.found.type : (text(reference, 'type') ?? text(reference, 'reference') ?? '')
  return /^(Patient|RelatedPerson)\b/.test(type)
}

function relationOf(what: string | undefined, team: string | undefined): string {
  const words = what ?? 'Zorgverlener'
  const whole = team ? `${words} (${team})` : words
  return whole.length <= 60 ? whole : shortened(words, 60)
}
