/** Numbers in a row, both ends included. */
export type Range = readonly [from: number, until: number]

/** The numbers as ranges, from low to high. */
export function rangesOf(numbers: readonly number[]): Range[] {
  const ranges: [number, number][] = []
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else if (!last || number > last[1]) ranges.push([number, number])
  }
  return ranges
}

/** What is in the range and not among the numbers, which are given from low to high. */
export function missingFrom([from, until]: Range, numbers: readonly number[]): Range[] {
  const missing: Range[] = []
  let next = from
  for (const number of numbers) {
    if (number < from || number > until) continue
    if (number > next) missing.push([next, number - 1])
    next = number + 1
  }
  if (next <= until) missing.push([next, until])
  return missing
}

/** Ranges that touch become one. */
export function joined(ranges: readonly Range[]): Range[] {
  const all: [number, number][] = []
  for (const [from, until] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], until)
    else all.push([from, until])
  }
  return all
}

/** So far apart, two ranges are better looked for apart. */
const far = 5_000

/** Ranges that lie near each other as one that holds them both. */
export function nearby(ranges: readonly Range[]): Range[] {
  const all: [number, number][] = []
  for (const [from, until] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1)
    if (last && from - last[1] < far) last[1] = Math.max(last[1], until)
    else all.push([from, until])
  }
  return all
}
