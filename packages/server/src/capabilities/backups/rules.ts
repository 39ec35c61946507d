import type { BackupRow } from './queries.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A number of an id that is as good as random, and always the same. */
function spread(text: string, below: number): number {
  let hash = 2_166_136_261
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619)
  return (hash >>> 0) % below
}

/**
 * When the next backup of an environment is due: within so many hours after the one before, each environment at a minute of its own in
 * the last of these hours, so that they do not all come at once. One of a moment that has yet to come says that a clock went wrong
 * then: at once.
 */
export function dueAt(environmentId: string, before: Date | undefined, everyHours: number, now: Date): Date {
  if (!before || before.getTime() > now.getTime() + hour) return new Date(0)
  return new Date(before.getTime() + (everyHours - 1) * hour + spread(environmentId, 50) * minute)
}

interface Kept {
  id: string
  startedAt: Date
}

/** Days that backups are kept: 18 months, those of a test environment shorter (N-32). */
export const keptDays = { production: 549, training: 549, test: 184 } as const

/**
 * Which backups may go. Kept is: everything of the last fourteen days; then the first of each day for three months; then the first of
 * each week (Monday, UTC) until the end; and always the newest.
 */
export function expired<B extends Kept>(backups: readonly B[], days: number, now: Date): B[] {
  const oldestFirst = backups.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
  const taken = new Set<string>()
  return oldestFirst.filter((backup, at) => {
    if (at === oldestFirst.length - 1) return false
    const age = now.getTime() - backup.startedAt.getTime()
    if (age <= 14 * day) return false
    if (age > days * day) return true
    // 1 January 1970 was a Thursday: three days later a week begins.
    const dayNumber = Math.floor(backup.startedAt.getTime() / day)
    const place = age <= 92 * day ? `day ${dayNumber}` : `week ${Math.floor((dayNumber + 3) / 7)}`
    if (taken.has(place)) return true
    taken.add(place)
    return false
  })
}

/** Is an environment one of those whose every new backup is proven on this day? One in twenty, and at least one. */
export function isSampled(environmentId: string, all: readonly string[], on: Date): boolean {
  const today = on.toISOString().slice(0, 10)
  const inOrder = all.toSorted((a, b) => spread(`${today} ${a}`, 1e9) - spread(`${today} ${b}`, 1e9))
  return inOrder.slice(0, Math.ceil(all.length / 20)).includes(environmentId)
}

/** What asks for attention about the backups of one environment. */
export type Worry =
  | 'none-yet'
  | 'overdue'
  | 'failing'
  | 'shrinking'
  | 'growing'
  | 'not-away'
  | 'copies-behind'
  | 'never-proven'
  | 'proof-overdue'
  | 'proof-wrong'

type Judged = Pick<BackupRow, 'state' | 'startedAt' | 'bytes' | 'copies' | 'proof' | 'rows'>

/** `backups`: newest first, at least the last twenty. `away`: the stores that stand elsewhere. */
export function worriesOf(
  backups: readonly Judged[],
  { everyHours, away, now }: { everyHours: number; away: readonly string[]; now: Date },
): Worry[] {
  const worries: Worry[] = []
  const made = backups.filter((backup) => backup.state === 'made')
  const ended = backups.filter((backup) => backup.state === 'made' || backup.state === 'failed')
  const [newest, ...before] = made
  if (ended.length > 1 && ended.slice(0, 2).every((backup) => backup.state === 'failed')) worries.push('failing')
  if (!newest?.startedAt) return [...worries, 'none-yet']
  const age = (since: Date | string) => now.getTime() - new Date(since).getTime()
  if (age(newest.startedAt) > everyHours * hour + 10 * minute) worries.push('overdue')
  const usual = before
    .slice(0, 10)
    .map((backup) => backup.bytes ?? 0)
    .sort((a, b) => a - b)
  const median = usual[Math.floor(usual.length / 2)]
  // A small environment doubles with a day's work.
  if (median && usual.length >= 3 && median > 1e6) {
    if ((newest.bytes ?? 0) < 0.7 * median) worries.push('shrinking')
    if ((newest.bytes ?? 0) > 1.5 * median) worries.push('growing')
  }
  if (!away.length) worries.push('not-away')
  if (made.some((backup) => isBehind(backup, now))) worries.push('copies-behind')
  const proof = made.find((backup) => backup.proof && backup.proof.outcome !== 'unproven')?.proof
  if (!proof) worries.push('never-proven')
  else if (proof.outcome === 'wrong') worries.push('proof-wrong')
  else if (age(proof.endedAt) > 8 * day) worries.push('proof-overdue')
  return worries
}

const isBehind = ({ startedAt, copies }: Judged, now: Date) =>
  copies.some((copy) => copy.state === 'waiting') && now.getTime() - (startedAt?.getTime() ?? 0) > hour
