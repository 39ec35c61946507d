import type { Correction, NewReport, Report } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { page, readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { Problem } from '../../platform/http/problem.ts'
import { searchable } from '../../platform/text/normalise.ts'
import { mayFor } from '../access/public.ts'
import * as queries from './queries.ts'
import { contentText, holdsWords, isFuture, readContent, readStored } from './rules.ts'

const pageSize = 20
/** So many reports are opened at the most for one search in a record. */
const searchLimit = 20_000

export interface ReportQuestion extends Partial<queries.ReportFilter> {
  q?: string
  cursor?: string
}

/** Reports of one record, newest first, 20 at a time. */
export async function listReports(reader: Reader, clientId: string, question: ReportQuestion) {
  const after = readCursor(question.cursor, 2)
  const { kind, important, from, until } = question
  const filter = { kind, important, from, until }
  const plain = !after && [kind, important, from, until, question.q].every((each) => each === undefined)
  const words = question.q ? searchable(question.q).split(' ').filter(Boolean) : []
  const [rows, may] = await Promise.all([
    plain
      ? queries.findNewest(reader, clientId, pageSize + 1)
      : queries.findReports(reader, clientId, filter, after, words.length ? searchLimit : pageSize + 1),
    mayFor(reader, clientId),
  ])
  const found = words.length ? rows.filter((row) => holdsWords(searchable(openText(reader, row, row.id)), words)) : rows
  const { items, next } = page(found, pageSize, (row) => writeCursor(row.careMoment.toISOString(), row.id))
  return { items: items.map((row) => present(reader, row, may)), next }
}

export async function writeReport(
  tx: Transaction,
  clientId: string,
  request: NewReport,
  personId: string,
): Promise<Report> {
  const content = readContent(request)
  if (!content) throw new Problem('empty-report')
  const id = request.id ?? newId()
  const careMoment = readMoment(request.careMoment, new Date())
  const report = {
    id,
    clientId,
    kind: request.kind,
    form: content.form,
    sealed: seal(tx.keys.seal, contentText(content), id),
    careMoment,
    important: request.important ?? false,
    visibleToFamily: request.visibleToFamily ?? false,
  }
  const [inserted, row, may] = await Promise.all([
    queries.insertReport(tx, report, personId),
    queries.findReport(tx, clientId, id),
    mayFor(tx, clientId),
  ])
  // An id that stands under another client is not ours to see; one that stands here already was sent twice.
  if (!row || (!inserted && !row.own)) throw new Problem('already-exists')
  return present(tx, row, may)
}

/** Writes a new version with its reason; the earlier one stays readable. Whoever comes second is told and loses nothing. */
export async function correctReport(
  tx: Transaction,
  clientId: string,
  reportId: string,
  request: Correction,
  personId: string,
): Promise<Report> {
  if (request.reason.trim() === '') throw new Problem('reason-missing')
  const [current, author, may] = await Promise.all([
    queries.findReport(tx, clientId, reportId),
    queries.firstAuthor(tx, reportId),
    mayFor(tx, clientId),
  ])
  if (!current) throw new Problem('not-found')
  if (author !== personId && !may.includes('report:correct-others')) throw new Problem('not-own-report')
  const changesContent = request.text !== undefined || request.soep !== undefined
  const content = changesContent ? readContent(request) : readStored(current.form, openText(tx, current, reportId))
  if (!content) throw new Problem('empty-report')
  const corrected = await queries.correctReport(
    tx,
    reportId,
    request.version,
    {
      form: content.form,
      sealed: seal(tx.keys.seal, contentText(content), reportId),
      careMoment: readMoment(request.careMoment, current.careMoment),
      important: request.important ?? current.important,
      visibleToFamily: request.visibleToFamily ?? current.visibleToFamily,
      reasonSealed: seal(tx.keys.seal, request.reason, reportId),
    },
    personId,
  )
  const now = await queries.findReport(tx, clientId, reportId)
  if (!corrected || !now) throw new Problem('conflict', { current: now && present(tx, now, may) })
  return present(tx, now, may)
}

export async function listVersions(reader: Reader, clientId: string, reportId: string): Promise<{ items: Report[] }> {
  const [current, earlier, may] = await Promise.all([
    queries.findReport(reader, clientId, reportId),
    queries.findEarlierVersions(reader, clientId, reportId),
    mayFor(reader, clientId),
  ])
  if (!current) throw new Problem('not-found')
  const earlierRows = earlier.map((row) => ({
    ...row,
    id: reportId,
    clientId,
    kind: current.kind,
    origin: current.origin,
  }))
  return { items: [current, ...earlierRows].map((row) => present(reader, row, may)) }
}

function readMoment(text: string | undefined, otherwise: Date): Date {
  if (text === undefined) return otherwise
  const moment = new Date(text)
  if (isFuture(moment, new Date()))
    throw new Problem('date-in-future', { fields: [{ path: 'body.careMoment', message: 'in de toekomst' }] })
  return moment
}

const openText = (reader: Reader, row: { textSealed: Buffer }, reportId: string) =>
  unseal(reader.keys.seal, row.textSealed, reportId)

function present(reader: Reader, row: queries.ReportRow, may: readonly string[]): Report {
  const content = readStored(row.form, openText(reader, row, row.id))
  return {
    id: row.id,
    clientId: row.clientId,
    kind: row.kind,
    form: row.form,
    text: content.form === 'free' ? content.text : null,
    soep: content.form === 'soep' ? content.soep : null,
    author: { id: row.authorId, name: row.authorName, function: row.authorFunction },
    careMoment: row.careMoment.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    important: row.important,
    visibleToFamily: row.visibleToFamily,
    version: row.version,
    reason: row.reasonSealed ? unseal(reader.keys.seal, row.reasonSealed, row.id) : null,
    origin: row.origin,
    mayCorrect: may.includes('report:write') && (row.own || may.includes('report:correct-others')),
  }
}

/** What a draft is sealed as. */
export const draftRow = (personId: string, clientId: string, subject: string) => `${personId} ${clientId} ${subject}`

export async function readDraft(reader: Reader, personId: string, clientId: string, subject: string) {
  const row = await queries.findDraft(reader, personId, clientId, subject)
  if (!row) return { draft: null }
  const content = unseal(reader.keys.seal, row.sealed, draftRow(personId, clientId, subject))
  return { draft: { content, changedAt: row.changedAt.toISOString() } }
}

export async function saveDraft(tx: Transaction, personId: string, clientId: string, subject: string, content: string) {
  const sealed = seal(tx.keys.seal, content, draftRow(personId, clientId, subject))
  const changedAt = await queries.saveDraft(tx, personId, clientId, subject, sealed)
  return { content, changedAt: changedAt.toISOString() }
}

export const removeDraft = queries.deleteDraft
