import { dayOf } from '../../ui/formats/dates.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { endOf } from '../parts/days.ts'

export type UntilChoice = 'none' | 'today' | 'sunday' | 'day'

/** The end that was chosen: a moment, null for none, undefined when the typed day is no day. */
export function untilOf(choice: UntilChoice, typed: string, now = new Date()): string | null | undefined {
  if (choice === 'none') return null
  if (choice === 'today') return endOf(dayOf(now))
  const day = readNearDate(choice === 'sunday' ? 'zondag' : typed, 'future', now)
  return day ? endOf(day) : undefined
}
