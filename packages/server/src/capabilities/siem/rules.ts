import type { SiemTarget } from '@hoede/contract'
import type { SealedRow } from '@hoede/verify'

/** Which log a row stands in. */
export interface Origin {
  /** The name of the environment on the network, for example linde.hoede.nl. */
  host: string
  customer: string
}

/** The most bytes of one message: what every receiver over TLS should take (RFC 5425 section 4.3.1) less some room. */
export const largestMessage = 8_000

/** Fields that can be long, in the order in which they are left out of a message that would be too large. */
const sheddable = ['shown', 'detail', 'question'] as const

/**
 * A row of the log as one frame of syslog over TLS: RFC 5424 within the octet counting of RFC 5425. A message that would be too
 * large goes without its longest fields, and says which: the row itself stands in Hoede.
 */
export function frameOf(
  format: SiemTarget['format'],
  origin: Origin,
  position: number,
  row: SealedRow,
  text: string,
): Buffer {
  const compose = format === 'atna' ? atna : json
  let rest: SealedRow = row
  const leftOut: string[] = []
  let message = Buffer.from(compose(origin, position, rest, text, leftOut))
  for (const field of sheddable) {
    if (message.length <= largestMessage) break
    if (rest[field] === undefined) continue
    const { [field]: _long, ...others } = rest
    rest = others as SealedRow
    leftOut.push(field)
    message = Buffer.from(compose(origin, position, rest, text, leftOut))
  }
  return Buffer.concat([Buffer.from(`${message.length} `), message])
}

/** Printable ASCII without spaces, as the fields of a header are (RFC 5424 section 6); a hyphen for nothing. */
const header = (value: string, longest: number) => value.replace(/[^!-~]/g, '').slice(0, longest) || '-'

const auditFacility = 13
const severities = { success: 6, refused: 4, error: 3 } as const

function json(origin: Origin, position: number, row: SealedRow, text: string, leftOut: string[]): string {
  const { outcome, event, at, detail, shown, ...rest } = row
  const severity = severities[outcome as keyof typeof severities] ?? severities.error
  const content = {
    position,
    at,
    event,
    text,
    outcome,
    customer: origin.customer,
    ...rest,
    ...(detail === undefined ? {} : { detail: JSON.parse(detail) }),
    ...(shown === undefined ? {} : { shown }),
    ...(leftOut.length > 0 ? { leftOut } : {}),
  }
  const host = header(origin.host, 255)
  return `<${auditFacility * 8 + severity}>1 ${at} ${host} hoede - ${header(event, 32)} - ${asciiJson(content)}`
}

/** JSON in ASCII: the same to every receiver, and without the mark that RFC 5424 asks before UTF-8. */
const asciiJson = (value: unknown) =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** IHE ITI-20 (3.20.4.1.2): facility 10, severity 5, and 4 for what deserves a look; this message id. */
const atnaFacility = 10

function atna(origin: Origin, position: number, row: SealedRow, text: string, leftOut: string[]): string {
  const severity = row.outcome === 'success' ? 5 : 4
  const start = `<${atnaFacility * 8 + severity}>1 ${row.at} ${header(origin.host, 255)} hoede - IHE+RFC-3881 -`
  return `${start} \uFEFF${auditMessage(origin, position, row, text, leftOut)}`
}

type Attributes = Record<string, string | number | boolean | undefined>

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Characters that XML 1.0 cannot say are left out. */
const escaped = (text: string) =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (each) => escapes[each]!)

function element(name: string, attributes: Attributes, ...children: string[]): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const start = [name, ...given.map(([key, value]) => `${key}="${escaped(String(value))}"`)].join(' ')
  return children.length > 0 ? `<${start}>${children.join('')}</${name}>` : `<${start}/>`
}

const coded = (name: string, code: string, system: string, text: string) =>
  element(name, { 'csd-code': code, codeSystemName: system, originalText: text })

/** Audit message of DICOM PS3.15 A.5, with the whole row as details of its objects, so that nothing of it is lost. */
function auditMessage(origin: Origin, position: number, row: SealedRow, text: string, leftOut: string[]): string {
  const [code, name] = eventId(row)
  const outcome = row.outcome === 'success' ? 0 : row.outcome === 'refused' ? 4 : 8
  return `<?xml version="1.0" encoding="UTF-8"?>${element(
    'AuditMessage',
    {},
    element(
      'EventIdentification',
      { EventActionCode: row.action, EventDateTime: row.at, EventOutcomeIndicator: outcome },
      coded('EventID', code, 'DCM', name),
      coded('EventTypeCode', row.event, 'Hoede', text),
      ...(row.problem ? [element('EventOutcomeDescription', {}, escaped(row.problem))] : []),
    ),
    ...participants(row),
    element(
      'AuditSourceIdentification',
      { AuditEnterpriseSiteID: origin.customer, AuditSourceID: origin.host },
      // 4: an application server process (DICOM CID 403.2).
      element('AuditSourceTypeCode', { 'csd-code': '4' }),
    ),
    ...objects(position, row, leftOut),
  )}`
}

function participants(row: SealedRow): string[] {
  const address = row.address
  const who = row.personId ?? (row.supplier ? `supplier:${row.supplier}` : 'unknown')
  const user = element('ActiveParticipant', {
    UserID: who,
    AlternativeUserID: row.sessionId,
    UserIsRequestor: true,
    ...(address ? { NetworkAccessPointID: address, NetworkAccessPointTypeCode: 2 } : {}),
  })
  const behalf = row.onBehalfOf && element('ActiveParticipant', { UserID: row.onBehalfOf, UserIsRequestor: false })
  return behalf ? [user, behalf] : [user]
}

const detail = (type: string, value: string) =>
  element('ParticipantObjectDetail', { type, value: Buffer.from(value).toString('base64') })

function objects(position: number, row: SealedRow, leftOut: string[]): string[] {
  const patients = [...new Set([...(row.clientId ? [row.clientId] : []), ...(row.shown ?? [])])].map((id) =>
    element(
      'ParticipantObjectIdentification',
      { ParticipantObjectID: id, ParticipantObjectTypeCode: 1, ParticipantObjectTypeCodeRole: 1 },
      coded('ParticipantObjectIDTypeCode', '2', 'RFC-3881', 'Patient Number'),
    ),
  )
  const facts: Record<string, string | undefined> = {
    position: String(position),
    number: row.number,
    id: row.id,
    part: row.part,
    ground: row.ground,
    checks: row.checks,
    detail: row.detail,
    traceId: row.traceId,
    leftOut: leftOut.length > 0 ? leftOut.join(',') : undefined,
  }
  const query = row.question && element('ParticipantObjectQuery', {}, Buffer.from(row.question).toString('base64'))
  const own = element(
    'ParticipantObjectIdentification',
    // 2: a system object; 24: a query, 13: a security resource (DICOM PS3.15 A.5.1).
    {
      ParticipantObjectID: row.objectId ?? row.part,
      ParticipantObjectTypeCode: 2,
      ParticipantObjectTypeCodeRole: query ? 24 : 13,
    },
    query
      ? coded('ParticipantObjectIDTypeCode', '10', 'RFC-3881', 'Search Criteria')
      : coded('ParticipantObjectIDTypeCode', '12', 'RFC-3881', 'URI'),
    ...(query ? [query] : []),
    ...Object.entries(facts).flatMap(([type, value]) => (value === undefined ? [] : [detail(type, value)])),
  )
  return [...patients, own]
}

/** The event of DICOM (PS3.16 CID 400 and 401) that comes nearest; the event of Hoede itself stands in EventTypeCode. */
function eventId({ event, action, question, clientId }: SealedRow): readonly [code: string, name: string] {
  const what = event.split('.')[0] ?? ''
  const own = byEvent[event]
  if (own) return own
  if (what === 'log') return ['110101', 'Audit Log Used']
  if (what === 'import') return ['110107', 'Import']
  if (signInEvents.has(what)) return ['110114', 'User Authentication']
  if (action !== 'R' && roleEvents.has(what)) return ['110136', 'Security Roles Changed']
  if (action !== 'R' && what === 'grant') return ['110137', 'User Security Attributes Changed']
  if (action !== 'R' && configurationEvents.has(what)) return ['110129', 'Security Configuration']
  if (clientId) return ['110110', 'Patient Record']
  if (question !== undefined) return ['110112', 'Query']
  return ['110100', 'Application Activity']
}

const byEvent: Record<string, readonly [code: string, name: string]> = {
  'log.export': ['110106', 'Export'],
  'emergency.start': ['110127', 'Emergency Override Started'],
  'emergency.end': ['110138', 'Emergency Override Stopped'],
  'address.refused': ['110113', 'Security Alert'],
}
const signInEvents = new Set(
  'sign-in sign-out session proof password recovery-codes phone-code factor second-factor reset'.split(' '),
)
const roleEvents = new Set(['role', 'rule', 'duty-conflict'])
const configurationEvents = new Set(['setting', 'sign-in-policy', 'provider', 'gateway', 'siem', 'directory-token'])
