import { createHmac } from 'node:crypto'
import { type Hash, leafHash } from './tree.ts'

/** A row of the log as it is sealed: texts only; what is empty is not there. Formats: docs/security/log-format.md. */
export interface SealedRow {
  action: string
  address?: string
  /** Moment of the event: UTC with microseconds, 2026-11-23T17:00:00.123456Z. */
  at: string
  checks?: string
  clientId?: string
  /** JSON as PostgreSQL's jsonb writes it, kept as text. */
  detail?: string
  event: string
  ground?: string
  id: string
  /** Drawn from the environment's sequence when the row was written. */
  number: string
  objectId?: string
  onBehalfOf?: string
  outcome: string
  part: string
  personId?: string
  problem?: string
  question?: string
  sessionId?: string
  shown?: string[]
  supplier?: string
  traceId?: string
}

/** The members in the order in which they are sealed: RFC 8785 sorts them by name. */
const members = [
  'action',
  'address',
  'at',
  'checks',
  'clientId',
  'detail',
  'event',
  'ground',
  'id',
  'number',
  'objectId',
  'onBehalfOf',
  'outcome',
  'part',
  'personId',
  'problem',
  'question',
  'sessionId',
  'shown',
  'supplier',
  'traceId',
] as const satisfies readonly (keyof SealedRow)[]

/** The canonical text of a row: JSON in the form of RFC 8785 (members sorted, no white space). */
export const rowText = (row: SealedRow): string => JSON.stringify(row, members as unknown as string[])

const saltLength = 16

/** The salt of a row: 16 bytes of HMAC-SHA256 of its number, with a key that only the environment has. */
export const saltOf = (key: Uint8Array, number: string): Buffer =>
  createHmac('sha256', key).update(number).digest().subarray(0, saltLength)

/** The hash with which a row stands in the tree: of its salt and its canonical text in UTF-8. */
export const rowHash = (salt: Uint8Array, text: string): Hash =>
  leafHash(Buffer.concat([salt, Buffer.from(text, 'utf8')]))
