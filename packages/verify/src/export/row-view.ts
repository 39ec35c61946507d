import { hash } from 'node:crypto'
import { base64 } from '../note.ts'
import type { Hash } from '../tree.ts'
import { Unreadable } from './lines.ts'

/** What the checks need of a row, found by scanning: a million rows are not parsed as JSON. */
export interface RowView {
  number: number
  /** Moment of the event in milliseconds since 1970, with microseconds behind the comma. */
  at: number
  /** Is it a row of the sealer itself? */
  ofSealer: boolean
}

const bytesBeforeText = 17
const saltLength = 24
export const hashLength = 44

// A member begins with a quote that stands bare: within a value it would have a backslash before it.
const numberMember = '","number":"'
const atMember = '","at":"'
const eventMember = '","event":"'

let day = ''
let dayStarts = 0

const twoDigits = (text: string, at: number) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48

/** Milliseconds since 1970 of `2026-11-23T17:00:00.123456Z` in a text; NaN when it is not that form. */
function timeAt(text: string, start = 0): number {
  if (text.charCodeAt(start + 10) !== 84 || text.charCodeAt(start + 26) !== 90) return Number.NaN
  const date = text.slice(start, start + 10)
  if (date !== day) {
    day = date
    dayStarts = Date.parse(date)
  }
  const [hours, minutes, seconds] = [
    twoDigits(text, start + 11),
    twoDigits(text, start + 14),
    twoDigits(text, start + 17),
  ]
  return dayStarts + ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(text.slice(start + 20, start + 26)) / 1000
}

/** Number, time and kind of the row whose canonical text these bytes are. */
export function viewOf(buffer: Buffer, start: number, end: number): RowView {
  const text = buffer.toString('latin1', start, end)
  const at = text.indexOf(atMember)
  const event = text.indexOf(eventMember, at)
  const number = text.indexOf(numberMember, event)
  const view = {
    number: number < 0 ? Number.NaN : Number(text.slice(number + 12, text.indexOf('"', number + 12))),
    at: at < 0 ? Number.NaN : timeAt(text, at + 8),
    ofSealer: text.startsWith('log.sealing"', event + eventMember.length),
  }
  if (!Number.isSafeInteger(view.number) || view.number < 1 || Number.isNaN(view.at) || event < 0)
    throw new Unreadable('a row without number, time or event')
  return view
}

/**
 * The leaf of a row whose line has its salt in base64 and its text with a space between. The bytes before the text become the
 * zero byte and the salt, so that nothing is copied.
 */
export function leafInPlace(buffer: Buffer, salt: number, text: number, end: number): Hash {
  const coded = buffer.toString('latin1', salt, salt + saltLength)
  buffer[text - bytesBeforeText] = 0
  if (buffer.write(coded, text - bytesBeforeText + 1, 16, 'base64') !== 16) throw new Unreadable('a salt has 16 bytes')
  return hash('sha256', buffer.subarray(text - bytesBeforeText, end), 'buffer')
}

/** Where a salt in base64 ends and the next field begins; `start` is where the salt begins. */
export function afterSalt(buffer: Buffer, start: number, end: number): number {
  if (start + saltLength >= end || buffer[start + saltLength] !== 32) throw new Unreadable('a line without salt')
  return start + saltLength + 1
}

export function hashOf(text: string): Hash {
  const bytes = base64(text)
  if (bytes?.length !== 32) throw new Unreadable('a hash has 32 bytes')
  return bytes
}

export const isoOf = (at: number): string => new Date(at).toISOString()
