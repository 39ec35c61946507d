import { clock, dayInWords, dayOf, daysBetween, momentAt, shortDay, weekday } from '../../ui/formats/dates.ts'
import { language } from '../../ui/formats/language.ts'

/** A day near now with its name, also when it lies ahead: 'zondag 29-11-2026'. */
function nearDay(day: string, now = new Date()): string {
  const ahead = daysBetween(dayOf(now), day)
  return ahead > 1 && ahead < 7 ? `${weekday(day)} ${shortDay(day)}` : dayInWords(day, now)
}

/** From when: the day, with the time when that was today; of another day the time does not matter. */
export function fromInWords(moment: string, now = new Date()): string {
  const [day, time] = [dayOf(moment), clock(moment)]
  return day === dayOf(now) && time !== '00:00' ? `${nearDay(day, now)} ${time}` : nearDay(day, now)
}

/** Until when: the last minute of a day is that whole day. */
export function untilInWords(moment: string, now = new Date()): string {
  const time = clock(moment)
  const day = nearDay(dayOf(moment), now)
  if (time !== '23:59') return `${day} ${time}`
  return language.get() === 'en' ? `through ${day}` : `t/m ${day}`
}

/** The first minute of a day; today is now, for which nothing is sent. */
export const startOf = (day: string, now = new Date()): string | undefined =>
  day === dayOf(now) ? undefined : momentAt(day, '00:00')

/** The last minute of a day. */
export const endOf = (day: string): string => momentAt(day, '23:59')
