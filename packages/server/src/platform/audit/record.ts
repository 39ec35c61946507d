import { newId } from '../crypto/ids.ts'
import type { Reader } from '../db/transaction.ts'

/** One row of the log (NEN 7513): who, what, whose, on what ground. Never health data, never a BSN, never a secret. */
export interface AuditRecord {
  /** Event code, for example 'client.read'. */
  event: string
  action: 'C' | 'R' | 'U' | 'D' | 'E'
  outcome: 'success' | 'refused' | 'error'
  problem?: string | undefined
  personId?: string | undefined
  sessionId?: string | undefined
  /** The supplier's program or employee, when it was not a person of the customer (N-28). */
  supplier?: string | undefined
  clientId?: string | undefined
  /** The part of the record or of the system. */
  part: string
  objectId?: string | undefined
  /** The grant that opened the door. */
  ground?: string | undefined
  /** What was asked in a list or search, without values that identify somebody by BSN. */
  question?: string | undefined
  /** The clients that the answer showed. */
  shown?: readonly string[] | undefined
  /** Old and new value of authorisations and settings. */
  detail?: unknown
  address?: string | undefined
  traceId?: string | undefined
}

const insert = `insert into audit_event (id, event, action, outcome, problem, person_id, session_id, supplier, client_id, part,
  object_id, ground, checks, question, shown, detail, address, trace_id)
values ($1, $2, $3, $4, $5, coalesce($6, access.person()), coalesce($7, access.session()), $8, $9, $10, $11,
  coalesce($12, access.current_ground()), access.checks($13, $12), $14, $15::uuid[], $16, $17, $18)`

/**
 * Writes one row of the log in the transaction of the event itself: without it, the event does not happen. Person, session and
 * ground that are not given are those of the request, which access.enter() has set.
 */
export async function recordAudit(reader: Pick<Reader, 'rows'>, record: AuditRecord): Promise<void> {
  await reader.rows(insert, [
    newId(),
    record.event,
    record.action,
    record.outcome,
    record.problem,
    record.personId,
    record.sessionId,
    record.supplier,
    record.clientId,
    record.part,
    record.objectId,
    record.ground,
    checks(record),
    record.question,
    record.shown,
    record.detail === undefined ? null : JSON.stringify(record.detail),
    record.address,
    record.traceId,
  ])
}

/**
 * The row of a request that succeeded, as access.enter() takes it to write it on the way in: the values from p_log_id on. Whatever
 * that knows by itself (person, session, ground, address) is left out.
 */
export function rowForEntering(record: Omit<AuditRecord, 'outcome'>): readonly unknown[] {
  return [
    newId(),
    record.event,
    record.action,
    record.part,
    record.clientId,
    record.objectId,
    record.question,
    record.shown,
    record.detail === undefined ? null : JSON.stringify(record.detail),
    checks({ ...record, outcome: 'success' }),
    record.traceId,
  ]
}

/**
 * NEN 7513 'controles': authorisation, care relation (by grant and scope), consent, emergency button. Hoede does not register
 * consent yet, so that position is F. Whoever reaches a client's record has a grant whose scope holds that client; the supplier's
 * own work has none. Where the grant is emergency access, the database makes 'TFFT' of it (access.checks, access.enter).
 */
function checks(record: AuditRecord): string {
  return `${record.outcome === 'success' ? 'T' : 'F'}${record.clientId && record.outcome === 'success' && !record.supplier ? 'T' : 'F'}FF`
}
