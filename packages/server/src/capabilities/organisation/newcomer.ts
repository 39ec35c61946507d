import { newId } from '../../platform/crypto/ids.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { searchable } from '../../platform/text/normalise.ts'
import * as queries from './queries.ts'

export interface Newcomer {
  userName: string
  givenName: string
  prefix: string | null
  familyName: string
  function: string
  email: string | null
}

/**
 * Adds an employee on the operator's behalf: the first application manager of a new environment, whom nobody there can add yet.
 * Returns the id. Throws Problem user-name-taken.
 */
export async function addNewcomer(tx: Transaction, person: Newcomer): Promise<string> {
  const id = newId()
  const names = [person.givenName, person.prefix, person.familyName].filter(Boolean).join(' ')
  const inserted = await queries.insertPerson(tx, {
    ...person,
    id,
    phone: null,
    searchName: searchable(names),
    employedFrom: undefined,
  })
  if (!inserted) throw new Problem('user-name-taken')
  return id
}

export async function findByUserName(tx: Transaction, userName: string): Promise<string | undefined> {
  const [row] = await queries.findIdByUserName(tx, userName)
  return row?.id
}
