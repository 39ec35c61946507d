/** The least number of people that share every combination of what narrows down who somebody is. */
export const leastAlike = 10

/**
 * Puts rows in groups of at least k that are alike in their dimensions (Mondrian: LeFevre, DeWitt, Ramakrishnan 2006): the widest dimension
 * is cut at its median, as long as both sides keep k. Returns the members of each group, as indexes.
 */
export function groupsAlike(rows: readonly (readonly number[])[], k: number): number[][] {
  const dimensions = rows[0]?.length ?? 0
  const whole = ranges(rows, [...rows.keys()], dimensions)
  const finished: number[][] = []
  const waiting = rows.length > 0 ? [[...rows.keys()]] : []
  for (let group = waiting.pop(); group; group = waiting.pop()) {
    const cut = bestCut(rows, group, whole, dimensions, k)
    if (cut) waiting.push(...cut)
    else finished.push(group)
  }
  return finished
}

function ranges(rows: readonly (readonly number[])[], group: readonly number[], dimensions: number): number[] {
  return Array.from({ length: dimensions }, (_, d) => {
    let [low, high] = [Infinity, -Infinity]
    for (const index of group) {
      const value = rows[index]?.[d] as number
      if (value < low) low = value
      if (value > high) high = value
    }
    return high - low
  })
}

function bestCut(
  rows: readonly (readonly number[])[],
  group: number[],
  whole: readonly number[],
  dimensions: number,
  k: number,
): [number[], number[]] | undefined {
  if (group.length < 2 * k) return undefined
  const widths = ranges(rows, group, dimensions).map((width, d) => (whole[d] ? width / (whole[d] as number) : 0))
  const order = [...widths.keys()].filter((d) => (widths[d] as number) > 0)
  // The first dimension that is as wide as any goes first.
  order.sort((a, b) => (widths[b] as number) - (widths[a] as number) || a - b)
  for (const d of order) {
    const sorted = group.toSorted((a, b) => (rows[a]?.[d] as number) - (rows[b]?.[d] as number))
    const at = (index: number) => rows[sorted[index] as number]?.[d]
    // Equal values stay on one side: the cut moves from the middle to the nearest place between two values.
    for (let away = 0; away <= sorted.length / 2; away += 1) {
      for (const cut of [Math.floor(sorted.length / 2) - away, Math.floor(sorted.length / 2) + away]) {
        if (cut >= k && sorted.length - cut >= k && at(cut - 1) !== at(cut))
          return [sorted.slice(0, cut), sorted.slice(cut)]
      }
    }
  }
  return undefined
}

/** Days since 1970 of a date text (YYYY-MM-DD…). */
export const dayOf = (text: string) => Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000)
export const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** Days in the periods that beginnings and ends are made coarse to: thirteen weeks. */
export const coarseDays = 91
/** The Monday at or before a day on which such a period begins (5 January 1970 was a Monday). */
export const coarse = (day: number) => Math.floor((day - 4) / coarseDays) * coarseDays + 4
