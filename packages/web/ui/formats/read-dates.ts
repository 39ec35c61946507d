import { dayOf } from './dates.ts'

const monthNames = ['jan', 'feb', 'maa|mrt|mar', 'apr', 'mei|may', 'jun', 'jul', 'aug', 'sep', 'okt|oct', 'nov', 'dec']
const dayNames = ['zo|sun', 'ma|mon', 'di|tue', 'wo|wed', 'do|thu', 'vr|fri', 'za|sat']

const plusDays = (day: string, count: number) =>
  new Date(Date.parse(`${day}T12:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)

function realDay(year: number, month: number, date: number): string | undefined {
  const moment = new Date(Date.UTC(year, month - 1, date))
  moment.setUTCFullYear(year)
  const isReal = moment.getUTCFullYear() === year && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === date
  return isReal && year >= 1850 && year <= 2200 ? moment.toISOString().slice(0, 10) : undefined
}

/** A date as people write it: 28-04-1934, 28/4/1934, 28 4 1934, 28.4.1934, 28041934, 28 april 1934. Gives 'YYYY-MM-DD'. */
export function readDate(text: string): string | undefined {
  const trimmed = text.trim().toLowerCase()
  const numbers = /^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})$/.exec(trimmed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed)
  if (numbers) return realDay(Number(numbers[3]), Number(numbers[2]), Number(numbers[1]))
  const named = /^(\d{1,2})[-/. ]*(\p{L}{3,})\.?[-/. ]*(\d{4})$/u.exec(trimmed)
  if (!named) return undefined
  const month = monthNames.findIndex((name) => new RegExp(`^(${name})`).test(named[2] ?? ''))
  return month < 0 ? undefined : realDay(Number(named[3]), month + 1, Number(named[1]))
}

/**
 * A date near now: what readDate takes, and 'vandaag', 'gisteren', 'morgen', a week day, '12-3' or '12-3-26'. A week day is the
 * last one for what happened ('past') and the next one for what will ('future'), today included.
 */
export function readNearDate(text: string, direction: 'past' | 'future', now = new Date()): string | undefined {
  const trimmed = text.trim().toLowerCase()
  const today = dayOf(now)
  if (/^(vandaag|nu|today|now)$/.test(trimmed)) return today
  if (/^(gisteren|yesterday)$/.test(trimmed)) return plusDays(today, -1)
  if (/^(eergisteren)$/.test(trimmed)) return plusDays(today, -2)
  if (/^(morgen|tomorrow)$/.test(trimmed)) return plusDays(today, 1)
  if (/^(overmorgen)$/.test(trimmed)) return plusDays(today, 2)
  const named = dayNames.findIndex((name) => new RegExp(`^(${name})`).test(trimmed))
  if (named >= 0 && /^\p{L}+$/u.test(trimmed)) return nearWeekday(today, named, direction)
  const short = /^(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{2}))?$/.exec(trimmed)
  if (!short) return readDate(text)
  const year = short[3] ? 2000 + Number(short[3]) : Number(today.slice(0, 4))
  const day = realDay(year, Number(short[2]), Number(short[1]))
  if (!day || short[3]) return day
  if (direction === 'past' && day > today) return realDay(year - 1, Number(short[2]), Number(short[1]))
  if (direction === 'future' && day < today) return realDay(year + 1, Number(short[2]), Number(short[1]))
  return day
}

function nearWeekday(today: string, wanted: number, direction: 'past' | 'future'): string {
  const current = new Date(`${today}T12:00:00Z`).getUTCDay()
  return direction === 'past'
    ? plusDays(today, -((current - wanted + 7) % 7))
    : plusDays(today, (wanted - current + 7) % 7)
}

/** A time as people write it: 7:45, 07.45, 745, 0745, 7. Gives 'HH:MM'. */
export function readTime(text: string): string | undefined {
  const trimmed = text.trim().replace(/\s*(uur|u)$/i, '')
  const found = /^(\d{1,2})(?:[:.,u ](\d{2}))?$/.exec(trimmed) ?? /^(\d{1,2})(\d{2})$/.exec(trimmed)
  if (!found) return undefined
  const hour = Number(found[1])
  const minute = Number(found[2] ?? 0)
  if (hour > 23 || minute > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
