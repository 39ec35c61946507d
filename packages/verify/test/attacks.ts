import { rowText, type SealedRow, signerOf } from '../src/index.ts'
import type { FindingKind } from '../src/report.ts'
import type { Lived } from './lively.ts'
import { LogMaker, type Sealed } from './log-maker.ts'

/** What an attacker does; gives the export as it then is, and what must be named. */
type Attack = (
  lived: Lived,
  random: (below: number) => number,
) => { text: string; kept?: string[]; keys?: LogMaker['first'][]; position?: number }

/** A row of the middle that is no note of the sealer and not excused by one. */
const victim = ({ log }: Lived, random: (below: number) => number): number => {
  for (;;) {
    const at = 10 + random(log.sealed.length - 20)
    if (log.sealed[at]!.row.event !== 'log.sealing' && log.sealed[at]!.row.at.startsWith('2026')) return at
  }
}

/** The attacker has the database: rows as they like, and hashes made anew, but neither the key nor what others kept. */
function withRows({ log }: Lived, change: (rows: Sealed[]) => Sealed[]): string {
  const own = log.checkpoint()
  const changed = new LogMaker()
  changed.changes.push(...log.changes)
  changed.sealed.push(...change([...log.sealed]))
  return changed.export(0, changed.lines(), own)
}

const altered = (log: LogMaker, row: SealedRow): Sealed => log.make(row)

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString().replace('Z', '000Z')

/** Each with the kinds of finding that must come of it, and those that may come too. */
export const attacks: Record<string, { kinds: FindingKind[]; also?: FindingKind[]; attack: Attack }> = {
  'a changed row': {
    kinds: ['changed'],
    attack: (lived, random) => {
      const at = victim(lived, random)
      const { row, salt, leaf } = lived.log.sealed[at]!
      const lines = lived.log.lines()
      const line = lines.indexOf(lived.log.line(lived.log.sealed[at]!, at))
      lines[line] =
        `x ${salt.toString('base64')} ${Buffer.from(leaf).toString('base64')} ${rowText({ ...row, outcome: 'refused' })}`
      return { text: lived.log.export(0, lines), position: at }
    },
  },
  'a changed row, with its hash': {
    kinds: ['rewritten'],
    attack: (lived, random) => {
      const at = victim(lived, random)
      return { text: withRows(lived, (rows) => rows.with(at, altered(lived.log, { ...rows[at]!.row, action: 'U' }))) }
    },
  },
  'a removed row': {
    kinds: ['removed'],
    attack: (lived, random) => {
      const at = victim(lived, random)
      const lines = lived.log.lines()
      lines[lines.indexOf(lived.log.line(lived.log.sealed[at]!, at))] =
        `m ${Buffer.from(lived.log.sealed[at]!.leaf).toString('base64')}`
      return { text: lived.log.export(0, lines), position: at }
    },
  },
  'a removed row, with its hash': {
    kinds: ['removed'],
    also: ['rewritten'],
    attack: (lived, random) => ({ text: withRows(lived, (rows) => rows.toSpliced(victim(lived, random), 1)) }),
  },
  'a row put in by hand': {
    kinds: ['inserted'],
    attack: (lived, random) => {
      const { row } = lived.log.sealed[victim(lived, random)]!
      lived.log.unsealed.push({ ...row, id: '0199f3a0-9999-7000-8000-000000000001' })
      return { text: lived.log.export() }
    },
  },
  'a row put in with a number that was given up': {
    kinds: ['inserted', 'rewritten'],
    attack: (lived) => {
      const note = lived.log.sealed.find(({ row }) => row.detail?.includes('abandoned'))!
      const [[number]] = JSON.parse(JSON.parse(note.row.detail!).note).numbers as [[number]]
      const at = lived.log.sealed.findIndex(
        ({ row }) => Number(row.number) > number && Number(row.number) < number + 10,
      )
      const made = altered(lived.log, {
        ...lived.log.sealed[at]!.row,
        number: String(number),
        id: '0199f3a0-9999-7000-8000-000000000001',
      })
      return { text: withRows(lived, (rows) => rows.toSpliced(at, 0, made)) }
    },
  },
  'a row put in with its hash': {
    kinds: ['inserted'],
    also: ['rewritten'],
    attack: (lived, random) => {
      const at = victim(lived, random)
      return { text: withRows(lived, (rows) => rows.toSpliced(at, 0, rows[at]!)) }
    },
  },
  'a row dated back before it was sealed': {
    kinds: ['back-dated'],
    attack: ({ log }, random) => {
      log.write(1 + random(5))
      const position = log.sealed.length
      log.seal(log.row({ at: later(log.sealed.at(-1)!.row.at, -60_000 - random(1e9)) }))
      log.write(10)
      return { text: log.export(), position }
    },
  },
  'a row dated back while no sealer ran': {
    kinds: ['back-dated'],
    attack: ({ log }, random) => {
      const highest = log.number
      log.write(1 + random(5))
      const position = log.sealed.length
      log.seal(log.row({ at: later(log.sealed.at(-1)!.row.at, -60_000 - random(1e9)) }))
      log.write(random(3))
      log.seal(log.note({ kind: 'started', size: position, highest }))
      log.write(5)
      return { text: log.export(), position }
    },
  },
  'rows dated back together': {
    kinds: ['back-dated'],
    attack: ({ log }, random) => {
      log.write(20)
      const at = later(log.sealed.at(-1)!.row.at, -3_000_000 - random(1e9))
      log.seal(log.row({ at }), log.row({ at }), log.row({ at }))
      log.write(10)
      return { text: log.export() }
    },
  },
  'a row that is not sealed and dated back': {
    kinds: ['inserted'],
    attack: ({ log }, random) => {
      log.unsealed.push(log.row({ at: later(log.sealed.at(-1)!.row.at, -7_300_000 - random(1e9)) }))
      return { text: log.export() }
    },
  },
  'two rows exchanged': {
    kinds: ['reordered', 'rewritten'],
    attack: (lived, random) => {
      const numberAt = (at: number) => Number(lived.log.sealed[at]!.row.number)
      let at = victim(lived, random)
      // Rows that came late stand in any order.
      while (numberAt(at - 1) + 2 !== numberAt(at + 1) || at < 20) at = victim(lived, random)
      return { text: withRows(lived, (rows) => rows.with(at, rows[at + 1]!).with(at + 1, rows[at]!)) }
    },
  },
  'two rows exchanged under their old hashes': {
    kinds: ['changed', 'reordered'],
    attack: (lived, random) => {
      const [one, other] = [victim(lived, random), victim(lived, random)]
      const second = other === one ? one + 1 : other
      const lines = lived.log.lines()
      const all = lived.log.sealed
      for (const [at, from] of [
        [one, second],
        [second, one],
      ] as const) {
        const { salt, text } = all[from]!
        lines[lines.indexOf(lived.log.line(all[at]!, at))] =
          `x ${salt.toString('base64')} ${Buffer.from(all[at]!.leaf).toString('base64')} ${text}`
      }
      return { text: lived.log.export(0, lines) }
    },
  },
  'a tail that was cut off': {
    kinds: ['cut-off'],
    attack: (lived, random) => {
      const { log } = lived
      const before = log.export()
      log.write(1 + random(50))
      return { text: before, kept: [...lived.kept, log.checkpoint()] }
    },
  },
  'a tail that was cut off under its checkpoint': {
    kinds: ['cut-off'],
    attack: (lived, random) => ({ text: withRows(lived, (rows) => rows.slice(0, -1 - random(9))) }),
  },
  'a forked history': {
    kinds: ['forked'],
    attack: (lived, random) => {
      const { log } = lived
      const size = log.sealed.length - 1 - random(8)
      const other = new LogMaker()
      for (const each of log.sealed.slice(0, size - 1)) other.tree.add(each.leaf)
      other.tree.add(altered(log, { ...log.sealed[size - 1]!.row, outcome: 'error' }).leaf)
      other.now = log.now
      return { text: log.export(), kept: [...lived.kept, other.checkpoint([log.signer])] }
    },
  },
  'a history made anew with the key': {
    kinds: ['forked'],
    attack: (lived, random) => {
      const { log } = lived
      const kept = [log.checkpoint()]
      const at = victim(lived, random)
      const rows = log.sealed.with(at, altered(log, { ...log.sealed[at]!.row, outcome: 'error' }))
      const anew = new LogMaker()
      anew.changes.push(...log.changes.filter((note) => Number(note.split('\n')[1]) <= at))
      anew.seal(...rows.map(({ row }) => row))
      anew.now = log.now
      anew.changes.splice(0, anew.changes.length, ...log.changes)
      return { text: anew.export(0, anew.lines(), anew.checkpoint([log.signer])), kept }
    },
  },
  'a checkpoint signed with another key': {
    kinds: ['wrong-key'],
    attack: ({ log }) => ({
      text: log.export(0, log.lines(), log.checkpoint([signerOf(log.origin, Buffer.alloc(32, 99))])),
    }),
  },
  'a checkpoint signed with a key that was replaced': {
    kinds: ['wrong-key'],
    attack: ({ log }) => {
      log.changeKey(60)
      log.write(5)
      return { text: log.export(0, log.lines(), log.checkpoint([log.first])) }
    },
  },
  'a checkpoint that was changed': {
    kinds: ['forged-checkpoint'],
    attack: ({ log, kept }) => ({
      text: log.export(),
      kept: [...kept, log.checkpoint().replace(/time \d+/, 'time 2020')],
    }),
  },
  'a checkpoint of another log': {
    kinds: ['other-log'],
    attack: ({ log, kept }) => ({ text: log.export(), kept: [...kept, new LogMaker('hoede/eik/2').checkpoint()] }),
  },
  'an export of another log': {
    kinds: ['other-log', 'wrong-key'],
    attack: ({ log }) => {
      const other = new LogMaker('hoede/eik/2')
      other.write(10)
      return { text: other.export(), kept: [], keys: [log.first] }
    },
  },
  'a truncated export': {
    kinds: ['truncated'],
    attack: ({ log }, random) => {
      const text = log.export()
      const start = text.indexOf('\n\n') + 3000
      return { text: text.slice(0, start + random(text.length - start - 150)), kept: [] }
    },
  },
  'a forged note': {
    kinds: ['forged-note'],
    attack: ({ log }, random) => {
      const numbers = [[log.number - random(5) - 2, log.number]]
      log.seal(log.note({ kind: 'loaded', numbers }, signerOf(log.origin, Buffer.alloc(32, 99))))
      return { text: log.export() }
    },
  },
  'a note of another row': {
    kinds: ['forged-note'],
    attack: ({ log }) => {
      const { row } = log.sealed.findLast(({ row }) => row.event === 'log.sealing')!
      log.seal(log.row({ event: 'log.sealing', part: 'log', detail: row.detail! }))
      return { text: log.export() }
    },
  },
  'rows dropped without a note': {
    kinds: ['dropped-without-note'],
    // Notes that go with them explained other rows.
    also: ['back-dated', 'reordered'],
    attack: (lived, random) => {
      const at = victim(lived, random)
      for (let n = at; n <= at + random(5); n += 1) lived.log.dropped.set(n, '2026-10')
      return { text: lived.log.export(), position: at }
    },
  },
}
