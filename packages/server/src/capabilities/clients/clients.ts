import type { CaseloadPage, ClientChange, ClientDetail, ClientHeader, NewClient } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { bsnHashes, keyedHash } from '../../platform/crypto/keys.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { page, readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { Problem } from '../../platform/http/problem.ts'
import { containing, searchable } from '../../platform/text/normalise.ts'
import { groundInWords } from '../access/public.ts'
import * as finding from './finding-queries.ts'
import { presentCaseloadRow, presentDetail, presentHeader } from './present.ts'
import * as queries from './queries.ts'
import { placeOf, readBsn, readSearch, type SearchQuestion } from './rules.ts'

/** One record, with what the asker may do there and the grant that opened it. All questions are asked at once. */
export async function openClient(reader: Reader, clientId: string): Promise<ClientDetail> {
  const row = await queries.findDetail(reader, clientId)
  if (!row?.ground) throw new Problem('not-found')
  const place = placeOf(row.placements, new Date())
  const unit = place ? { kind: place.unitKind, name: place.unitName } : null
  return presentDetail(reader, row, place, groundInWords(row.ground, unit))
}

export async function caseload(reader: Reader, question: { unit?: string; cursor?: string }): Promise<CaseloadPage> {
  const after = readCursor(question.cursor, 2)
  const [rows, summary] = await Promise.all([
    finding.findCaseload(reader, question.unit, after),
    after ? undefined : finding.caseloadSummary(reader),
  ])
  const { items, next } = page(rows, finding.caseloadSize, (row) => writeCursor(row.ownName, row.id))
  return {
    items: items.map((row) => presentCaseloadRow(reader, row)),
    next,
    units: summary?.units ?? [],
    total: summary?.total ?? null,
  }
}

export async function searchClients(
  reader: Reader,
  question: SearchQuestion,
  cursor: string | undefined,
): Promise<{ items: ClientHeader[]; next: string | null }> {
  const by = {
    bsnHashes: question.bsn ? bsnHashes(reader.keys, question.bsn) : undefined,
    number: question.number,
    birthDate: question.birthDate,
    words: searchable(question.words).split(' ').filter(Boolean).map(containing),
  }
  if (!by.bsnHashes && !by.number && !by.birthDate && by.words.length === 0) return { items: [], next: null }
  const rows = await finding.searchClients(reader, by, readCursor(cursor, 2))
  const { items, next } = page(rows, finding.searchSize, (row) => writeCursor(row.ownName, row.id))
  return { items: items.map((row) => presentHeader(reader, row)), next }
}
export { readSearch }

export async function readBsnOf(reader: Reader, clientId: string): Promise<string | null> {
  const row = await queries.findDetail(reader, clientId)
  if (!row) throw new Problem('not-found')
  return row.bsnSealed ? unseal(reader.keys.seal, row.bsnSealed, row.id) : null
}

/** Registers a client and places them, within the reach of whoever registers. Returns the id. */
export async function registerClient(tx: Transaction, request: NewClient, by: string): Promise<string> {
  const { id = newId(), unitId, room, from, ...particulars } = request
  if (!(await queries.coversUnit(tx, unitId, 'client:register'))) {
    throw new Problem('invalid-input', {
      fields: [{ path: 'body.unitId', message: 'Kies een locatie of team binnen je bereik.' }],
    })
  }
  const known = await queries.clientKnown(tx, id)
  // The same id sent twice is one: the first one stays as it is.
  if (known.seen) return id
  if (known.exists) throw new Problem('already-exists')
  const columns = await clientColumns(tx, id, particulars)
  const number = request.number ?? (await queries.nextNumber(tx))
  await queries.insertClient(tx, {
    ...columns,
    id,
    number,
    own_name: request.ownName,
    search_name: searchName(request),
    created_by: by,
  })
  const moment = from ? new Date(from) : new Date()
  await queries.insertPlacement(tx, { id: newId(), clientId: id, unitId, room: room ?? null, from: moment })
  return id
}

export async function changeClient(tx: Transaction, clientId: string, change: ClientChange): Promise<void> {
  const { version, ...particulars } = change
  const current = await queries.findDetail(tx, clientId)
  if (!current) throw new Problem('not-found')
  const columns = await clientColumns(tx, clientId, particulars)
  const names = { ...current, ...definedOf(particulars) }
  const changed = await queries.updateClient(tx, clientId, version, { ...columns, search_name: searchName(names) })
  if (!changed) throw new Problem('conflict')
}

const columnNames = {
  number: 'number',
  givenNames: 'given_names',
  initials: 'initials',
  nickname: 'nickname',
  ownPrefix: 'own_prefix',
  ownName: 'own_name',
  partnerPrefix: 'partner_prefix',
  partnerName: 'partner_name',
  nameOrder: 'name_order',
  birthDate: 'birth_date',
  sex: 'sex',
  deceasedAt: 'deceased_at',
  street: 'street',
  houseNumber: 'house_number',
  houseNumberAddition: 'house_number_addition',
  postalCode: 'postal_code',
  city: 'city',
  country: 'country',
  phone: 'phone',
  mobile: 'mobile',
  email: 'email',
  generalPractitioner: 'general_practitioner',
  generalPractitionerPhone: 'general_practitioner_phone',
  resuscitation: 'resuscitation',
} as const

export type Particulars = Partial<Omit<NewClient, 'id' | 'unitId' | 'room' | 'from'>>

/** The columns for what was given; refuses dates in the future and a BSN that is wrong or already known. */
export async function clientColumns(
  tx: Transaction,
  clientId: string,
  given: Particulars,
): Promise<queries.ClientColumns> {
  const columns: queries.ClientColumns = {}
  for (const [field, column] of Object.entries(columnNames)) {
    const value = given[field as keyof Particulars]
    if (value !== undefined) columns[column] = value === '' ? null : value
  }
  refuseFuture('birthDate', given.birthDate)
  refuseFuture('deceasedAt', given.deceasedAt)
  if (given.resuscitation !== undefined) columns['resuscitation_recorded_at'] = new Date()
  if (given.bsn !== undefined) Object.assign(columns, await bsnColumns(tx, clientId, given.bsn))
  return columns
}

async function bsnColumns(tx: Transaction, clientId: string, given: string | null): Promise<queries.ClientColumns> {
  if (given === null || given.trim() === '') return { bsn_sealed: null, bsn_hash: null }
  const bsn = readBsn(given)
  if (!bsn) throw new Problem('bsn-invalid')
  const hashes = bsnHashes(tx.keys, bsn)
  // The index tells two the same apart only under one key: while there are two, who gives a BSN waits for who gave the same.
  if (hashes.length > 1) await queries.lockBsn(tx, keyedHash(tx.keys.lookup, `bsn ${bsn}`))
  if (await queries.bsnTaken(tx, hashes, clientId)) throw new Problem('bsn-exists')
  return { bsn_sealed: seal(tx.keys.seal, bsn, clientId), bsn_hash: hashes[0] }
}

function refuseFuture(field: string, value: string | null | undefined): void {
  if (value && new Date(value).getTime() > Date.now()) {
    throw new Problem('date-in-future', {
      fields: [{ path: `body.${field}`, message: 'Deze datum ligt in de toekomst.' }],
    })
  }
}

const definedOf = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

interface Names {
  givenNames?: string | null
  nickname?: string | null
  ownPrefix?: string | null
  ownName: string
  partnerPrefix?: string | null
  partnerName?: string | null
}

/** Everything a client can be found by, in one searchable text. */
export const searchName = (names: Names) =>
  searchable(
    [names.givenNames, names.nickname, names.ownPrefix, names.ownName, names.partnerPrefix, names.partnerName]
      .filter(Boolean)
      .join(' '),
  )

/** Moves a client to another unit from a moment, or ends the care there. */
export async function moveClient(
  tx: Transaction,
  clientId: string,
  move: { id?: string; unitId: string | null; room?: string | null; from?: string },
): Promise<void> {
  const from = move.from ? new Date(move.from) : new Date()
  if (move.unitId && !(await queries.coversUnit(tx, move.unitId, 'client:place'))) {
    throw new Problem('invalid-input', {
      fields: [{ path: 'body.unitId', message: 'Kies een locatie of team binnen je bereik.' }],
    })
  }
  if (from.getTime() < Date.now() - 31 * 86_400_000) throw new Problem('period-invalid')
  await queries.endPlacements(tx, clientId, from)
  if (move.unitId)
    await queries.insertPlacement(tx, {
      id: move.id ?? newId(),
      clientId,
      unitId: move.unitId,
      room: move.room ?? null,
      from,
    })
  else await queries.endCareRelations(tx, clientId, from)
}
