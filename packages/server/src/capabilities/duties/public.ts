import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import * as queries from './queries.ts'

const conflict = (names: readonly string[]) =>
  new Problem('duty-conflict', { detail: `Functiescheiding: ${[...new Set(names)].join('; ')}.` })

/** Which of these people would newly hold both permissions of a pair, if they got these. */
export async function heldApart(
  reader: Reader,
  people: readonly string[],
  permissions: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set((await queries.findAgainst(reader, people, permissions)).map((each) => each.personId))
}

/** Throws Problem duty-conflict when somebody would newly hold both permissions of a pair. */
export async function keepApart(reader: Reader, personId: string, permissions: readonly string[]): Promise<void> {
  const against = await queries.findAgainst(reader, [personId], permissions)
  if (against.length > 0) throw conflict(against.map((each) => each.name))
}

/**
 * The same for a role that is made or changed: no role holds a pair by itself, and nobody who has the role gets one by what is added.
 * Throws Problem duty-conflict.
 */
export async function keepRoleApart(
  reader: Reader,
  role: { id: string | undefined; permissions: readonly string[]; added: readonly string[] },
): Promise<void> {
  if (role.added.length === 0) return
  const [within, against] = await Promise.all([
    queries.findWithin(reader, role.permissions),
    role.id ? queries.findAgainstRole(reader, role.id, role.added) : [],
  ])
  const found = [...within, ...against]
  if (found.length > 0) throw conflict(found.map((each) => each.name))
}
