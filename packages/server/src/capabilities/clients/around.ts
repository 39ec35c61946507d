import type { Alert, ContactPerson } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { seal } from '../../platform/crypto/seal.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { clientChanges } from './history.ts'
import * as queries from './queries.ts'

type Role = ContactPerson['roles'][number]

interface ContactFields {
  name?: string
  relation?: string | null
  roles?: Role[]
  phone?: string | null
  email?: string | null
  position?: number
}

/** Who is around the client: adds a contact person. */
export async function addContact(
  tx: Transaction,
  clientId: string,
  request: ContactFields & { id?: string; name: string },
): Promise<ContactPerson> {
  const contact = {
    id: request.id ?? newId(),
    name: request.name,
    relation: request.relation ?? null,
    roles: request.roles ?? ['contact' as const],
    phone: request.phone ?? null,
    email: request.email ?? null,
    position: request.position ?? 1,
  }
  await queries.insertContact(tx, clientId, contact)
  return { ...contact, version: 1 }
}

export async function changeContact(
  tx: Transaction,
  clientId: string,
  contactId: string,
  change: ContactFields & { version: number; ended?: boolean },
): Promise<ContactPerson> {
  const { version, ended, ...fields } = change
  if (!(await queries.findContact(tx, clientId, contactId))) throw new Problem('not-found')
  const columns = { ...fields, ...(ended ? { ended_at: new Date() } : {}) }
  const changed = await queries.updateContact(tx, clientId, contactId, version, columns)
  const now = await queries.findContact(tx, clientId, contactId)
  if (!changed || !now) throw new Problem('conflict', { current: now })
  return now as ContactPerson
}

export async function addAlert(
  tx: Transaction,
  clientId: string,
  request: { id?: string; kind: Alert['kind']; severity?: Alert['severity']; text: string },
  by: string | null,
): Promise<Alert> {
  const id = request.id ?? newId()
  const severity = request.severity ?? 'high'
  const sealed = seal(tx.keys.seal, request.text, id)
  await queries.insertAlert(tx, { id, clientId, kind: request.kind, severity, sealed, recordedBy: by })
  return { id, kind: request.kind, severity, text: request.text, recordedAt: new Date().toISOString(), version: 1 }
}

export async function endAlert(tx: Transaction, clientId: string, alertId: string, version: number): Promise<void> {
  if (!(await queries.endAlert(tx, clientId, alertId, version))) throw new Problem('conflict')
}

/** What the record said before, version by version. */
export async function history(reader: Reader, clientId: string) {
  const [rows, current] = await Promise.all([
    queries.clientHistory(reader, clientId),
    queries.clientRow(reader, clientId),
  ])
  if (!current) throw new Problem('not-found')
  return { items: clientChanges(rows, current) }
}
