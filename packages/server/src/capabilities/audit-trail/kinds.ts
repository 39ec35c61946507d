import type { LogKind } from '@hoede/contract'
import { events } from './events.ts'

/** Which kind the events with a first word belong to. */
const byWord: Readonly<Record<string, LogKind>> = {
  client: 'record-change',
  contact: 'record-change',
  alert: 'record-change',
  report: 'record-change',
  measurement: 'record-change',
  import: 'record-change',
  emergency: 'emergency',
  'sign-in': 'sign-in',
  'sign-out': 'sign-in',
  session: 'sign-in',
  proof: 'sign-in',
  factor: 'sign-in',
  password: 'sign-in',
  'recovery-codes': 'sign-in',
  'phone-code': 'sign-in',
  reentry: 'sign-in',
  address: 'sign-in',
  identity: 'sign-in',
  reset: 'sign-in',
  'second-factor': 'sign-in',
  role: 'access',
  grant: 'access',
  access: 'access',
  'client-access': 'access',
  closure: 'access',
  objection: 'access',
  'closed-part': 'access',
  relation: 'access',
  'relation-kind': 'access',
  family: 'access',
  'duty-conflict': 'access',
  review: 'access',
  rule: 'access',
  roster: 'access',
  shift: 'access',
  person: 'people',
  people: 'people',
  membership: 'people',
  unit: 'people',
  directory: 'people',
  'directory-group': 'people',
  'directory-token': 'people',
  'directory-mapping': 'people',
  setting: 'settings',
  'sign-in-policy': 'settings',
  device: 'settings',
  provider: 'settings',
  gateway: 'settings',
  message: 'settings',
  environment: 'settings',
  siem: 'settings',
  backup: 'settings',
  key: 'settings',
  log: 'log',
}

const reading = new Set([
  'client.list',
  'client.search',
  'client.read',
  'client.bsn',
  'client.history',
  'report.list',
  'report.versions',
  'measurement.list',
])
const leaving = new Set(['person.statement', 'review.report'])

/** The kind of an event: taking data out goes before all, then reading a record, then its first word. */
export function kindOfEvent(event: string): LogKind | undefined {
  if (event.endsWith('.export') || leaving.has(event)) return 'export'
  if (reading.has(event)) return 'record-read'
  return byWord[event.split('.')[0] ?? '']
}

export const eventsOfKind = (kind: LogKind): string[] =>
  Object.keys(events).filter((event) => kindOfEvent(event) === kind)
