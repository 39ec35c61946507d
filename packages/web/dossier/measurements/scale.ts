/** Round numbers from just below the lowest to just above the highest, some four to six of them. */
export function niceTicks(low: number, high: number, wanted = 5): number[] {
  const span = high - low || Math.abs(high) || 1
  const rough = span / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const first = Math.floor(low / step)
  const last = Math.max(Math.ceil(high / step), first + 1)
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** Moments spread evenly over a period (ms since 1970), at the start of a UTC day where days are what matters. */
export function timeTicks(from: number, until: number, wanted: number): number[] {
  const day = 86_400_000
  const days = (until - from) / day
  if (days < 2) return [from, until]
  const steps = [1, 2, 7, 14, 30, 61, 91, 182, 365, 730]
  const step = (steps.find((each) => days / each <= wanted) ?? 1825) * day
  const first = Math.ceil(from / day) * day
  const ticks: number[] = []
  for (let at = first; at <= until; at += step) ticks.push(at)
  return ticks
}
