import type { IdentityList, NewIdentity } from '@hoede/contract'
import type { Static } from 'typebox'
import { newId } from '../../platform/crypto/ids.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { identityEnded, identityLinked, tellByMail } from '../messages/public.ts'
import { endProviderSessions } from '../sign-in/public.ts'
import * as queries from './identity-queries.ts'
import { findProvider } from './queries.ts'

type Link = Static<typeof NewIdentity>

export async function identitiesOf(reader: Reader, personId: string): Promise<Static<typeof IdentityList>> {
  const rows = await queries.listIdentities(reader, personId)
  const items = rows.map((row) => ({
    ...row,
    linkedAt: row.linkedAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }))
  return { items }
}

/**
 * The manager links an account that somebody has at a provider. Never one's own: that is proved on both sides. Returns the id.
 * Throws Problem not-allowed, not-found, person-left or identity-linked.
 */
export async function linkForPerson(
  tx: Transaction,
  managerId: string,
  personId: string,
  { providerId, subject }: Link,
): Promise<{ identityId: string; issuer: string }> {
  if (managerId === personId) {
    throw new Problem('not-allowed', {
      detail: 'Je eigen account koppel je bij Account en beeld, door je daar aan te melden.',
    })
  }
  const [employed, provider] = await Promise.all([queries.isEmployed(tx, personId), findProvider(tx, providerId)])
  if (employed === undefined || !provider) throw new Problem('not-found')
  if (!employed) throw new Problem('person-left')
  const { issuer } = provider
  const id = newId()
  const made = await queries.insertIdentity(tx, { id, personId, providerId, issuer, subject, linkedBy: managerId })
  if (made) return { identityId: id, issuer }
  const linked = await queries.findLinked(tx, issuer, subject)
  if (linked?.personId !== personId) throw new Problem('identity-linked')
  return { identityId: linked.identityId, issuer }
}

/** Tells the person by mail that a way in came or went. */
export async function tellOfLink(
  tx: Transaction,
  environment: Pick<Environment, 'customerName'>,
  personId: string,
  providerId: string,
  what: 'linked' | 'ended',
): Promise<void> {
  const provider = await findProvider(tx, providerId)
  const text = what === 'linked' ? identityLinked : identityEnded
  await tellByMail(tx, personId, `identity-${what}`, text(environment.customerName, provider?.name ?? ''))
}

/** Ends a link and the sessions that began with it. Throws Problem not-found. */
export async function endLink(tx: Transaction, id: string, endedBy: string): Promise<queries.EndedIdentity> {
  const ended = await queries.endIdentity(tx, id, endedBy)
  if (!ended) throw new Problem('not-found')
  await endProviderSessions(tx, { providerId: ended.providerId, subject: ended.subject }, 'identity-ended')
  return ended
}

/** The same of one's own, unless nobody could come in any more then. Throws Problem not-found or only-way-in. */
export async function endOwnLink(tx: Transaction, id: string, personId: string): Promise<queries.EndedIdentity> {
  if (!(await queries.hasOtherWayIn(tx, personId, id))) {
    throw new Problem('only-way-in', { detail: 'Zonder deze koppeling kun jij je niet meer aanmelden.' })
  }
  const ended = await queries.endIdentity(tx, id, personId, personId)
  if (!ended) throw new Problem('not-found')
  return ended
}
