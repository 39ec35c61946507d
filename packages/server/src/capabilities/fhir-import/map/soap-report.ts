import { NewReport, type ReportKind, type Soep } from '@hoede/contract'
import { all, type Element, extension, text } from '../read/element.ts'
import type { Resource } from '../read/resources.ts'
import { Refusal } from '../reasons.ts'
import type { ReportRecord } from '../records.ts'
import { codeIn, codings, snomed } from './codes.ts'
import { leftOutOf, refuseBeyondContract, type Surroundings } from './common.ts'
import { readMoment } from './moment.ts'
import { type MappedProfessional, professionalOf } from './professional.ts'

const lineCode = 'http://nictiz.nl/fhir/StructureDefinition/ext-SOAPReport.SOAPLineCode'
const used = ['status', 'type', 'subject', 'date', 'author', 'title', 'section']

/** SNOMED CT codes of the four parts (zib SOAPReport). */
const partCodes: Record<string, keyof Soep> = { '255362007': 's', '260224007': 'o', '129265001': 'e', '129271007': 'p' }

/** Is an Observation one line of a SOAP report? */
export const isSoapLine = (resource: Resource): boolean =>
  resource.type === 'Observation' && (codeIn(all(resource.element, 'code')[0], snomed) ?? '') in partCodes

export interface MappedReport {
  record: ReportRecord
  parts: Resource[]
  leftOut: string[]
}

/** nl-core-SOAPReport (Composition) to a SOEP report. Throws Refusal. */
export function mapSoapReport(resource: Resource, around: Surroundings): MappedReport {
  const { element } = resource
  const sections = all(element, 'section').filter((each) => partOf(each))
  if (!sections.length) throw new Refusal('report-kind-unknown')
  const status = text(element, 'status')
  if (status === 'entered-in-error') throw new Refusal('entered-in-error')
  if (status !== 'final' && status !== 'amended') throw new Refusal('not-final')
  const date = text(element, 'date')
  if (!date) throw new Refusal('moment-missing')
  const parts: Resource[] = []
  const soep = soepOf(sections, resource, around, parts)
  const title = text(element, 'title')
  if (title && !isGeneric(title)) soep.s = [`Onderwerp: ${title}`, soep.s].filter(Boolean).join('\n')
  if (!Object.values(soep).some(Boolean)) throw new Refusal('text-missing')
  const author = all(element, 'author')[0]
  const writer = author && professionalOf(author, resource, around)
  const record: ReportRecord = {
    kind: kindOf(writer?.discipline),
    soep,
    author: { name: writer?.name ?? 'Niet vermeld in de bron', function: writer?.function ?? 'functie onbekend' },
    careMoment: readMoment(date, around.now).iso,
  }
  refuseBeyondContract(NewReport, { kind: record.kind, soep, careMoment: record.careMoment })
  const others = all(element, 'section').length - sections.length
  return {
    record,
    parts: [...parts, ...(writer?.parts ?? [])],
    leftOut: [...leftOutOf(element, used), ...(others ? ['section (anders dan SOEP)'] : [])],
  }
}

const partOf = (section: Element): keyof Soep | undefined => partCodes[codeIn(all(section, 'code')[0], snomed) ?? '']
const isGeneric = (title: string): boolean => /^(soe?p|soap)([ -]?(verslag|report|rapport(age)?))?$/i.test(title)

function soepOf(sections: Element[], resource: Resource, around: Surroundings, parts: Resource[]): Soep {
  const soep: Soep = { s: '', o: '', e: '', p: '' }
  for (const section of sections) {
    const which = partOf(section)!
    soep[which] = [soep[which], ...wordsOf(section, resource, around, parts)].filter(Boolean).join('\n')
  }
  return soep
}

/** The words of the lines of a section; where a line is not in the set, what the section itself says in their place. */
function wordsOf(section: Element, report: Resource, around: Surroundings, parts: Resource[]): string[] {
  const entries = all(section, 'entry')
  const lines = entries.flatMap((entry) => {
    const target = around.references.resolve(entry, report)
    return 'found' in target ? [target.found] : []
  })
  const narrative = text(section, 'text.div')
  if (lines.length < entries.length && !narrative) throw new Refusal('part-missing')
  if (!lines.length || lines.length < entries.length) return narrative ? [narrative] : []
  for (const line of lines) refuseWrongLine(line, report)
  parts.push(...lines)
  return lines.map(lineWords)
}

/** A line with its code: "Hoesten na start van … (Hoesten, R05)". */
function lineWords(line: Resource): string {
  const [code] = all(extension(line.element, lineCode), 'valueCodeableConcept').flatMap(codings)
  const coded = code?.display ? ` (${[code.display, code.code].filter(Boolean).join(', ')})` : ''
  return `${text(line.element, 'valueString') ?? ''}${coded}`.trim()
}

function refuseWrongLine(line: Resource, report: Resource): void {
  const status = text(line.element, 'status')
  if (status === 'entered-in-error' || status === 'cancelled') throw new Refusal('entered-in-error')
  const [own, whole] = [line, report].map((each) => text(each.element, 'subject.reference'))
  if (own && whole && own !== whole) throw new Refusal('subject-unknown')
}

function kindOf(discipline: MappedProfessional['discipline']): ReportKind {
  switch (discipline) {
    case 'general-practitioner':
    case 'medical':
      return 'medical'
    case 'nursing':
      return 'nursing'
    case 'paramedical':
      return 'paramedical'
    default:
      return 'daily'
  }
}
