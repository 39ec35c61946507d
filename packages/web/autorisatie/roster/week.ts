const msPerDay = 86_400_000
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`)

/** A number of days further. */
export const plusDays = (day: string, count: number) =>
  new Date(noon(day) + count * msPerDay).toISOString().slice(0, 10)

/** The Monday of the week that a day is in. */
export const mondayOf = (day: string) => plusDays(day, -((new Date(noon(day)).getUTCDay() + 6) % 7))

export const daysOfWeek = (monday: string) => [0, 1, 2, 3, 4, 5, 6].map((count) => plusDays(monday, count))

/** The number of a week (ISO 8601): that of its Thursday, in the year of that Thursday. */
export function weekNumber(monday: string): number {
  const thursday = plusDays(monday, 3)
  return Math.floor((noon(thursday) - noon(`${thursday.slice(0, 4)}-01-01`)) / msPerDay / 7) + 1
}
