import type { ExportedEntry, LogSource } from './entry.ts'

/**
 * FHIR R4 AuditEvent in the shape of IHE BALP (docs/security/log-exports.md says what of it is unverified). One entry of a bundle
 * for each row; a name stands only in a display.
 */

const dicom = 'http://dicom.nema.org/resources/ontology/DCM'
const coding = (system: string, code: string, display?: string) => ({ system, code, ...(display ? { display } : {}) })
const uuid = (id: string) => ({ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` })
const participation = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType'

const rest = coding('http://terminology.hl7.org/CodeSystem/audit-event-type', 'rest', 'RESTful Operation')
const interaction = (code: string) => coding('http://hl7.org/fhir/restful-interaction', code)

const interactions = { C: 'create', R: 'read', U: 'update', D: 'delete', E: 'operation' } as const
const outcomes = { success: '0', refused: '4', error: '8' } as const

/** Events that DICOM has a word of its own for (PS3.15, A.5). */
function kindOf(entry: ExportedEntry) {
  const { event, action, question, client } = entry
  if (event === 'sign-out' || event === 'session.ended')
    return { type: coding(dicom, '110114', 'User Authentication'), subtype: coding(dicom, '110123', 'Logout') }
  if (/^(sign-in|proof)\./.test(event))
    return { type: coding(dicom, '110114', 'User Authentication'), subtype: coding(dicom, '110122', 'Login') }
  if (event === 'emergency.start')
    return {
      type: coding(dicom, '110113', 'Security Alert'),
      subtype: coding(dicom, '110127', 'Emergency Override Started'),
    }
  if (event === 'emergency.end')
    return {
      type: coding(dicom, '110113', 'Security Alert'),
      subtype: coding(dicom, '110128', 'Emergency Override Stopped'),
    }
  if (event.startsWith('log.'))
    return { type: coding(dicom, '110101', 'Audit Log Used'), subtype: interaction(interactions[action]) }
  return {
    type: rest,
    subtype: interaction(action === 'R' && question && !client ? 'search-type' : interactions[action]),
  }
}

const profiles = { C: 'PatientCreate', R: 'PatientRead', U: 'PatientUpdate', D: 'PatientDelete' } as const

/** The profile of BALP that a row is made after; none for what is not about one client's record, nor where DICOM has the word. */
function profileOf({ action, client, question }: ExportedEntry, isRest: boolean): string[] {
  if (!isRest) return []
  const name = action === 'E' ? undefined : client ? profiles[action] : question && action === 'R' ? 'Query' : undefined
  return name ? [`https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${name}`] : []
}

/** Treatment where a care record was reached by a grant. Of anything else the log doesn't know the purpose, and says none. */
function purposeOf({ event, client, ground, emergency }: ExportedEntry): 'BTG' | 'TREAT' | undefined {
  if (!client) return undefined
  if (emergency) return 'BTG'
  return ground && /^(client|contact|alert|report|measurement)\./.test(event) ? 'TREAT' : undefined
}

export function auditEventOf(entry: ExportedEntry, source: LogSource) {
  const { type, subtype } = kindOf(entry)
  const profile = profileOf(entry, type === rest)
  const purpose = purposeOf(entry)
  return {
    resourceType: 'AuditEvent',
    id: entry.id,
    ...(profile.length ? { meta: { profile } } : {}),
    ...(entry.checks ? { extension: [{ url: 'urn:hoede:fhir:nen7513-controles', valueString: entry.checks }] } : {}),
    type,
    subtype: [subtype],
    action: entry.action,
    recorded: entry.at,
    outcome: outcomes[entry.outcome],
    ...(entry.problem ? { outcomeDesc: entry.problem } : {}),
    ...(purpose
      ? { purposeOfEvent: [{ coding: [coding('http://terminology.hl7.org/CodeSystem/v3-ActReason', purpose)] }] }
      : {}),
    agent: agentsOf(entry, source),
    source: {
      site: source.organisation,
      observer: { identifier: { system: 'urn:ietf:rfc:3986', value: `https://${source.system}` }, display: 'Hoede' },
      type: [coding('http://terminology.hl7.org/CodeSystem/security-source-type', '4', 'Application Server')],
    },
    entity: entitiesOf(entry, source),
  }
}

function agentsOf(entry: ExportedEntry, source: LogSource) {
  const { person, supplier, address, ground, action } = entry
  const reads = action === 'R' || action === 'E'
  const user = {
    type: {
      coding: [coding(participation, reads ? 'IRCP' : 'AUT', reads ? 'information recipient' : 'author (originator)')],
    },
    who: person ? { identifier: uuid(person.id), display: person.name } : { display: supplier ?? 'onbekend' },
    ...(person ? { role: [{ text: person.function }] } : {}),
    requestor: true,
    ...(ground ? { policy: [`urn:uuid:${ground.grantId}`] } : {}),
    ...(address ? { network: { address, type: '2' } } : {}),
  }
  const system = {
    type: {
      coding: [reads ? coding(dicom, '110153', 'Source Role ID') : coding(dicom, '110152', 'Destination Role ID')],
    },
    who: { display: `Hoede, ${source.organisation}` },
    requestor: false,
    network: { address: source.system, type: '1' },
  }
  return [user, system]
}

function entitiesOf(entry: ExportedEntry, source: LogSource) {
  const entityType = (code: string) => coding('http://terminology.hl7.org/CodeSystem/audit-entity-type', code)
  const role = (code: string) => coding('http://terminology.hl7.org/CodeSystem/object-role', code)
  const { client, objectId, part, question, traceId } = entry
  return [
    ...(client
      ? [
          {
            what: {
              identifier: { system: `https://${source.system}/client-number`, value: client.number },
              display: client.name,
            },
            type: entityType('1'),
            role: role('1'),
          },
        ]
      : []),
    ...entry.shownClients.map((id) => ({ what: { identifier: uuid(id) }, type: entityType('1'), role: role('1') })),
    {
      ...(objectId ? { what: { identifier: uuid(objectId) } } : {}),
      type: entityType('2'),
      role: role('4'),
      name: part,
    },
    ...(question
      ? [{ type: entityType('2'), role: role('24'), query: Buffer.from(question, 'utf8').toString('base64') }]
      : []),
    ...(traceId
      ? [{ what: { identifier: { value: traceId } }, type: entityType('4'), role: role('21'), name: 'trace' }]
      : []),
  ]
}

/** A bundle (collection) of the rows, as text. */
export const toFhir = (entries: readonly ExportedEntry[], source: LogSource, at: Date): string =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: at.toISOString(),
    entry: entries.map((entry) => ({ fullUrl: `urn:uuid:${entry.id}`, resource: auditEventOf(entry, source) })),
  })
