import { newId } from '../../platform/crypto/ids.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { clientColumns, type Particulars, searchName } from './clients.ts'
import * as queries from './queries.ts'

/**
 * Registers a client that came in from another system, in a unit from this moment; one who has died is placed and taken out again,
 * so that the record can be found as that of a former client. Nobody's reach is asked: that is for whoever imports, with the
 * operator's rights. Throws Problem bsn-invalid, bsn-exists or date-in-future.
 */
export async function importClient(
  tx: Transaction,
  given: Particulars & { ownName: string },
  unitId: string,
): Promise<string> {
  const id = newId()
  const columns = await clientColumns(tx, id, given)
  const number = await queries.nextNumber(tx)
  await queries.insertClient(tx, {
    ...columns,
    id,
    number,
    own_name: given.ownName,
    search_name: searchName(given),
  })
  const from = new Date()
  await queries.insertPlacement(tx, { id: newId(), clientId: id, unitId, room: null, from })
  if (given.deceasedAt) await queries.endPlacements(tx, id, from)
  return id
}
