import { recordAudit } from '../../platform/audit/record.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { type Destroyed, keyState } from '../../platform/crypto/key-provider.ts'
import { noKeys } from '../../platform/crypto/keys.ts'
import { type SignedReport, signReport } from '../../platform/crypto/signed-report.ts'
import type { Client } from '../../platform/db/connection.ts'
import { maintenance } from '../../platform/db/maintenance.ts'
import { rolesOf } from '../../platform/db/roles.ts'
import * as queries from './destruction-queries.ts'
import type { DestructionStatement } from './destruction-statement.ts'
import { type Operator, OperatorProblem, openEnvironment } from './provision.ts'
import type { findCustomer } from './queries.ts'

export interface Destroying {
  control: Client
  operator: Operator
  /** Account of the machine, as it stands in the log. */
  by: string
  /** Of the key with which this installation signs. */
  seed: Buffer
}

type Customer = NonNullable<Awaited<ReturnType<typeof findCustomer>>>

const moment = (at: Date) => at.toISOString().replace(/\.\d+Z$/, 'Z')

/** In the log of every environment that still has one, with or without the key. */
async function log({ control, operator, by }: Destroying, customer: Customer, event: string, detail: object) {
  for (const environment of await queries.listOfCustomer(control, customer.id)) {
    if (environment.state === 'removed' || environment.state === 'creating') continue
    const client = await openEnvironment(operator, environment.databaseName)
    try {
      await maintenance(client, rolesOf(environment.roleName).owner, noKeys(), (tx) =>
        recordAudit(tx, { event, action: 'D', outcome: 'success', supplier: by, part: 'setting', detail }),
      )
    } finally {
      await client.end()
    }
  }
}

/** Orders the destruction: from `days` on somebody else can do it. Throws OperatorProblem destroy-ordered. */
export async function orderDestruction(
  around: Destroying,
  customer: Customer,
  { word, days }: { word: string; days: number },
): Promise<queries.Destruction> {
  const { control, by } = around
  if (word.trim().length < 3)
    throw new OperatorProblem(
      'destroy-word',
      'Noem met --word waar de opdracht van de klant staat, zodat zij terug te vinden is.',
    )
  const given = { id: newId(), customerId: customer.id, by, word: word.trim(), days }
  if (!(await queries.insertDestruction(control, given)))
    throw new OperatorProblem('destroy-ordered', `Voor ${customer.name} is al opgedragen de sleutel te vernietigen.`)
  const ordered = (await queries.findDestruction(control, customer.id))!
  await log(around, customer, 'key.destroy-order', { word: ordered.word, notBefore: moment(ordered.notBefore) })
  return ordered
}

async function running(control: Client, customer: Customer): Promise<queries.Destruction> {
  const found = await queries.findDestruction(control, customer.id)
  if (!found)
    throw new OperatorProblem(
      'destroy-not-ordered',
      `Voor ${customer.name} is niet opgedragen de sleutel te vernietigen.`,
    )
  if (found.destroyedAt)
    throw new OperatorProblem(
      'destroy-done',
      `De sleutel van ${customer.name} is vernietigd op ${moment(found.destroyedAt)}.`,
    )
  return found
}

/** Throws OperatorProblem destroy-not-ordered, destroy-done, destroy-begun. */
export async function withdrawDestruction(around: Destroying, customer: Customer): Promise<void> {
  const found = await running(around.control, customer)
  if (!(await queries.withdrawDestruction(around.control, found.id, around.by)))
    throw new OperatorProblem('destroy-begun', 'Met vernietigen is al begonnen: dat gaat niet meer terug.')
  await log(around, customer, 'key.destroy-withdraw', { word: found.word })
}

/**
 * Destroys the customer's key, with every earlier one that still wraps something: everything that was sealed for it opens nowhere any
 * more. What is broken off goes on when it is asked again. Throws OperatorProblem, KeyProblem.
 */
export async function destroyKey(around: Destroying, customer: Customer, name: string): Promise<SignedReport> {
  const { control, operator, by } = around
  const found = await running(control, customer)
  if (name !== customer.name)
    throw new OperatorProblem('destroy-name', 'De naam achter --confirm is niet de volledige naam van deze klant.')
  if (!found.due)
    throw new OperatorProblem(
      'destroy-too-soon',
      `Dit kan vanaf ${moment(found.notBefore)}. Tot dan kan het worden ingetrokken.`,
    )
  if (found.orderedBy === by)
    throw new OperatorProblem(
      'destroy-same-person',
      `${by} heeft dit zelf opgedragen: iemand anders moet het bevestigen.`,
    )
  const lock = [724_411, customer.id]
  const { rows } = await control.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', lock)
  if (!rows[0]?.got) throw new OperatorProblem('destroy-busy', 'Iemand is hier nu mee bezig.')
  try {
    const secrets = await queries.listWrapped(control, customer.id)
    const references = [...new Set([customer.keyName, ...secrets.map(({ reference }) => reference)])]
    const others = await queries.othersWith(control, customer.id, references)
    if (others.length > 0)
      throw new OperatorProblem(
        'destroy-shared',
        `Deze sleutel is ook van ${others.join(', ')}. Geef die eerst een andere met «hoede key change».`,
      )
    if (!found.confirmedAt) {
      if (!(await queries.confirmDestruction(control, found.id, by)))
        throw new OperatorProblem('destroy-not-ordered', 'Het is net ingetrokken of door een ander bevestigd.')
      // Before it: what nobody wrote down does not happen.
      await log(around, customer, 'key.destroy', { word: found.word, orderedBy: found.orderedBy, keys: references })
    }
    const environments = await queries.listOfCustomer(control, customer.id)
    await queries.closeForEver(control, customer.id)
    const keys = []
    for (const reference of references) keys.push(await destroyOne(operator, reference, secrets))
    const at = new Date()
    const confirmed = (await queries.findDestruction(control, customer.id))!
    const statement: DestructionStatement = {
      kind: 'key-destruction',
      customer: { key: customer.key, name: customer.name },
      word: found.word,
      orderedBy: found.orderedBy,
      orderedAt: moment(found.orderedAt),
      notBefore: moment(found.notBefore),
      confirmedBy: confirmed.confirmedBy ?? by,
      destroyedAt: moment(at),
      keys,
      environments: environments.map(({ key, kind, databaseName, state }) => ({
        key,
        kind,
        database: databaseName,
        removed: state === 'removed',
        dataKeys: secrets.filter(({ environment }) => environment === key).map(({ version }) => version),
      })),
      ...(await queries.listBackupsOf(control, customer.id)),
    }
    const signed = signReport(around.seed, statement)
    const text = JSON.stringify(signed)
    await queries.storeDestroyed(control, {
      id: found.id,
      customerId: customer.id,
      statement: text,
      signature: signed.signature,
      at,
    })
    return signed
  } finally {
    await control.query('select pg_advisory_unlock($1, hashtext($2))', lock)
  }
}

/** Destroys one key and then tries it on everything that it wrapped: the proof is that it opens nothing. */
async function destroyOne(operator: Operator, reference: string, secrets: readonly queries.WrappedSecret[]) {
  const how: Destroyed = await operator.keyProvider.destroy(reference)
  const wrapped = secrets.filter((each) => each.reference === reference)
  for (const each of wrapped) {
    const state = await keyState(operator.keyProvider, reference, each.wrapped)
    if (state !== 'withdrawn' && state !== 'broken')
      throw new OperatorProblem(
        state === 'usable' ? 'key-still-opens' : 'key-unreachable',
        state === 'usable'
          ? `De sleutel ${reference} opent nog, ook nadat de aanbieder zei dat hij weg is. Zoek uit waar hij nog staat en vraag het opnieuw.`
          : `De sleutel ${reference} is niet te bereiken, dus niemand kan zeggen of hij weg is. Vraag het opnieuw.`,
      )
  }
  return { reference, how, wrappedSecrets: wrapped.length, opened: 0 as const }
}
