import { all, type Element, text } from '../read/element.ts'
import type { Resource } from '../read/resources.ts'
import { codings, wordsFor } from './codes.ts'
import type { Surroundings } from './common.ts'
import { readTelecom } from './contact-details.ts'
import { displayName } from './names.ts'

/** Somebody who gives care, as the source describes them (zib HealthProfessional, HealthcareProvider). */
export interface MappedProfessional {
  name: string
  /** What they are: 'Huisarts', 'inwendige geneeskunde'; undefined when the source does not say. */
  function: string | undefined
  discipline: 'general-practitioner' | 'medical' | 'nursing' | 'paramedical' | undefined
  phone: string | null
  email: string | null
  parts: Resource[]
}

const agbSpecialty = 'urn:oid:2.16.840.1.113883.2.4.6.7'
const uziRole = 'http://fhir.nl/fhir/NamingSystem/uzi-rolcode'
const agb = 'http://fhir.nl/fhir/NamingSystem/agb-z'

/**
 * Whom a reference means: a Practitioner, a PractitionerRole with its Practitioner, or an Organization. Undefined when nobody can
 * be found; then only the display of the reference is left.
 */
export function professionalOf(
  reference: Element,
  from: Resource,
  around: Surroundings,
): MappedProfessional | undefined {
  const target = around.references.resolve(reference, from)
  if (!('found' in target)) return byDisplay(reference)
  const { found } = target
  switch (found.type) {
    case 'PractitionerRole':
      return ofRole(found, around)
    case 'Practitioner':
      return ofPerson(found, [])
    case 'Organization':
      return ofOrganization(found)
    default:
      return undefined
  }
}

function byDisplay(reference: Element): MappedProfessional | undefined {
  const name = text(reference, 'display')
  return name ? { name, function: undefined, discipline: undefined, phone: null, email: null, parts: [] } : undefined
}

function ofPerson(person: Resource, roles: readonly Element[]): MappedProfessional | undefined {
  const name = displayName(all(person.element, 'name'))
  if (!name) return undefined
  const codes = [...roles, ...all(person.element, 'qualification.code')]
  const { phone, mobile, email } = readTelecom(all(person.element, 'telecom'))
  const number = all(person.element, 'identifier').find((each) => text(each, 'system') === agb)
  return {
    name,
    function: functionOf(codes),
    discipline: disciplineOf(codes) ?? byAgb(text(number, 'value')),
    phone: phone ?? mobile,
    email,
    parts: [person],
  }
}

function ofRole(role: Resource, around: Surroundings): MappedProfessional | undefined {
  const codes = [...all(role.element, 'specialty'), ...all(role.element, 'code')]
  const { phone, mobile, email } = readTelecom(all(role.element, 'telecom'))
  const own = { phone: phone ?? mobile, email }
  const [reference] = [...all(role.element, 'practitioner'), ...all(role.element, 'organization')]
  if (!reference) return undefined
  const target = around.references.resolve(reference, role)
  const person = 'found' in target ? memberOf(target.found, codes) : byDisplay(reference)
  if (!person) return undefined
  return {
    ...person,
    function: functionOf(codes) ?? person.function,
    discipline: disciplineOf(codes) ?? person.discipline,
    phone: own.phone ?? person.phone,
    email: own.email ?? person.email,
    parts: [role, ...person.parts],
  }
}

const memberOf = (found: Resource, codes: readonly Element[]): MappedProfessional | undefined =>
  found.type === 'Organization' ? ofOrganization(found) : ofPerson(found, codes)

function ofOrganization(organization: Resource): MappedProfessional | undefined {
  const name = text(organization.element, 'name')
  if (!name) return undefined
  const { phone, mobile, email } = readTelecom(all(organization.element, 'telecom'))
  const codes = all(organization.element, 'type')
  return {
    name,
    function: functionOf(codes),
    discipline: disciplineOf(codes),
    phone: phone ?? mobile,
    email,
    parts: [organization],
  }
}

/** "Medisch specialisten, inwendige geneeskunde" is a heading of the AGB list; people say "inwendige geneeskunde". */
function functionOf(codes: readonly Element[]): string | undefined {
  const words = codes.map(wordsFor).find(Boolean)
  return words
    ?.replace(/^Medisch specialisten, /, '')
    .replace(/^Huisartsen(,.*)?$/, 'Huisarts')
    .replace(/^Apothekers(,.*)?$/, 'Apotheker')
}

function disciplineOf(codes: readonly Element[]): MappedProfessional['discipline'] {
  for (const { system, code } of codes.flatMap(codings)) {
    if (!code) continue
    if (system === agbSpecialty) return byAgb(code)
    if (system === uziRole) return code === '01.015' ? 'general-practitioner' : byUzi(code.slice(0, 2))
  }
  return undefined
}

/** The first two figures of an AGB code are the kind of care: 01 general practitioner, 03 specialist, 04 physiotherapist … */
function byAgb(code: string | undefined): MappedProfessional['discipline'] {
  const kind = code?.slice(0, 2) ?? ''
  if (kind === '01') return 'general-practitioner'
  if (['02', '03', '06', '11', '12', '84'].includes(kind)) return 'medical'
  if (['04', '05', '07', '24', '26', '44', '57', '88'].includes(kind)) return 'paramedical'
  return kind === '91' ? 'nursing' : undefined
}

/** The first two figures of a UZI role code are the profession: 01 physician, 30 nurse, 04 physiotherapist … */
function byUzi(kind: string): MappedProfessional['discipline'] {
  if (kind === '30') return 'nursing'
  if (['01', '02', '03', '17', '81'].includes(kind)) return 'medical'
  return ['04', '25', '87', '88', '89', '90', '91', '92', '93', '94', '95', '96'].includes(kind)
    ? 'paramedical'
    : undefined
}
