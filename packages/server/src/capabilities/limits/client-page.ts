import type { AccessClient } from '@hoede/contract'
import type { Reader } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { clientName } from '../clients/public.ts'
import { listFamily } from './family.ts'
import * as family from './family-queries.ts'
import { maySeeReason, presentClosure, presentObjection, presentPart } from './limits.ts'
import * as queries from './queries.ts'
import * as relations from './relation-queries.ts'
import { present } from './relations.ts'

const acts = ['client:close', 'client:relate', 'family:grant', 'client:read'] as const

/** The client with a number, for whoever looks after access there: one answer for who does not exist and who is out of reach. */
export async function findClient(reader: Reader, number: string): Promise<string> {
  const id = await queries.clientNumbered(reader, number.trim())
  if (!id) throw new Problem('not-found', { detail: 'Er is geen cliënt met dit nummer binnen jouw bereik.' })
  return id
}

/** All that decides about one client besides roles: limits, relations, family. */
export async function readClient(reader: Reader, clientId: string, askerId: string): Promise<AccessClient> {
  const [asker, names, closures, objections, parts, related, relatives, contacts] = await Promise.all([
    queries.findAsker(reader, clientId),
    queries.findName(reader, clientId),
    queries.findClosures(reader, clientId),
    queries.findObjections(reader, clientId),
    queries.findClosedParts(reader, clientId),
    relations.findRelations(reader, clientId),
    listFamily(reader, clientId),
    family.findContacts(reader, clientId),
  ])
  if (!asker) throw new Problem('not-found')
  const readable = (setBy: string) => asker.may.includes('client:close') && maySeeReason(setBy, askerId, asker.keptOut)
  return {
    id: clientId,
    number: asker.number,
    name: names ? clientName(names) : null,
    units: asker.units,
    may: acts.filter((each) => asker.may.includes(each)),
    closures: closures.map((row) => presentClosure(reader, row, readable(row.closedById))),
    objections: objections.map((row) => presentObjection(reader, row, readable(row.recordedById))),
    closedParts: parts.map((row) => presentPart(reader, row, readable(row.closedById))),
    relations: related.map(present),
    family: relatives,
    contacts: asker.may.includes('family:grant')
      ? contacts.filter((each) => !each.ended).map(({ id, name, relation }) => ({ id, name, relation }))
      : [],
  }
}
