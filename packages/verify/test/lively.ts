import { LogMaker, randomFrom } from './log-maker.ts'

export interface Lived {
  log: LogMaker
  /** Checkpoints that somebody kept along the way. */
  kept: string[]
}

const hour = 3_600_000

/** A log in which everything happened that happens to logs and is no tampering. */
export function lively(seed: number): Lived {
  const random = randomFrom(seed)
  const log = new LogMaker()
  const kept: string[] = []
  // Before sealing began there were rows in any order of time, with holes in their numbers.
  log.seal(log.row({ at: '2025-03-01T08:00:00.000000Z' }), log.row({ at: '2024-01-01T00:00:00.123456Z' }))
  log.number += 1
  log.seal(log.row())
  log.seal(log.note({ kind: 'began', highest: 4 }))
  log.seal(log.note({ kind: 'started', size: 4, highest: 4 }))
  for (let round = 0; round < 12; round += 1) {
    log.write(3 + random(20), 500 + random(3000))
    const what = round < 7 ? round : random(7)
    if (what === 0) late(log, random)
    if (what === 1) abandoned(log, random)
    if (what === 2) clockBack(log, random)
    if (what === 3) loaded(log, random)
    if (what === 4) log.changeKey(20 + round)
    if (what === 5) log.seal(log.note({ kind: 'behind', seconds: 3600, rows: 5 }))
    if (what === 6) unwatched(log, random)
    log.write(1 + random(5), 100 + random(1000))
    if (random(2)) kept.push(log.checkpoint())
  }
  log.write(10 + random(30))
  return { log, kept }
}

function late(log: LogMaker, random: (below: number) => number) {
  const slow = Array.from({ length: 1 + random(3) }, () => log.row())
  log.write(5 + random(15))
  const others = [log.row(), log.row()]
  log.seal(
    ...slow,
    ...others,
    log.note({ kind: 'late', numbers: slow.map(({ number }) => [Number(number), Number(number)]) }),
  )
}

function abandoned(log: LogMaker, random: (below: number) => number) {
  log.number += 1
  const first = log.number
  log.write(2 + random(5))
  log.number += 3
  const second = log.number
  log.write(2)
  log.seal(
    log.note({
      kind: 'abandoned',
      numbers: [
        [first, first],
        [second - 2, second],
      ],
    }),
  )
}

function clockBack(log: LogMaker, random: (below: number) => number) {
  const before = log.number
  // The first number after the step was drawn by somebody who gave up.
  if (random(2)) log.number += 1
  log.now -= hour
  const open = log.number > before ? log.number : undefined
  log.seal(log.note({ kind: 'clock-step', seconds: -3600, numbers: [[before + 1, before + 1]] }))
  log.write(8, 1000)
  if (open) log.seal(log.note({ kind: 'abandoned', numbers: [[open, open]] }))
}

/** The clock goes back while the sealer is down: nobody can say so but by its own row. */
function unwatched(log: LogMaker, random: (below: number) => number) {
  const highest = log.number
  log.write(random(5))
  log.now -= hour / 2
  log.write(random(5))
  log.seal(log.note({ kind: 'started', size: log.sealed.length, highest }))
  log.write(5)
}

function loaded(log: LogMaker, random: (below: number) => number) {
  const from = log.number + 1
  const count = 3 + random(10)
  for (let at = 0; at < count; at += 1) log.seal(log.row({ at: `2023-0${1 + random(9)}-05T10:00:00.000001Z` }))
  log.seal(log.row({ at: '2027-01-01T00:00:00.000000Z' }))
  log.write(2)
  const note = { kind: 'loaded', numbers: [[from, from + count]] }
  log.seal(log.note(note))
}

/** Drops what was sealed in a stretch, as retention does, with its note. */
export function drop(log: LogMaker, from: number, until: number) {
  for (let at = from; at <= until; at += 1) log.dropped.set(at, '2026-10')
  log.seal(log.note({ kind: 'dropped', month: '2026-10', positions: [[from, until]], archive: 'ab'.repeat(32) }))
  log.write(3)
}
