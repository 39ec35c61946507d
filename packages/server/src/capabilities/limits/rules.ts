import type { ProblemCode } from '@hoede/contract'

/** So long ago a beginning may lie: whoever types "today" means this morning. It never works before it was written down. */
const fromMayBePast = 24 * 3_600_000

/** Why a period cannot be, or undefined. What has no beginning begins now. */
export function refusalOfPeriod(from: Date | null, until: Date | null, now: Date): ProblemCode | undefined {
  if (from && from.getTime() < now.getTime() - fromMayBePast) return 'period-invalid'
  if (until && (until <= now || (from && until <= from))) return 'period-invalid'
  return undefined
}

export interface Entry {
  personId: string
  from: Date
  until: Date | null
}

/**
 * Does a closed record, from a moment to its own end, have somebody who gets in all that time, other than the one who decides about
 * it? Without, it would be open to nobody, or to the closer alone.
 */
export function keepsSomebody(entries: readonly Entry[], deciderId: string, at: Date, end: Date | null): boolean {
  return entries.some(
    (each) =>
      each.personId !== deciderId &&
      each.from <= at &&
      (each.until === null || (end !== null && each.until >= end)) &&
      (each.until === null || each.until > at),
  )
}

/** Whoever is kept out by a limit and reads records elsewhere would let themselves in by ending it. */
export const opensForSelf = (keptOut: boolean, readsRecords: boolean) => keptOut && readsRecords

/** Functions (deskundigheden) are compared without capitals, as the database does. */
export const sameFunction = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** Each function once, as it was written first. */
export function distinctFunctions(functions: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const each of functions.map((name) => name.trim()).filter(Boolean)) {
    if (!seen.has(each.toLowerCase())) seen.set(each.toLowerCase(), each)
  }
  return [...seen.values()]
}
