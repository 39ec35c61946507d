import type { InvitationLink, NewPerson, Permission, PersonDetail, PersonSummary } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { page, readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { Problem } from '../../platform/http/problem.ts'
import { keepingAManager } from '../access/public.ts'
import { completeLeaving } from '../employment/public.ts'
import { type AccountState, accountStates, createInvitation, endSessions, invitationLink } from '../sign-in/public.ts'
import { tellOfContact } from './contact-notice.ts'
import * as queries from './queries.ts'
import { personName, searchName, searchPatterns, tidy, tidyOrNull } from './rules.ts'
import { checkTeams, findWithin, presentMembership, refuseSelf } from './within.ts'

const pageSize = 50
const uuid = /^[0-9a-f-]{36}$/

/** Employees within reach by family name, 50 at a time. */
export async function listPeople(
  reader: Reader,
  query: { q?: string; unit?: string; left?: boolean; cursor?: string },
): Promise<{ items: PersonSummary[]; next: string | null }> {
  const [after] = readCursor(query.cursor, 1) ?? []
  if (after !== undefined && !uuid.test(after ?? '')) throw new Problem('invalid-cursor')
  const rows = await queries.findPeople(reader, {
    patterns: searchPatterns(query.q),
    unit: query.unit,
    left: query.left ?? false,
    after: after ?? undefined,
    limit: pageSize + 1,
  })
  const found = page(rows, pageSize, (row) => writeCursor(row.id))
  const states = await accountStates(
    reader,
    found.items.map((row) => row.id),
  )
  return { ...found, items: found.items.map((row) => summaryOf(row, states.get(row.id))) }
}

/** One employee within the asker's reach for the permission. Throws Problem not-found. */
export async function readPerson(
  reader: Reader,
  personId: string,
  permission: Permission = 'people:read',
): Promise<PersonDetail> {
  return detailOf(reader, await findWithin(reader, personId, permission))
}

async function detailOf(reader: Reader, row: queries.PersonRow): Promise<PersonDetail> {
  const state = (await accountStates(reader, [row.id])).get(row.id)
  const { givenName, prefix, familyName, email, phone, version } = row
  return {
    ...summaryOf(row, state),
    givenName,
    prefix,
    familyName,
    email,
    phone,
    version,
    memberships: row.memberships.map(presentMembership),
    lastSignInAt: state?.lastSignInAt?.toISOString() ?? null,
    invitationUntil: state?.invitationUntil?.toISOString() ?? null,
  }
}

const summaryOf = (row: queries.SummaryRow, state: AccountState | undefined): PersonSummary => ({
  id: row.id,
  userName: row.userName,
  name: personName(row),
  function: row.function,
  teams: row.teams,
  employedFrom: row.employedFrom.toISOString(),
  employedUntil: row.employedUntil?.toISOString() ?? null,
  secondFactor: state?.secondFactor ?? false,
})

/** Adds an employee with their teams, and invites them. The same id with the same content sent twice is one. */
export async function createPerson(
  tx: Transaction,
  askerId: string,
  host: string,
  request: NewPerson,
): Promise<{ person: PersonDetail; invitation: InvitationLink }> {
  const teams = [...new Set(request.teams ?? [])]
  await checkTeams(tx, teams)
  const id = request.id ?? newId()
  const { userName, employedFrom } = request
  const inserted = await queries.insertPerson(tx, { id, userName, employedFrom, ...valuesOf(request) })
  if (inserted) {
    const from = employedFrom
    await Promise.all(
      teams.map((unitId) => queries.insertMembership(tx, { id: newId(), personId: id, unitId, from, until: null })),
    )
  } else {
    await checkIsSame(tx, id, request)
  }
  const invitation = await invite(tx, id, askerId, host)
  return { person: await readPerson(tx, id, 'people:manage'), invitation }
}

async function checkIsSame(tx: Transaction, id: string, request: NewPerson): Promise<void> {
  const there = await queries.findPerson(tx, id, 'people:manage')
  if (there?.userName === request.userName && searchName(there) === searchName(valuesOf(request))) return
  if (await queries.isUserNameTaken(tx, request.userName)) throw new Problem('user-name-taken')
  throw new Problem('already-exists')
}

type Particulars = Pick<NewPerson, 'givenName' | 'prefix' | 'familyName' | 'function' | 'email' | 'phone'>

function valuesOf(given: Particulars): queries.PersonValues {
  const name = {
    givenName: tidy(given.givenName),
    prefix: tidyOrNull(given.prefix),
    familyName: tidy(given.familyName),
  }
  const values = {
    ...name,
    searchName: searchName(name),
    function: tidy(given.function),
    email: tidyOrNull(given.email),
    phone: tidyOrNull(given.phone),
  }
  const empty = (['givenName', 'familyName', 'function'] as const).filter((field) => !values[field])
  if (empty.length) {
    throw new Problem('invalid-input', {
      fields: empty.map((field) => ({ path: `body.${field}`, message: 'Vul dit in.' })),
    })
  }
  return values
}

/** Changes what stands with an employee; what is not given stays. Another mail address is told at the old one. Throws Problem conflict with the newest version. */
export async function changePerson(
  tx: Transaction,
  customerName: string,
  personId: string,
  change: Partial<Particulars> & { version: number },
): Promise<PersonDetail> {
  const before = await findWithin(tx, personId, 'people:manage')
  const values = valuesOf({ ...before, ...change })
  await tellOfContact(tx, customerName, personId, before, values)
  const changed = await queries.updatePerson(tx, personId, change.version, values)
  const after = await readPerson(tx, personId, 'people:manage')
  if (!changed) throw new Problem('conflict', { current: after })
  return after
}

/**
 * Ends somebody's employment at a moment (absent: now); it can be set anew as long as it has not come. Nothing works any
 * more from then on; when it is now or past, all that the employment carried ends in this transaction, otherwise the worker does
 * that when the moment has come. Throws Problem last-manager when nobody is left who can give roles.
 */
export async function endEmployment(
  tx: Transaction,
  askerId: string,
  personId: string,
  at: string | undefined,
): Promise<PersonDetail> {
  const person = await findWithin(tx, personId, 'people:manage')
  refuseSelf(askerId, personId, 'Je kunt jezelf niet uit dienst melden. Vraag het aan een collega.')
  const now = new Date()
  if (person.employedUntil && person.employedUntil <= now) {
    throw new Problem('conflict', { detail: 'Deze medewerker is al uit dienst.', current: await detailOf(tx, person) })
  }
  if ((at ? new Date(at) : now) <= person.employedFrom) throw new Problem('period-invalid')
  const end = await keepingAManager(tx, () => queries.endEmployment(tx, personId, person.version, at))
  if (!end) throw new Problem('conflict', { current: await readPerson(tx, personId, 'people:manage') })
  if (end.ended) {
    await endSessions(tx, personId, 'left')
    await completeLeaving(tx, personId)
  }
  return readPerson(tx, personId, 'people:manage')
}

/** A new invitation for somebody else: with it they choose a (new) password. Those before it stop working. */
export async function invitePerson(
  tx: Transaction,
  askerId: string,
  host: string,
  personId: string,
): Promise<InvitationLink> {
  await findWithin(tx, personId, 'people:manage')
  refuseSelf(askerId, personId, 'Je eigen wachtwoord wijzig je bij je account.')
  return invite(tx, personId, askerId, host)
}

async function invite(tx: Transaction, personId: string, askerId: string, host: string): Promise<InvitationLink> {
  const { token, expiresAt } = await createInvitation(tx, personId, { personId: askerId })
  return { link: invitationLink(host, token), expiresAt: expiresAt.toISOString() }
}
