/** Lets so many pieces of work be done at once; the others wait for their turn, in the order of arrival. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

export function turns(atOnce: number): Turns {
  let busy = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (busy >= atOnce) await new Promise<void>((go) => waiting.push(go))
    else busy++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else busy--
    }
  }
}
