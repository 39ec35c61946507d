import { type Static, Type } from 'typebox'
import { Choice, Cursor, Day, Id, Moment, Nullable, Page, Strict, Text } from './common.ts'
import {
  type EmergencyJudgement,
  type EmergencyReason,
  emergencyJudgements,
  emergencyReasons,
  emergencyWordsAtLeast,
} from './emergency-words.ts'

const Reason = Choice(Object.keys(emergencyReasons) as [EmergencyReason, ...EmergencyReason[]])
const Judgement = Choice(Object.keys(emergencyJudgements) as [EmergencyJudgement, ...EmergencyJudgement[]])
const Unit = Type.Object({ id: Id, name: Type.String() })
const Somebody = Type.Object({ id: Id, name: Type.String(), function: Type.String() })
const Words = Text(1000, emergencyWordsAtLeast)

/** Exactly one client, by what is known of them: the number, the BSN, or family name and birth date. */
export const EmergencyFind = Strict({
  number: Type.Optional(Text(20, 1)),
  bsn: Type.Optional(Text(12, 8)),
  name: Type.Optional(Text(120, 2)),
  birthDate: Type.Optional(Day),
})
export type EmergencyFind = Static<typeof EmergencyFind>
/** What is shown of a client before there is access: enough to know that it is the right one. */
export const EmergencyFound = Type.Object({
  id: Id,
  name: Type.String(),
  birthDate: Nullable(Day),
  unit: Nullable(Unit),
  /** Open without emergency access. */
  reachable: Type.Boolean(),
  /** Emergency access to this client is on already. */
  running: Type.Boolean(),
  /** Who is told when it begins. */
  told: Type.Array(Somebody),
})
export type EmergencyFound = Static<typeof EmergencyFound>
export const EmergencyFindAnswer = Type.Object({ items: Type.Array(EmergencyFound) })

export const NewEmergency = Strict({
  id: Type.Optional(Id),
  /** One of the two; a unit only where the customer allows it (setting emergency-units). */
  clientId: Type.Optional(Id),
  unitId: Type.Optional(Id),
  reason: Reason,
  words: Words,
  /** At most setting emergency-minutes. */
  minutes: Type.Integer({ minimum: 1, maximum: 60 }),
})
export type NewEmergency = Static<typeof NewEmergency>

/** Emergency access of the asker that is on. */
export const OwnEmergency = Type.Object({
  id: Id,
  client: Nullable(Type.Object({ id: Id, name: Type.String() })),
  unit: Nullable(Unit),
  reason: Reason,
  startedAt: Moment,
  until: Moment,
})
export type OwnEmergency = Static<typeof OwnEmergency>
export const EmergencyStarted = Type.Object({ emergency: OwnEmergency, told: Type.Array(Somebody) })
export type EmergencyStarted = Static<typeof EmergencyStarted>
export const OwnEmergencies = Type.Object({
  items: Type.Array(OwnEmergency),
  terms: Type.Object({
    /** The longest it can be. */
    minutes: Type.Integer(),
    /** Whether a whole unit is possible, and which. */
    units: Type.Array(Unit),
    /** How often it is still possible in these 24 hours. */
    left: Type.Integer(),
  }),
})
export type OwnEmergencies = Static<typeof OwnEmergencies>

export const EmergencyEntry = Type.Object({
  id: Id,
  person: Somebody,
  /** The name only for who may read the record. Null: a whole unit. */
  client: Nullable(Type.Object({ id: Id, number: Type.String(), name: Nullable(Type.String()) })),
  /** Where the client was in care then, or the unit that it was about. */
  unit: Nullable(Unit),
  reason: Reason,
  startedAt: Moment,
  until: Moment,
  endedAt: Nullable(Moment),
  endedBy: Nullable(Type.String()),
  /** Still on, over and waiting for a judgement, or judged. */
  state: Choice(['running', 'open', 'judged']),
  judgement: Nullable(Judgement),
  judgedAt: Nullable(Moment),
  judgedBy: Nullable(Type.String()),
  /** Whoever asks used it: somebody else judges. */
  own: Type.Boolean(),
  version: Type.Integer(),
})
export type EmergencyEntry = Static<typeof EmergencyEntry>
export const EmergencyPage = Page(EmergencyEntry)
export const EmergencyQuery = Strict({
  state: Type.Optional(Choice(['open', 'judged'])),
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
  person: Type.Optional(Id),
  unit: Type.Optional(Id),
  cursor: Type.Optional(Cursor),
})
export type EmergencyQuery = Static<typeof EmergencyQuery>

/** What was done with it, from the log: never what was read or written. */
export const EmergencyUse = Type.Object({
  part: Type.String(),
  event: Type.String(),
  eventText: Type.String(),
  action: Choice(['C', 'R', 'U', 'D', 'E']),
  outcome: Choice(['success', 'refused', 'error']),
  times: Type.Integer(),
  clients: Type.Integer(),
  first: Moment,
  last: Moment,
})
export type EmergencyUse = Static<typeof EmergencyUse>
export const EmergencyDetail = Type.Object({
  entry: EmergencyEntry,
  words: Type.String(),
  judgementWords: Nullable(Type.String()),
  use: Type.Array(EmergencyUse),
  /** How often this person used it in the 30 days until this one, itself included, as far as the asker judges it. */
  inMonth: Type.Integer(),
})
export type EmergencyDetail = Static<typeof EmergencyDetail>
export const EmergencyVerdict = Strict({ judgement: Judgement, words: Words, version: Type.Integer() })
export type EmergencyVerdict = Static<typeof EmergencyVerdict>
/** How many wait for the asker, for the navigation. */
export const EmergencyOpen = Type.Object({ open: Type.Integer(), running: Type.Integer() })
export type EmergencyOpen = Static<typeof EmergencyOpen>

const Counts = {
  total: Type.Integer(),
  open: Type.Integer(),
  justified: Type.Integer(),
  explained: Type.Integer(),
  notJustified: Type.Integer(),
}
export const EmergencyOverview = Type.Object({
  month: Type.String(),
  ...Counts,
  people: Type.Array(Type.Object({ person: Somebody, ...Counts, often: Type.Boolean() })),
  units: Type.Array(Type.Object({ unit: Nullable(Unit), ...Counts })),
  /** By the hour of the day (Europe/Amsterdam) in which it began: 24 numbers. */
  hours: Type.Array(Type.Integer(), { minItems: 24, maxItems: 24 }),
  /** The clients for whom it was used more than once. */
  clients: Type.Array(
    Type.Object({
      number: Type.String(),
      name: Nullable(Type.String()),
      total: Type.Integer(),
      people: Type.Integer(),
    }),
  ),
})
export type EmergencyOverview = Static<typeof EmergencyOverview>
export const EmergencyMonth = Strict({ month: Type.String({ pattern: '^20\\d\\d-(0[1-9]|1[0-2])$' }) })
