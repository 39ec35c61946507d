import { dayOf } from '../../ui/formats/dates.ts'
import { type Language, language } from '../../ui/formats/language.ts'

/** The month (YYYY-MM) so many months later. */
export function plusMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}

export const monthOfNow = (now = new Date()): string => dayOf(now).slice(0, 7)

/** What stands in an address, or this month. */
export const readMonth = (text: string | null, now = new Date()): string =>
  text && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : monthOfNow(now)

const formats: Record<Language, Intl.DateTimeFormat> = {
  nl: new Intl.DateTimeFormat('nl-NL', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
}

/** 'november 2026' */
export const monthInWords = (month: string): string => formats[language.get()].format(new Date(`${month}-15T12:00:00Z`))
