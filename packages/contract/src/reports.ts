import { type Static, Type } from 'typebox'
import { Choice, Cursor, Id, Moment, Nullable, Page, Strict, Text } from './common.ts'
import { type ReportKind, reportKinds, reportLength } from './report-kinds.ts'

export const Kind = Type.Enum(Object.keys(reportKinds) as [ReportKind, ...ReportKind[]])

const Part = Text(reportLength)
/** zib SOEPVerslag: subjective, objective, evaluation, plan. */
export const Soep = Strict({ s: Part, o: Part, e: Part, p: Part })
export type Soep = Static<typeof Soep>

const content = {
  /** Free text; empty when it is a SOEP report. */
  text: Nullable(Type.String()),
  soep: Nullable(Type.Object({ s: Type.String(), o: Type.String(), e: Type.String(), p: Type.String() })),
}
export const Report = Type.Object({
  id: Id,
  clientId: Id,
  kind: Kind,
  form: Choice(['free', 'soep']),
  ...content,
  author: Type.Object({ id: Nullable(Id), name: Type.String(), function: Type.String() }),
  careMoment: Moment,
  recordedAt: Moment,
  important: Type.Boolean(),
  visibleToFamily: Type.Boolean(),
  version: Type.Integer(),
  /** Why this version was made; null for the first. */
  reason: Nullable(Type.String()),
  /** Where it came from when it was imported. */
  origin: Nullable(Type.String()),
  mayCorrect: Type.Boolean(),
})
export type Report = Static<typeof Report>
export const ReportPage = Page(Report)
export type ReportPage = Static<typeof ReportPage>
export const ReportQuery = Strict({
  kind: Type.Optional(Kind),
  important: Type.Optional(Type.Boolean()),
  /** Words to look for in the text of this record. */
  q: Type.Optional(Text(120)),
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
  cursor: Type.Optional(Cursor),
})
export const NewReport = Strict({
  id: Type.Optional(Id),
  kind: Kind,
  text: Type.Optional(Part),
  soep: Type.Optional(Soep),
  careMoment: Type.Optional(Moment),
  important: Type.Optional(Type.Boolean()),
  visibleToFamily: Type.Optional(Type.Boolean()),
})
export type NewReport = Static<typeof NewReport>
export const Correction = Strict({
  /** The version that the correction was made from: if somebody else was first, nothing is lost and nothing overwritten. */
  version: Type.Integer({ minimum: 1 }),
  reason: Text(300, 0),
  text: Type.Optional(Part),
  soep: Type.Optional(Soep),
  careMoment: Type.Optional(Moment),
  important: Type.Optional(Type.Boolean()),
  visibleToFamily: Type.Optional(Type.Boolean()),
})
export type Correction = Static<typeof Correction>
export const ReportVersions = Type.Object({ items: Type.Array(Report) })
export type ReportVersions = Static<typeof ReportVersions>

export const Draft = Type.Object({ content: Type.String(), changedAt: Moment })
export type Draft = Static<typeof Draft>
export const DraftAnswer = Type.Object({ draft: Nullable(Draft) })
export const DraftRequest = Strict({ content: Text(100_000) })
