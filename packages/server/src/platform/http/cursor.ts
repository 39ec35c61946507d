import { Problem } from './problem.ts'

/** Keyset paging: the last row's place in the order, as an opaque text. It holds ids and moments, never a name. */
export function writeCursor(...place: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** Reads a cursor of a number of parts back. Anything else than what writeCursor made is a problem, not an error. */
export function readCursor(cursor: string | undefined, parts: number): (string | null)[] | undefined {
  if (cursor === undefined) return undefined
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (
      Array.isArray(place) &&
      place.length === parts &&
      place.every((part) => part === null || typeof part === 'string')
    )
      return place
  } catch {
    // Falls through to the problem.
  }
  throw new Problem('invalid-cursor')
}

/** Cuts one row too many off a page, and says where the next page starts. */
export function page<T>(rows: T[], size: number, cursorOf: (row: T) => string): { items: T[]; next: string | null } {
  const items = rows.slice(0, size)
  const last = items.at(-1)
  return { items, next: rows.length > size && last !== undefined ? cursorOf(last) : null }
}
