import type { LoadResult } from './load.ts'

export interface Figure {
  factor: number
  what: string
  connections: number
  result: LoadResult
  /** What it is held against, measured in the same run, and the share of it that is reached. */
  limit?: { what: string; perSecond: number }
}

const number = (value: number, digits = 0) =>
  value.toLocaleString('nl-NL', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** Prints the figures as a table that a document can take over, and what they say about the aims. */
export function printFigures(figures: readonly Figure[], facts: Record<string, string | number>): void {
  console.log('| factor | what | connections | per second | p50 ms | p99 ms | p99/p50 | of its limit |')
  console.log('|---|---|---|---|---|---|---|---|')
  for (const { factor, what, connections, result, limit } of figures) {
    const share = limit ? number(result.perSecond / limit.perSecond, 2) : ''
    const wrong = result.wrong ? ` (${result.wrong} wrong)` : ''
    console.log(
      `| ${number(factor, factor < 1 ? 1 : 0)} | ${what}${wrong} | ${connections} | ${number(result.perSecond)} | ${number(result.p50, 2)} | ${number(result.p99, 2)} | ${number(result.p99 / result.p50, 1)} | ${share} |`,
    )
  }
  console.log('')
  for (const [name, value] of Object.entries(facts)) console.log(`- ${name}: ${value}`)
  printGrowth(figures)
}

/** How much slower each reading operation is with the largest data set than with the smallest, by its p50 on one connection. */
function printGrowth(figures: readonly Figure[]): void {
  const factors = [...new Set(figures.map((figure) => figure.factor))].sort((a, b) => a - b)
  const [smallest, largest] = [factors[0], factors.at(-1)]
  if (smallest === undefined || largest === undefined || smallest === largest) return
  console.log(`\n| growth of p50 from factor ${smallest} to ${largest}, one connection | × |`)
  console.log('|---|---|')
  for (const figure of figures.filter(
    (each) => each.factor === largest && each.connections === 1 && !each.what.startsWith('limit'),
  )) {
    const before = figures.find(
      (each) => each.factor === smallest && each.connections === 1 && each.what === figure.what,
    )
    if (before) console.log(`| ${figure.what} | ${number(figure.result.p50 / before.result.p50, 2)} |`)
  }
}
