import { type Element, text } from '../read/element.ts'
import { Refusal } from '../reasons.ts'

const zone = 'Europe/Amsterdam'
const wall = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hour12: false })

/** A moment in ISO 8601 (UTC). */
export interface Moment {
  iso: string
  /** False when only a day was given; then it is noon in Amsterdam, so that the day is right whoever looks. */
  timed: boolean
}

/** Reads a FHIR dateTime or instant. Throws Refusal: a year or a month is not enough, and a time needs its zone. */
export function readMoment(value: string, now: Date): Moment {
  const moment = readDay(value) ? { iso: noonOf(value), timed: false } : { iso: readInstant(value), timed: true }
  const latest = moment.timed
    ? now.getTime() + 5 * 60_000
    : Date.parse(noonOf(now.toISOString().slice(0, 10))) + 12 * 3_600_000
  if (Date.parse(moment.iso) > latest) throw new Refusal('moment-in-future')
  return moment
}

/** A full, existing day, or undefined. */
export function readDay(value: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined
  const date = new Date(`${value}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(value) ? undefined : value
}

function readInstant(value: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.exec(value)
  if (!found || !readDay(found[1]!)) throw new Refusal('moment-invalid')
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) throw new Refusal('moment-invalid')
  return date.toISOString()
}

/** Noon in Amsterdam; an hour earlier in UTC in winter, two in summer. */
function noonOf(day: string): string {
  const guess = new Date(`${day}T11:00:00Z`)
  const hour = Number(wall.format(guess))
  return new Date(guess.getTime() + (12 - hour) * 3_600_000).toISOString()
}

/** Has the period of an element ended? */
export function hasEnded(element: Element, path: string, now: Date): boolean {
  const end = text(element, path)
  return end !== undefined && Date.parse(end.length === 10 ? `${end}T23:59:59Z` : end) < now.getTime()
}

/** 1-6-2010, as people write it. */
export const dutchDay = (day: string): string => {
  const [year, month, date] = day.slice(0, 10).split('-')
  return [date, month, year].filter(Boolean).map(Number).join('-')
}
