import { NewContact } from '@hoede/contract'
import { all, type Element, text } from '../read/element.ts'
import type { Resource } from '../read/resources.ts'
import { Refusal } from '../reasons.ts'
import type { ContactRecord } from '../records.ts'
import { codings, contactRole, roleCode, wordsFor } from './codes.ts'
import { leftOutOf, refuseBeyondContract, shortened } from './common.ts'
import { readTelecom } from './contact-details.ts'
import { hasEnded } from './moment.ts'
import { displayName } from './names.ts'

const used = ['patient', 'relationship', 'name', 'telecom', 'active', 'period']

/** nl-core-ContactPerson (RelatedPerson) to a contact person. Throws Refusal. */
export function mapRelatedPerson(resource: Resource, now: Date): { record: ContactRecord; leftOut: string[] } {
  const { element } = resource
  if (text(element, 'active') === 'false' || hasEnded(element, 'period.end', now)) throw new Refusal('ended')
  return { record: contactOf(element), leftOut: leftOutOf(element, used) }
}

/** The contact persons that stand in the Patient itself; those whose period ended are passed over. */
export function mapPatientContacts(patient: Element, now: Date): { contacts: (ContactRecord | undefined)[] } {
  const contacts = all(patient, 'contact').map((each) => {
    if (hasEnded(each, 'period.end', now)) return undefined
    try {
      return contactOf(each)
    } catch (error) {
      // The client is not refused for a contact person without a name; it is told with what was left out.
      if (error instanceof Refusal) return undefined
      throw error
    }
  })
  return { contacts }
}

function contactOf(element: Element): ContactRecord {
  const name = displayName(all(element, 'name'))
  if (!name) throw new Refusal('name-missing')
  const { phone, mobile, email } = readTelecom(all(element, 'telecom'))
  const concepts = all(element, 'relationship')
  const record = {
    name,
    relation: relationOf(concepts),
    roles: rolesOf(concepts),
    phone: mobile ?? phone,
    email,
  }
  refuseBeyondContract(NewContact, record)
  return { ...record, generalPractitioner: false }
}

/** Relations of HL7 v3 RoleCode (zib list COD1002), as people say them. */
const relations: Record<string, string> = {
  HUSB: 'Echtgenoot',
  WIFE: 'Echtgenote',
  SPS: 'Echtgenoot of echtgenote',
  DOMPART: 'Partner',
  SIGOTHR: 'Partner',
  CHILD: 'Kind',
  SON: 'Zoon',
  SONC: 'Zoon',
  DAU: 'Dochter',
  DAUC: 'Dochter',
  PRN: 'Ouder',
  MTH: 'Moeder',
  NMTH: 'Moeder',
  FTH: 'Vader',
  NFTH: 'Vader',
  SIB: 'Broer of zus',
  BRO: 'Broer',
  SIS: 'Zus',
  GRPRN: 'Grootouder',
  GRNDCHILD: 'Kleinkind',
  GRNDSON: 'Kleinzoon',
  GRNDDAU: 'Kleindochter',
  COUSN: 'Neef of nicht',
  UNCLE: 'Oom',
  AUNT: 'Tante',
  NEPHEW: 'Neef',
  NIECE: 'Nicht',
  CHLDINLAW: 'Schoonkind',
  SONINLAW: 'Schoonzoon',
  DAUINLAW: 'Schoondochter',
  BROINLAW: 'Zwager',
  SISINLAW: 'Schoonzus',
  FRND: 'Vriend of vriendin',
  NBOR: 'Buur',
  GUARD: 'Voogd',
}

function relationOf(concepts: readonly Element[]): string | null {
  const all = concepts.flatMap(codings)
  const family = all.find((each) => each.system === roleCode && each.code)
  if (family) return relations[family.code!] ?? family.display ?? family.code!
  const role = all.find((each) => each.system === contactRole && each.code !== '01' && each.display)
  const words = role?.display ?? concepts.map((each) => text(each, 'text')).find(Boolean)
  return words ? shortened(words, 60) : null
}

function rolesOf(concepts: readonly Element[]): ContactRecord['roles'] {
  const roles = concepts.flatMap((concept) => {
    const words = wordsFor(concept) ?? ''
    return codings(concept).map(({ system, code }) => {
      if (system === contactRole && code === '01') return 'first-contact' as const
      const represents = /wettelijk|curator|mentor|voogd/i.test(words)
      const known =
        (system === contactRole && (code === '24' || represents)) || (system === roleCode && code === 'GUARD')
      return known ? ('legal-representative' as const) : ('contact' as const)
    })
  })
  const found = [...new Set(roles)].filter((role) => role !== 'contact')
  return found.length ? found : ['contact']
}
