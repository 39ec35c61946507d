import { recordAudit } from '../../platform/audit/record.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { addAlert, addContact, fillGeneralPractitioner, fillResuscitation, importClient } from '../clients/public.ts'
import { importMeasurement } from '../measurements/public.ts'
import { importReport } from '../reports/public.ts'
import * as queries from './queries.ts'
import type { Resource } from './read/resources.ts'
import { Refusal } from './reasons.ts'
import type { ClientGroup, ContactRecord, Planned } from './records.ts'

export interface WriteOptions {
  /** The source system: what an identifier is unique within. */
  system: string
  /** Who stands in the log (N-28). */
  supplier: string
  /** Id of the unit where a new client is placed; only asked for when there is one. */
  unit(tx: Transaction): Promise<string>
}

/** What became of one planned record. */
export interface Written {
  planned: Planned<unknown>
  status: 'imported' | 'unchanged' | 'refused'
  refusal?: Refusal
}

/**
 * Writes one client with all that hangs on them, in the transaction given: new things are added, what is there already with the
 * same content is left alone, and what the source changed since is refused. Throws Refusal (for all of it) and Problem.
 */
export async function writeGroup(tx: Transaction, group: ClientGroup, options: WriteOptions): Promise<Written[]> {
  await queries.takeTurn(tx)
  const all = [...plannedOf(group)]
  const identifiers = [group.patient, ...all.map((each) => each.identifier)]
  const known = await queries.findOrigins(tx, options.system, identifiers)
  const writer = new Writer(tx, options, known)
  const clientId = await writer.client(group)
  for (const contact of byPosition(group.contacts)) await writer.contact(clientId, contact)
  for (const each of group.resuscitation) {
    await writer.one('client', 'resuscitation', clientId, each, async ({ wish, recordedAt }) => {
      const at = recordedAt ? new Date(recordedAt) : new Date()
      if (!(await fillResuscitation(tx, clientId, wish, at))) throw new Refusal('already-decided')
      return clientId
    })
  }
  await inBatches(group.alerts, (each) =>
    writer.one('alert', 'alert', clientId, each, async (record) => (await addAlert(tx, clientId, record, null)).id),
  )
  await inBatches(group.reports, (each) =>
    writer.one('report', 'report', clientId, each, (record) => importReport(tx, clientId, record)),
  )
  await inBatches(group.measurements, (each) =>
    writer.one('measurement', 'measurement', clientId, each, (record) => importMeasurement(tx, clientId, record)),
  )
  return writer.written
}

/** Statements that are asked together travel together; not all at once, a client can have years of measurements. */
async function inBatches<T>(all: readonly T[], write: (each: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += 100) await Promise.all(all.slice(at, at + 100).map(write))
}

/** Everything that a group puts in the record. */
export function* plannedOf(group: ClientGroup): Generator<Planned<unknown>> {
  if (group.client) yield group.client
  yield* group.contacts
  yield* group.resuscitation
  yield* group.alerts
  yield* group.reports
  yield* group.measurements
}

/** First contacts first, then those who represent, then the others; within those as the source has them. */
function byPosition(
  contacts: readonly Planned<ContactRecord>[],
): { planned: Planned<ContactRecord>; position: number }[] {
  const rank = ({ record }: Planned<ContactRecord>) =>
    ['first-contact', 'legal-representative', 'contact'].indexOf(record.roles[0] ?? 'contact')
  return [...contacts]
    .sort((a, b) => rank(a) - rank(b))
    .map((planned, index) => ({ planned, position: Math.min(index + 1, 50) }))
}

class Writer {
  readonly written: Written[] = []
  readonly #tx: Transaction
  readonly #options: WriteOptions
  readonly #known: ReadonlyMap<string, queries.OriginRow>

  constructor(tx: Transaction, options: WriteOptions, known: ReadonlyMap<string, queries.OriginRow>) {
    this.#tx = tx
    this.#options = options
    this.#known = known
  }

  /** The client's id: new, or that of an earlier import. */
  async client(group: ClientGroup): Promise<string> {
    const there = this.#known.get(group.patient)
    if (!group.client) {
      if (!there) throw new Refusal('subject-unknown')
      return there.rowId
    }
    if (there) {
      this.#compare(group.client, there)
      return there.rowId
    }
    const unitId = await this.#options.unit(this.#tx)
    const id = await importClient(this.#tx, group.client.record, unitId)
    await this.#remember('client', 'client', id, id, group.client)
    return id
  }

  async contact(clientId: string, contact: { planned: Planned<ContactRecord>; position: number }): Promise<void> {
    await this.one('contact_person', 'contact', clientId, contact.planned, async (record) => {
      const { generalPractitioner, ...fields } = record
      if (generalPractitioner) await fillGeneralPractitioner(this.#tx, clientId, record.name, record.phone)
      return (await addContact(this.#tx, clientId, { ...fields, position: contact.position })).id
    })
  }

  /** Writes one record when it is new. Refusals concern this record alone; problems undo the whole group. */
  async one<T>(
    tableName: string,
    part: string,
    clientId: string,
    planned: Planned<T>,
    write: (record: T) => Promise<string>,
  ): Promise<void> {
    const there = this.#known.get(planned.identifier)
    if (there) return this.#compare(planned, there)
    try {
      const rowId = await write(planned.record)
      await this.#remember(tableName, part, clientId, rowId, planned)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.written.push({ planned, status: 'refused', refusal: error })
    }
  }

  #compare(planned: Planned<unknown>, there: queries.OriginRow): void {
    if (there.contentHash.equals(planned.hash)) this.written.push({ planned, status: 'unchanged' })
    else this.written.push({ planned, status: 'refused', refusal: new Refusal('source-changed') })
  }

  async #remember(
    tableName: string,
    part: string,
    clientId: string,
    rowId: string,
    planned: Planned<unknown>,
  ): Promise<void> {
    const { system, supplier } = this.#options
    const source = sourceOf(planned.from)
    const origin = { system, source, tableName, rowId, clientId }
    await Promise.all([
      queries.insertOrigin(this.#tx, { ...origin, identifier: planned.identifier, contentHash: planned.hash }),
      ...planned.parts.map((resource) =>
        queries.insertOrigin(this.#tx, { ...origin, identifier: resource.identifier, contentHash: resource.hash }),
      ),
      // DICOM 110107 (Import): one row for each thing that came in.
      recordAudit(this.#tx, {
        event: 'import.record',
        action: 'C',
        outcome: 'success',
        part,
        supplier,
        clientId,
        objectId: rowId,
      }),
    ])
    this.written.push({ planned, status: 'imported' })
  }
}

/** Where something came from, for people: "FHIR: Composition/12, versie 3, nl-core-SOAPReport, bestand verslag.xml". */
function sourceOf(resource: Resource): string {
  const { version, profile } = resource.meta
  const pieces = [
    `FHIR: ${resource.type}/${resource.id ?? '(zonder kenmerk)'}`,
    version && `versie ${version}`,
    profile,
    `bestand ${resource.file}`,
  ]
  return pieces.filter(Boolean).join(', ').slice(0, 400)
}
