/** Local time in the Netherlands without a time zone library: days are whole numbers since 1 January 1970, local. */
const msPerDay = 86_400_000
const msPerMinute = 60_000

/** True between the last Sunday of March and the last Sunday of October, both at 01:00 UTC (directive 2000/84/EC). */
function summerTime(utc: number): boolean {
  const year = new Date(utc).getUTCFullYear()
  return utc >= lastSunday(year, 2) && utc < lastSunday(year, 9)
}

const sundays = new Map<number, number>()
function lastSunday(year: number, month: number): number {
  const key = year * 12 + month
  const known = sundays.get(key)
  if (known !== undefined) return known
  const last = new Date(Date.UTC(year, month + 1, 0, 1))
  const moment = last.getTime() - last.getUTCDay() * msPerDay
  sundays.set(key, moment)
  return moment
}

/** The moment (ms, UTC) of a local day and a minute of that day; minutes beyond 1440 fall on the next day. */
export function momentOf(day: number, minute: number): number {
  const local = day * msPerDay + minute * msPerMinute
  const winter = local - 60 * msPerMinute
  return summerTime(winter) ? winter - 60 * msPerMinute : winter
}

/** The local day of a moment. */
export function dayOf(moment: number): number {
  return Math.floor((moment + (summerTime(moment) ? 120 : 60) * msPerMinute) / msPerDay)
}

/** 0 = Sunday … 6 = Saturday. */
export const weekday = (day: number) => (((day + 4) % 7) + 7) % 7

export function dateOf(day: number): { year: number; month: number; date: number } {
  const at = new Date(day * msPerDay)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() }
}

export const dayFrom = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / msPerDay

/** YYYY-MM-DD */
export const isoDate = (day: number) => new Date(day * msPerDay).toISOString().slice(0, 10)

const weekdays = ['zondag', 'maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag']
export const weekdayName = (day: number) => weekdays[weekday(day)] as string

/** As carers write it: '7.45 uur'. */
export function clockText(minute: number): string {
  const inDay = ((minute % 1440) + 1440) % 1440
  return `${Math.floor(inDay / 60)}.${String(inDay % 60).padStart(2, '0')} uur`
}
