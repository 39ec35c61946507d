const zone = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Amsterdam',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** What the clock on the wall shows, as if it were UTC. */
function wall(moment: number): number {
  const part = Object.fromEntries(zone.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second'])
}

const local = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/
const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})$/i

/**
 * A moment as planning systems write it: ISO 8601 with a zone, or the time on the clock in the Netherlands. Undefined when it is
 * neither, or a time that the clock skips in March. An hour that comes twice in October is its first one.
 */
export function readMoment(text: string): Date | undefined {
  const given = text.trim()
  if (zoned.test(given)) {
    const moment = new Date(given.replace(' ', 'T'))
    return Number.isNaN(moment.getTime()) ? undefined : moment
  }
  const found = local.exec(given)
  if (!found) return undefined
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const shown = Date.UTC(year, month - 1, day, hour, minute, second)
  if (new Date(shown).getUTCDate() !== day || month > 12 || hour > 23 || minute > 59) return undefined
  // Summer time first: of an hour that comes twice it is the earlier one.
  for (const hours of [2, 1]) {
    const moment = shown - hours * 3_600_000
    if (wall(moment) === shown) return new Date(moment)
  }
  return undefined
}
