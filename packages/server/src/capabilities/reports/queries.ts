import type { ReportKind } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'

export interface ReportRow {
  id: string
  clientId: string
  kind: ReportKind
  form: 'free' | 'soep'
  textSealed: Buffer
  authorId: string | null
  authorName: string
  authorFunction: string
  careMoment: Date
  recordedAt: Date
  important: boolean
  visibleToFamily: boolean
  reasonSealed: Buffer | null
  version: number
  origin: string | null
  /** Written by whoever asks. */
  own: boolean
}

const content = `r.form, r.text_sealed as "textSealed", r.author_id as "authorId", r.author_name as "authorName",
  r.author_function as "authorFunction", r.care_moment as "careMoment", r.recorded_at as "recordedAt", r.important,
  r.visible_to_family as "visibleToFamily", r.reason_sealed as "reasonSealed", r.version, (r.author_id is not distinct from access.person()) as own`
const columns = `r.id, r.client_id as "clientId", r.kind, ${content}, (select o.source from origin o where o.row_id = r.id limit 1) as origin`

export interface ReportFilter {
  kind: string | undefined
  important: boolean | undefined
  from: string | undefined
  until: string | undefined
}

/** A number of reports of one record, newest moment of care first. */
export async function findReports(
  reader: Reader,
  clientId: string,
  filter: ReportFilter,
  after: (string | null)[] | undefined,
  limit: number,
): Promise<ReportRow[]> {
  return reader.rows<ReportRow>(
    `select ${columns} from report r
     where r.client_id = $1
       and ($2::text is null or r.kind = $2) and ($3::boolean is null or r.important = $3)
       and ($4::timestamptz is null or r.care_moment >= $4) and ($5::timestamptz is null or r.care_moment < $5)
       and ($6::timestamptz is null or (r.care_moment, r.id) < ($6, $7::uuid))
     order by r.care_moment desc, r.id desc limit $8`,
    [clientId, filter.kind, filter.important, filter.from, filter.until, after?.[0], after?.[1], limit],
  )
}

/** The first page of a record without a filter: the question asked most, and the shortest plan. */
export async function findNewest(reader: Reader, clientId: string, limit: number): Promise<ReportRow[]> {
  return reader.rows<ReportRow>(
    `select ${columns} from report r where r.client_id = $1 order by r.care_moment desc, r.id desc limit $2`,
    [clientId, limit],
  )
}

export async function findReport(reader: Reader, clientId: string, reportId: string): Promise<ReportRow | undefined> {
  const [row] = await reader.rows<ReportRow>(`select ${columns} from report r where r.client_id = $1 and r.id = $2`, [
    clientId,
    reportId,
  ])
  return row
}

export async function findEarlierVersions(
  reader: Reader,
  clientId: string,
  reportId: string,
): Promise<Omit<ReportRow, 'id' | 'kind' | 'origin' | 'clientId'>[]> {
  return reader.rows(
    `select ${content} from report_version r where r.client_id = $1 and r.report_id = $2 order by r.version desc`,
    [clientId, reportId],
  )
}

export interface ReportValues {
  id: string
  clientId: string
  kind: string
  form: string
  sealed: Buffer
  careMoment: Date
  important: boolean
  visibleToFamily: boolean
}

/** Inserts a report under the name and function that the author has now. False when the id is already there. */
export async function insertReport(tx: Transaction, report: ReportValues, authorId: string): Promise<boolean> {
  const rows = await tx.rows(
    `insert into report (id, client_id, kind, form, text_sealed, author_id, author_name, author_function, care_moment, important, visible_to_family)
     select $1, $2, $3, $4, $5, e.id, concat_ws(' ', e.given_name, e.prefix, e.family_name), e.function, $6, $7, $8
     from person e where e.id = $9
     on conflict (id) do nothing returning id`,
    [
      report.id,
      report.clientId,
      report.kind,
      report.form,
      report.sealed,
      report.careMoment,
      report.important,
      report.visibleToFamily,
      authorId,
    ],
  )
  return rows.length === 1
}

/** Inserts a report from another system under the name and function that stand there; its author is nobody's account here. */
export async function insertImportedReport(
  tx: Transaction,
  report: ReportValues,
  author: { name: string; function: string },
): Promise<void> {
  await tx.rows(
    `insert into report (id, client_id, kind, form, text_sealed, author_name, author_function, care_moment, important, visible_to_family)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      report.id,
      report.clientId,
      report.kind,
      report.form,
      report.sealed,
      author.name,
      author.function,
      report.careMoment,
      report.important,
      report.visibleToFamily,
    ],
  )
}

export interface CorrectionValues {
  form: string
  sealed: Buffer
  careMoment: Date
  important: boolean
  visibleToFamily: boolean
  reasonSealed: Buffer
}

/** Writes the next version over the given one; false when somebody else was first. The trigger keeps the earlier version. */
export async function correctReport(
  tx: Transaction,
  reportId: string,
  version: number,
  values: CorrectionValues,
  authorId: string,
): Promise<boolean> {
  const rows = await tx.rows(
    `update report r set form = $3, text_sealed = $4, care_moment = $5, important = $6, visible_to_family = $7, reason_sealed = $8,
       version = r.version + 1, recorded_at = now(), author_id = e.id,
       author_name = concat_ws(' ', e.given_name, e.prefix, e.family_name), author_function = e.function
     from person e where r.id = $1 and r.version = $2 and e.id = $9 returning r.id`,
    [
      reportId,
      version,
      values.form,
      values.sealed,
      values.careMoment,
      values.important,
      values.visibleToFamily,
      values.reasonSealed,
      authorId,
    ],
  )
  return rows.length === 1
}

export async function firstAuthor(reader: Reader, reportId: string): Promise<string | null> {
  const [row] = await reader.rows<{ author: string | null }>(
    `select coalesce((select v.author_id from report_version v where v.report_id = r.id and v.version = 1), r.author_id) as author
     from report r where r.id = $1`,
    [reportId],
  )
  return row?.author ?? null
}

export async function findDraft(
  reader: Reader,
  personId: string,
  clientId: string,
  subject: string,
): Promise<{ sealed: Buffer; changedAt: Date } | undefined> {
  const [row] = await reader.rows<{ sealed: Buffer; changedAt: Date }>(
    'select content_sealed as sealed, changed_at as "changedAt" from draft where person_id = $1 and client_id = $2 and subject = $3',
    [personId, clientId, subject],
  )
  return row
}

export async function saveDraft(
  tx: Transaction,
  personId: string,
  clientId: string,
  subject: string,
  sealed: Buffer,
): Promise<Date> {
  const [row] = await tx.rows<{ changedAt: Date }>(
    `insert into draft (person_id, client_id, subject, content_sealed) values ($1, $2, $3, $4)
     on conflict (person_id, client_id, subject) do update set content_sealed = excluded.content_sealed, changed_at = now()
     returning changed_at as "changedAt"`,
    [personId, clientId, subject, sealed],
  )
  return row!.changedAt
}

export async function deleteDraft(tx: Transaction, personId: string, clientId: string, subject: string): Promise<void> {
  await tx.rows('delete from draft where person_id = $1 and client_id = $2 and subject = $3', [
    personId,
    clientId,
    subject,
  ])
}
