/**
 * A value as the one JSON text that it has (RFC 8785, JSON Canonicalization Scheme): no spaces, members sorted by their names as UTF-16,
 * numbers and strings as ECMAScript writes them. Members without a value are left out. Throws TypeError for what JSON cannot say.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    // Sorting texts without a comparison goes by UTF-16, as the norm asks.
    const names = members.map(([name]) => name).sort()
    const byName = new Map(members)
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(byName.get(name))}`).join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a number of JSON')
  const text = JSON.stringify(value)
  if (text === undefined) throw new TypeError('not a value of JSON')
  return text
}
