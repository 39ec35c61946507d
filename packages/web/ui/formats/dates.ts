import { type Language, language } from './language.ts'

/** All moments are shown as the clock on the wall in the Netherlands says, wherever the browser is. */
const zone = 'Europe/Amsterdam'

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

const words: Record<Language, { today: string; yesterday: string; tomorrow: string; at: string; days: string[] }> = {
  nl: {
    today: 'vandaag',
    yesterday: 'gisteren',
    tomorrow: 'morgen',
    at: 'om',
    days: ['zondag', 'maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag'],
  },
  en: {
    today: 'today',
    yesterday: 'yesterday',
    tomorrow: 'tomorrow',
    at: 'at',
    days: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  },
}

const read = (moment: string | Date) => {
  const found: Record<string, string> = {}
  for (const part of parts.formatToParts(new Date(moment))) found[part.type] = part.value
  return found
}

/** The calendar day in the Netherlands of a moment: '2026-03-12'. */
export function dayOf(moment: string | Date): string {
  const { year, month, day } = read(moment)
  return `${year}-${month}-${day}`
}

/** '07:45' */
export function clock(moment: string | Date): string {
  const { hour, minute } = read(moment)
  return `${hour}:${minute}`
}

/** A day as numbers: '12-3-2026'. Takes 'YYYY-MM-DD'. */
export function shortDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${date}-${month}-${year}`
}

/** A birth date, always with two digits so that it can be compared at a glance: '28-04-1934'. */
export function birthDay(day: string | null): string {
  if (!day) return ''
  const [year, month, date] = day.split('-')
  return `${date}-${month}-${year}`
}

/** The number of days from one calendar day to another; negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** 'vandaag', 'gisteren', 'morgen', 'maandag' (within the last six days), or '12-3-2026'. */
export function dayInWords(day: string, now = new Date()): string {
  const names = words[language.get()]
  const ago = daysBetween(day, dayOf(now))
  if (ago === 0) return names.today
  if (ago === 1) return names.yesterday
  if (ago === -1) return names.tomorrow
  if (ago > 1 && ago < 7) return `${weekday(day)} ${shortDay(day)}`
  return shortDay(day)
}

/** 'maandag' */
export const weekday = (day: string): string =>
  words[language.get()].days[new Date(`${day}T12:00:00Z`).getUTCDay()] ?? ''

/** 'vandaag om 07:45', '12-3-2026 om 07:45' */
export const momentInWords = (moment: string | Date, now = new Date()): string =>
  `${dayInWords(dayOf(moment), now)} ${words[language.get()].at} ${clock(moment)}`

/** '12-3-2026 07:45', for tables and lists where every row looks alike. */
export const shortMoment = (moment: string | Date): string => `${shortDay(dayOf(moment))} ${clock(moment)}`

/** Whole years on a day; null without a birth date. */
export function age(birthDate: string | null, today = dayOf(new Date())): number | null {
  if (!birthDate) return null
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** The moment (ISO, UTC) at which the clock in the Netherlands shows this day and time. In the hour that is skipped, the next one. */
export function momentAt(day: string, time: string): string {
  const wanted = Date.parse(`${day}T${time.length === 5 ? time : `0${time}`}:00Z`)
  let guess = wanted
  // Two rounds settle it: the first finds the offset, the second corrects for a change of the clock in between.
  for (let round = 0; round < 2; round += 1) guess += wanted - wallClock(guess)
  return new Date(guess).toISOString()
}

function wallClock(at: number): number {
  const { year, month, day, hour, minute, second } = read(new Date(at))
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
