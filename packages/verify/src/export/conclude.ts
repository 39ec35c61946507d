import type { Finding, Report } from '../report.ts'
import { inOrder } from '../report.ts'
import type { TrustedMark } from '../trust.ts'
import type { ExportCheck } from './export-check.ts'
import type { Placed } from './numbers.ts'
import { RangeSet } from './ranges.ts'
import { mark } from './roots.ts'
import { isoOf } from './row-view.ts'
import type { TimeRun } from './times.ts'

const aMinute = 60_000
const aDay = 24 * 60 * aMinute
/** A step is measured in whole seconds, and rows are written beside each other. */
const stepToleranceMs = 12_000

/** What only the end of an export tells, and the report. `note` is the export's own checkpoint; undefined when it is not there. */
export function conclude(check: ExportCheck, note: string | undefined): Report {
  const { reporting, head, tree } = check
  const own = note === undefined ? undefined : check.trust.check({ name: 'export', note })
  if (note === undefined) reporting.find('truncated', { position: tree.size })
  takeUpUnsealed(check)
  if (own) holdOwn(check, own)
  const short = note === undefined ? 0 : Math.max(head.until, own?.size ?? 0) - tree.size
  exchanged(check)
  // What stands behind the rows explains them: where that is gone, nothing of this can be said.
  if (note !== undefined) {
    const told = numbers(check, own, short)
    if (short > told) reporting.find('cut-off', { position: tree.size }, { count: short - told })
    times(check)
    dropped(check)
    unsealed(check, own)
  }
  const { broken } = check.roots
  if (broken) reporting.find('rewritten', { position: broken.fits?.size ?? head.from }, { between: broken })
  check.roots.report(own, note !== undefined, reporting)
  if (check.trust.wantsWitness) reporting.notice('not-cosigned')
  return report(check, own)
}

function report(check: ExportCheck, own: TrustedMark | undefined): Report {
  const { reporting, head, tree, rows } = check
  const notices = [...reporting.notices.values()]
  const unsure = reporting.notices.has('notes-of-earlier-key ')
  return {
    outcome: reporting.findings.length ? 'tampered' : unsure ? 'unjudged' : 'whole',
    format: 'hoede-log-export/v1',
    origin: head.origin,
    from: head.from,
    until: tree.size,
    rows,
    checkpoint: own && mark(own),
    findings: inOrder(reporting.findings),
    notices,
  }
}

/** Notes that were written with the last rows and are not sealed yet themselves: they are signed, and say why those rows are as they are. */
function takeUpUnsealed(check: ExportCheck) {
  for (const { row, text } of check.unsealed)
    if (row.ofSealer) check.sealerRow(text, { number: row.number, at: row.at, position: check.tree.size })
}

function holdOwn({ roots, tree, extra, reporting }: ExportCheck, own: TrustedMark) {
  if (own.size === tree.size) roots.add(own)
  else if (own.size < tree.size) reporting.find('inserted', { position: own.size }, { count: tree.size - own.size })
  if (extra > 0 && !reporting.has('inserted')) reporting.find('inserted', {}, { count: extra })
}

/** Rows whose content now is what was sealed at another place. */
function exchanged({ changed, reporting }: ExportCheck) {
  const leaves = new Map(changed.map((each) => [each.leaf, each]))
  for (const { hash, position, row } of changed) {
    const other = leaves.get(hash)
    if (other && other.position !== position) reporting.find('reordered', { position, number: row.number })
  }
}

/** Numbers without a row, and rows out of their order. Returns how many numbers have no row. */
function numbers(check: ExportCheck, own: TrustedMark | undefined, short: number): number {
  const { reporting, said, roots } = check
  for (const { number, position, at } of check.numbers.late)
    if (number > said.began) reporting.find('reordered', { position, number, at: isoOf(at) })
  for (const [from, until] of new RangeSet(said.unexpected.ranges).without(check.taken))
    reporting.find(
      'inserted',
      { number: from, ...(until > from ? { untilNumber: until } : {}) },
      { count: until - from + 1 },
    )

  const { broken } = roots
  const last = check.numbers.highest?.at ?? 0
  const now = own?.at === undefined ? last : Date.parse(own.at)
  let [told, open] = [0, 0]
  for (const { from, until, after } of check.numbers.missing(said.late)) {
    const first = Math.max(from, said.began + 1)
    if (first > until) continue
    // A transaction can hold its number for hours, so a gap says something only when it is old, or where something else is wrong.
    const wrongHere = broken && after.position >= (broken.fits?.size ?? 0) && after.at < last - 5 * aMinute
    if (short > 0 || wrongHere || after.at < now - aDay) {
      told += until - first + 1
      const number = { number: first, ...(until > first ? { untilNumber: until } : {}) }
      reporting.find('removed', { position: after.position, ...number }, { count: until - first + 1 })
    } else open += until - first + 1
  }
  if (open) reporting.notice('not-explained-yet', open)
  return told
}

function times(check: ExportCheck) {
  const { said, reporting } = check
  const found = new RangeSet()
  const excused = ownTimes(check)
  for (const run of check.times.runs) unwatched(check, run)
  for (const run of check.times.runs) {
    const left = unexplained(check, run, excused)
    if (!left.count) continue
    if (run.outlier && left.count > 1) {
      const { number, position, at } = run.above
      reporting.find('post-dated', { number, position, at: isoOf(at) })
    } else {
      for (const [from, until] of left.ranges) found.add(from, until)
      reporting.find('back-dated', placeOf(run, left), { count: left.count })
    }
  }
  for (const [from, until] of said.late.ranges) excused.add(from, until)
  for (const [from, until] of found.ranges) excused.add(from, until)
  for (const { row, numbers: all, drop } of check.tooOld) {
    const left = new RangeSet(all.without(excused))
    if (left.count && drop > allSteps(check, row.number + all.count)) {
      const { number, position, at } = row
      reporting.find('back-dated', { number, position, at: isoOf(at) }, { count: left.count })
    }
  }
}

/**
 * A clock that was put back while no sealer looked, so that nobody could say it then: the sealer that starts is itself behind the
 * rows of before. Rows dated back by hand leave the sealer's own row where it was.
 */
function unwatched({ said, reporting }: ExportCheck, { first, previous, numbers: all, drop }: TimeRun) {
  if (!said.started.some(({ number, highest }) => all.has(number) && highest < first.number)) return
  const [seconds, at] = [-Math.round(drop / 1000), isoOf(first.at)]
  said.steps.push({ seconds, numbers: [previous + 1, first.number] })
  reporting.notice('clock-step', 1, { value: seconds, about: at, at })
}

/** Rows that have times of their own. */
function ownTimes({ said }: ExportCheck): RangeSet {
  const all = new RangeSet(said.loaded.ranges)
  all.add(1, said.began)
  return all
}

/** The numbers of a run whose times nothing explains. */
const unexplained = (check: ExportCheck, run: TimeRun, excused: RangeSet): RangeSet =>
  excused.has(run.above.number) || run.drop <= stepped(check, run)
    ? new RangeSet()
    : new RangeSet(run.numbers.without(excused))

const placeOf = ({ first }: TimeRun, left: RangeSet): Finding['place'] =>
  left.has(first.number)
    ? { number: first.number, position: first.position, at: isoOf(first.at) }
    : { number: left.ranges[0]![0] }

const back = (seconds: number) => (seconds < 0 ? -seconds * 1000 + stepToleranceMs : 0)

/** How far the clock was put back between the two rows, by the sealer's word. */
const stepped = ({ said }: ExportCheck, { first, previous }: TimeRun) =>
  said.steps
    .filter(({ numbers: [from, until] }) => from <= first.number && previous <= until)
    .reduce((sum, { seconds }) => sum + back(seconds), 0)

const allSteps = ({ said }: ExportCheck, until: number) =>
  said.steps.filter(({ numbers }) => numbers[0] <= until).reduce((sum, { seconds }) => sum + back(seconds), 0)

function dropped({ dropped: found, said, reporting }: ExportCheck) {
  for (const [month, positions] of found)
    for (const [from, until] of positions.without(said.dropped.get(month) ?? new RangeSet()))
      reporting.find('dropped-without-note', { position: from }, { count: until - from + 1, about: month })
}

/** A row that would come late: does its time fit those of about its number? */
function fitsTime(check: ExportCheck, row: Placed): boolean {
  const run = check.times.late(row)
  return !run || !unexplained(check, run, ownTimes(check)).count
}

/** Rows that are in the database and in no position: just written, or put there by hand. */
function unsealed(check: ExportCheck, own: TrustedMark | undefined) {
  if (own?.at === undefined) return
  const now = Date.parse(own.at)
  const highest = check.numbers.highest?.number ?? 0
  for (const { row, text } of check.unsealed) {
    const place = { number: row.number, position: check.tree.size, at: row.at }
    // A number that is still open can be that of a transaction that ended just now.
    const possible =
      row.number > highest
        ? row.at >= now - aMinute ||
          check.said.loaded.has(row.number) ||
          row.at >= now - allSteps(check, row.number) - aMinute
        : check.numbers.isOpen(row.number) && row.at > now - aDay && fitsTime(check, place)
    if (possible) check.reporting.notice('not-sealed-yet')
    else {
      const { id, at } = JSON.parse(text) as { id?: string; at?: string }
      check.reporting.find('inserted', { number: row.number, ...(id ? { id } : {}), ...(at ? { at } : {}) })
    }
  }
}
