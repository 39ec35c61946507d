import { all, type Element, first, text } from '../read/element.ts'

export const snomed = 'http://snomed.info/sct'
export const loinc = 'http://loinc.org'
export const roleCode = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode'
/** Vektis COD472: the role of a contact person. */
export const contactRole = 'urn:oid:2.16.840.1.113883.2.4.3.11.22.472'
const codeSpecification = 'http://nictiz.nl/fhir/StructureDefinition/ext-CodeSpecification'

export interface Coding {
  system: string | undefined
  code: string | undefined
  display: string | undefined
}

/** The codings of an element of type CodeableConcept. */
export const codings = (concept: Element | undefined): Coding[] =>
  all(concept, 'coding').map((each) => ({
    system: text(each, 'system'),
    code: text(each, 'code'),
    display: text(each, 'display'),
  }))

export const codeIn = (concept: Element | undefined, system: string): string | undefined =>
  codings(concept).find((each) => each.system === system)?.code

/** What a concept is called: the source's own words, or the name that stands with its code. */
export const wordsFor = (concept: Element | undefined): string | undefined =>
  text(concept, 'text') ?? codings(concept).find((each) => each.display)?.display

/** The code by which Nictiz makes a FHIR code more exact (ext-CodeSpecification on the element itself). */
export function specification(element: Element | undefined): string | undefined {
  for (const each of all(element, 'extension')) {
    if (text(each, 'url') === codeSpecification) return text(first(each, 'valueCodeableConcept'), 'coding.code')
  }
  return undefined
}
