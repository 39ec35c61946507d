import { describe, expect, it } from 'vitest'
import { gapsIn, segmentsIn } from '../../platform/pgbackrest/segments.ts'
import type { BackupKind, ClusterBackup, RepositoryState } from '../../platform/pgbackrest/state.ts'
import { backupDue, beginningsFor, beyond, complaint, earliest } from './rules.ts'

const now = new Date('2026-11-23T12:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const backup = (kind: BackupKind, hours: number, more: Partial<ClusterBackup> = {}): ClusterBackup => ({
  label: `${kind}-${hours}`,
  kind,
  begun: ago(hours),
  ended: ago(hours),
  firstSegment: piece(100 - hours),
  size: 1,
  kept: 1,
  damaged: false,
  ...more,
})
const piece = (number: number, timeline = 1) =>
  [timeline, Math.floor(number / 256), number % 256]
    .map((part) => part.toString(16).padStart(8, '0'))
    .join('')
    .toUpperCase()
const segment = (number: number, hours = 0) => ({ name: piece(number), time: ago(hours) })
const state = (number: number, more: Partial<RepositoryState> = {}): RepositoryState => ({
  number,
  folder: `/srv/${number}`,
  condition: 'good',
  said: '',
  backups: [backup('full', 2)],
  segments: [segment(98, 2), segment(99, 1), segment(100)],
  gaps: [],
  ...more,
})

describe('which backup is due', () => {
  it.each<[string, ClusterBackup[], BackupKind | undefined]>([
    ['none yet', [], 'full'],
    ['just made', [backup('full', 0)], undefined],
    ['six hours', [backup('full', 6)], 'incr'],
    ['looked at a little early', [backup('full', 5.6)], 'incr'],
    ['an hour ago', [backup('full', 20), backup('incr', 1)], undefined],
    ['a day', [backup('full', 24), backup('incr', 1)], 'diff'],
    ['a day since the difference', [backup('full', 100), backup('diff', 23.4), backup('incr', 1)], undefined],
    ['a week', [backup('full', 168), backup('diff', 1)], 'full'],
  ])('%s', (_, backups, kind) => expect(backupDue(backups, now)).toBe(kind))
})

describe('where to begin', () => {
  const two = [
    state(1, { backups: [backup('full', 20), backup('incr', 10), backup('incr', 4)] }),
    state(2, { backups: [backup('full', 30), backup('incr', 12)] }),
  ]
  it('is the newest backup before it, of the first repository and then of the other', () => {
    expect(beginningsFor(two, ago(9)).map(({ repository, backup: { label } }) => [repository, label])).toEqual([
      [1, 'incr-10'],
      [2, 'incr-12'],
    ])
    expect(beginningsFor(two, ago(25)).map(({ repository }) => repository)).toEqual([2])
    expect(beginningsFor(two, ago(31))).toEqual([])
    expect(earliest(two)).toEqual(ago(30))
  })
  it('is not a backup that met a damaged page', () => {
    const damaged = [state(1, { backups: [backup('full', 20), backup('incr', 10, { damaged: true })] })]
    expect(beginningsFor(damaged, ago(1))[0]?.backup.label).toBe('full-20')
  })
  it('is the other repository where this one misses changes on the way', () => {
    const gap = { after: segment(91, 9), before: segment(95, 5), pieces: 3 }
    const [first, second] = two as [RepositoryState, RepositoryState]
    expect(beginningsFor([{ ...first, gaps: [gap] }, second], ago(6)).map(({ repository }) => repository)).toEqual([
      2, 1,
    ])
    expect(beginningsFor([{ ...first, gaps: [gap] }, second], ago(3)).map(({ repository }) => repository)).toEqual([
      1, 2,
    ])
  })
})

it('a later backup leads further only from beyond the gap', () => {
  const gap = { after: segment(91, 9), before: segment(95, 5), pieces: 3 }
  const broken = [state(1, { gaps: [gap] }), state(2)]
  expect(beyond(broken, backup('full', 20))).toBe(piece(95))
  expect(beyond(broken, backup('full', 4))).toBeUndefined()
})

describe('pieces of changes', () => {
  const listing = (names: string[]) =>
    JSON.stringify(
      Object.fromEntries(names.map((name) => [`15-1/0000000100000000/${name}`, { type: 'file', time: 1 }])),
    )
  const sum = 'a'.repeat(40)
  it('are read from a list with other things in it, in order', () => {
    const text = listing([`${piece(2)}-${sum}.zst`, `${piece(1)}-${sum}.zst`, `${piece(2)}.00000028.backup`])
    expect(segmentsIn(text).map(({ name }) => name)).toEqual([piece(1), piece(2)])
  })
  it('go on over the end of a file number, and begin anew on a timeline', () => {
    const whole = [segment(254), segment(255), segment(256), { name: piece(256, 2), time: now }]
    expect(gapsIn(whole, undefined)).toEqual([])
  })
  it('that are missing are counted, but not from before the oldest backup', () => {
    const broken = [segment(10), segment(20), segment(21), segment(25)]
    expect(gapsIn(broken, undefined).map(({ pieces }) => pieces)).toEqual([9, 3])
    expect(gapsIn(broken, piece(20)).map(({ after, pieces }) => [after.name, pieces])).toEqual([[piece(21), 3]])
  })
})

it.each<[string, Partial<RepositoryState>, RegExp | undefined]>([
  ['in order', {}, undefined],
  ['not there', { condition: 'gone' }, /koppel de schijf weer aan.*hoede moment renew 1/],
  ['another key', { condition: 'wrong-key' }, /keys\/repositories\/1\.key/],
  ['nothing came', { segments: [] }, /nog niets binnen/],
  ['nothing came for long', { segments: [segment(1, 1)] }, /al 60 minuten niets/],
  ['no backup', { condition: 'without-backup', backups: [] }, /hoede moment backup/],
  ['an old backup', { backups: [backup('full', 30)] }, /30 uur oud/],
  [
    'a gap',
    { gaps: [{ after: segment(98, 2), before: segment(100), pieces: 1 }] },
    /ontbreken de wijzigingen van .* tot/,
  ],
  [
    'a gap before the newest backup',
    { gaps: [{ after: segment(90, 9), before: segment(98, 3), pieces: 7 }] },
    undefined,
  ],
])('a repository that is %s', (_, more, text) => {
  const said = complaint(state(1, more), now)
  if (text) expect(said).toMatch(text)
  else expect(said).toBeUndefined()
})
