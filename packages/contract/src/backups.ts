import { type Static, Type } from 'typebox'
import { Choice, Day, Id, Moment, Nullable, Strict, Text } from './common.ts'

const Site = Choice(['here', 'away'])

/** What to look for among backups: what was made and still stands somewhere, what was removed after its time, what is held, and so on. */
export const BackupLook = Choice(['busy', 'made', 'proven', 'held', 'failed', 'removed'])
export type BackupLook = Static<typeof BackupLook>

export const BackupQuery = Strict({
  /** The calendar day in the Netherlands on which it was begun. */
  day: Type.Optional(Day),
  look: Type.Optional(BackupLook),
  cursor: Type.Optional(Id),
})
export type BackupQuery = Static<typeof BackupQuery>

export const BackupCopy = Type.Object({
  store: Type.String(),
  /** Beside the databases or in another place; null for a store that is not used any more. */
  site: Nullable(Site),
  state: Choice(['waiting', 'kept', 'removed']),
  /** Since when it stands there, read back and compared. */
  keptAt: Nullable(Moment),
  problem: Nullable(Type.String()),
})
export type BackupCopy = Static<typeof BackupCopy>

export const BackupProof = Type.Object({
  at: Moment,
  seconds: Type.Number(),
  /** 'unproven': it could not be tried, which says nothing of the backup. */
  outcome: Choice(['good', 'wrong', 'unproven']),
  differences: Type.Integer(),
  problem: Nullable(Type.String()),
})
export type BackupProof = Static<typeof BackupProof>

export const Backup = Type.Object({
  id: Id,
  state: Choice(['asked', 'running', 'made', 'failed', 'removed']),
  reason: Choice(['schedule', 'asked', 'before-restore']),
  /** When it was begun, or asked for when it has not begun. */
  at: Moment,
  endedAt: Nullable(Moment),
  /** What its file is called in every store. */
  file: Nullable(Type.String()),
  /** Sealed bytes written so far, those of the one before, and of the whole when it was made. */
  doneBytes: Type.Integer(),
  expectedBytes: Nullable(Type.Integer()),
  bytes: Nullable(Type.Integer()),
  rows: Nullable(Type.Integer()),
  problem: Nullable(Type.String()),
  /** Whoever asked for it, by name where you may see that. */
  askedBy: Nullable(Type.String()),
  copies: Type.Array(BackupCopy),
  /** The last time that it was restored. */
  proof: Nullable(BackupProof),
  /** It can be downloaded: a proof that was good. */
  certificate: Type.Boolean(),
  hold: Nullable(Type.Object({ at: Moment, because: Type.String(), by: Nullable(Type.String()) })),
})
export type Backup = Static<typeof Backup>

export const BackupWorry = Choice([
  'none-yet',
  'overdue',
  'failing',
  'shrinking',
  'growing',
  'not-away',
  'copies-behind',
  'never-proven',
  'proof-overdue',
  'proof-wrong',
])
export type BackupWorry = Static<typeof BackupWorry>

export const BackupSummary = Type.Object({
  /** The newest that was made. */
  last: Nullable(Type.Object({ id: Id, at: Moment, bytes: Nullable(Type.Integer()) })),
  /** The last restore that was good, and of which moment the backup was. */
  proven: Nullable(
    Type.Object({ at: Moment, seconds: Type.Number(), differences: Type.Integer(), of: Moment, store: Type.String() }),
  ),
  worries: Type.Array(BackupWorry),
  /** No longer than so many hours without one. */
  everyHours: Type.Number(),
  /** When the next is due; null while there is none. */
  nextAt: Nullable(Moment),
  stores: Type.Array(
    Type.Object({ name: Type.String(), site: Site, newest: Nullable(Moment), waiting: Type.Integer() }),
  ),
  /** Of the key that signs certificates, from the newest one. */
  fingerprint: Nullable(Type.String()),
})
export type BackupSummary = Static<typeof BackupSummary>

export const NewBackup = Strict({ id: Type.Optional(Id) })

export const BackupHold = Strict({ because: Text(500, 1) })
