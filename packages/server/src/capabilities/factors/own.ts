import type { OwnFactor, OwnFactors } from '@hoede/contract'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { type Prover, secretOf } from './factors.ts'
import * as own from './own-queries.ts'
import { waitForPerson } from './phone-queries.ts'
import { type FactorsOfPerson, findFactorsOf, type OwnedFactor } from './queries.ts'
import { freshSeconds, isLastFactor, methodsOf, mostFactors } from './rules.ts'

/** The second factors of somebody, as they see them themselves. */
export async function listOwnFactors(reader: Reader, who: Prover): Promise<OwnFactors> {
  const [person, provenAt] = await Promise.all([
    findFactorsOf(reader, who.personId),
    own.findProvenAt(reader, who.sessionId),
  ])
  if (!person || !provenAt) throw new Problem('no-session')
  const freshUntil = freshUntilOf(provenAt)
  return {
    items: person.factors.map((factor) => describe(reader, person, factor)),
    allowed: person.allowed,
    recoveryCodesLeft: person.recoveryCodes,
    freshUntil: freshUntil > new Date() ? freshUntil.toISOString() : null,
  }
}

const freshUntilOf = (provenAt: Date) => new Date(provenAt.getTime() + freshSeconds * 1000)

/** A factor was proven in this session, just now unless said otherwise: until when changes are possible without asking one again. */
export async function renewFreshness(
  tx: Transaction,
  sessionId: string,
  from: { address: string; userAgent: string },
  at?: Date,
): Promise<{ freshUntil: string }> {
  return { freshUntil: freshUntilOf(await own.noteProof(tx, sessionId, from, at)).toISOString() }
}

function describe(reader: Reader, person: FactorsOfPerson, factor: OwnedFactor): OwnFactor {
  const preferred = factor.id === person.preferredFactorId
  return {
    id: factor.id,
    kind: factor.kind,
    name: factor.name,
    hint: factor.kind === 'phone' ? secretOf(reader, factor).slice(-2) : null,
    line: factor.line,
    wholeSignIn: factor.userVerifies,
    methods: methodsOf(factor).filter((method) => person.allowed.includes(method)),
    preferred,
    preferredChannel: preferred ? person.preferredChannel : null,
    createdAt: new Date(factor.createdAt).toISOString(),
    lastUsedAt: factor.lastUsedAt && new Date(factor.lastUsedAt).toISOString(),
  }
}

/** Throws Problem too-many-factors when there is no room for another one. */
export function checkRoom(person: FactorsOfPerson): void {
  if (person.factors.length >= mostFactors) throw new Problem('too-many-factors')
}

/** Throws Problem not-found for a factor that is not theirs. */
export async function renameFactor(tx: Transaction, personId: string, id: string, name: string): Promise<void> {
  if (!(await own.renameFactor(tx, personId, id, name))) throw new Problem('not-found')
}

/**
 * What is asked first at the next sign-in. Throws Problem not-found for a factor that is not theirs, factor-not-allowed for a way
 * that it does not have or that they may not use.
 */
export async function preferFactor(
  tx: Transaction,
  personId: string,
  chosen: { id: string; channel?: 'sms' | 'voice' },
): Promise<void> {
  const person = await findFactorsOf(tx, personId)
  const factor = person?.factors.find((each) => each.id === chosen.id)
  if (!person || !factor) throw new Problem('not-found')
  const usable = methodsOf(factor).filter((method) => person.allowed.includes(method))
  const method = chosen.channel ? usable.find((each) => each === chosen.channel) : usable[0]
  if (!method) throw new Problem('factor-not-allowed')
  await own.preferFactor(tx, personId, factor.id, method === 'sms' || method === 'voice' ? method : null)
}

/**
 * Removes one of somebody's factors; of two removals at the same moment the second one finds the first done. Throws Problem
 * not-found, or last-factor: the printed sheet alone does not count, as it runs out.
 */
export async function removeFactor(tx: Transaction, personId: string, id: string): Promise<OwnedFactor> {
  const [, person] = await Promise.all([waitForPerson(tx, personId), findFactorsOf(tx, personId)])
  const factor = person?.factors.find((each) => each.id === id)
  if (!person || !factor) throw new Problem('not-found')
  if (isLastFactor(person, id)) throw new Problem('last-factor')
  if (!(await own.removeFactor(tx, personId, id))) throw new Problem('not-found')
  return factor
}
