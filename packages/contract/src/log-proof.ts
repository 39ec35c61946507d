import { type Static, Type } from 'typebox'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'

/** A number that a checkpoint, a position or a row can have. */
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** What stands outside of the database about the log: a place that checkpoints are sent to. */
export const LogWitness = Type.Object({
  id: Id,
  /**
   * 'witness' co-signs (c2sp.org/tlog-witness), 'webhook' gets each checkpoint by HTTPS, 'mail' by mail, 'objectstore' keeps it where
   * nobody can remove it before its time (S3 Object Lock), 'sftp' in a folder of a server.
   */
  kind: Choice(['witness', 'webhook', 'mail', 'objectstore', 'sftp']),
  name: Type.String(),
  /** Where it goes: https address, mail address, or sftp://user@server/folder. */
  address: Type.String(),
  /** The key with which a witness co-signs, as a verifier key (c2sp.org/signed-note). */
  verifier: Nullable(Type.String()),
  /** Of an object store: its region, whose key it is asked with (its secret is never read back), and how long it keeps each. */
  region: Nullable(Type.String()),
  accessKey: Nullable(Type.String()),
  retainDays: Nullable(Type.Integer()),
  /** Of an SFTP server: the keys by which it is known, and the line for its `authorized_keys` (that private key never leaves Hoede). */
  hostKey: Nullable(Type.String()),
  publicKey: Nullable(Type.String()),
  /** At most once in so many minutes; 0 sends each checkpoint at once. */
  everyMinutes: Type.Integer(),
  active: Type.Boolean(),
  /** The size of the log in the last checkpoint that arrived, and when. */
  sentSize: Nullable(Type.Integer()),
  sentAt: Nullable(Moment),
  /** What the witness said last; null for a kind that says nothing. */
  cosigned: Type.Boolean(),
  /** Why the last attempt did not arrive. */
  failure: Nullable(
    Choice([
      'unreachable',
      'refused',
      'other-history',
      'unknown-log',
      'wrong-signature',
      'no-gateway',
      'not-locked',
      'other-key',
      'unexpected-answer',
    ]),
  ),
  failedAt: Nullable(Moment),
  version: Type.Integer(),
})
export type LogWitness = Static<typeof LogWitness>

export const NewLogWitness = Strict({
  id: Type.Optional(Id),
  kind: Choice(['witness', 'webhook', 'mail', 'objectstore', 'sftp']),
  name: Text(120, 1),
  address: Text(400, 3),
  verifier: Type.Optional(Text(400)),
  region: Type.Optional(Text(60)),
  accessKey: Type.Optional(Text(200)),
  secretKey: Type.Optional(Text(400)),
  retainDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 7_300 })),
  hostKey: Type.Optional(Text(2_000)),
  everyMinutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_080 })),
})
export type NewLogWitness = Static<typeof NewLogWitness>

export const LogWitnessChange = Strict({
  version: Type.Integer(),
  name: Type.Optional(Text(120, 1)),
  everyMinutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_080 })),
  active: Type.Optional(Type.Boolean()),
})
export type LogWitnessChange = Static<typeof LogWitnessChange>

/** How the proof of the log stands. */
export const LogProof = Type.Object({
  /** The name of this log in its checkpoints. */
  origin: Type.String(),
  /** Rows that were sealed. */
  size: Type.Integer(),
  /** Rows that were written and not sealed yet. */
  waiting: Type.Integer(),
  /** When the sealer last looked. */
  lookedAt: Moment,
  /** False when the sealer has not looked for a minute. */
  working: Type.Boolean(),
  /** The newest checkpoint, a signed note. */
  checkpoint: Type.String(),
  /** Verifier keys, newest first, with the fingerprint that people compare. */
  keys: Type.Array(Type.Object({ verifier: Type.String(), fingerprint: Type.String() })),
})
export type LogProof = Static<typeof LogProof>

export const LogRowNumber = Strict({ number: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
export const LogCheckpointQuery = Strict({ size: Type.Optional(Count) })
export const LogConsistencyQuery = Strict({ from: Count, until: Count })
/** A download begins at a position and holds at most so many rows; the next one begins where it ended. */
export const LogRangeQuery = Strict({ from: Type.Optional(Count) })
/** So many rows are in one download; the operator's command line has no bound. */
export const logDownloadRows = 100_000
