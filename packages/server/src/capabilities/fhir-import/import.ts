import { recordAudit } from '../../platform/audit/record.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { sqlState } from '../../platform/db/connection.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { planImport } from './plan.ts'
import * as queries from './queries.ts'
import { ReadProblem } from './read/element.ts'
import { findFiles, readFhirFile } from './read/files.ts'
import type { Resource } from './read/resources.ts'
import { type ReasonCode, Refusal } from './reasons.ts'
import type { ClientGroup } from './records.ts'
import { Tally } from './tally.ts'
import { plannedOf, type Written, writeGroup } from './write-group.ts'

export interface ImportRequest {
  /** Files and folders. */
  paths: readonly string[]
  /** Name or id of the unit where new clients are placed; without it the unit «Instroom», which is made when needed. */
  unit?: string | undefined
  /** Identifier of the Patient (`Patient/1`) to whom belongs what names no client. */
  subject?: string | undefined
  /** Name of the source system; the same identifier from two systems is two things. */
  source?: string | undefined
}

export interface ImportSurroundings {
  /** One transaction in the environment, with the operator's rights. */
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  supplier: string
  now: Date
  progress(step: 'files' | 'clients', done: number, total: number): void
}

/** The import cannot start: nothing was read or written. */
export class ImportProblem extends Error {
  readonly code: 'path-missing' | 'no-files' | 'unit-unknown' | 'unit-ambiguous' | 'no-organisation' | 'source-invalid'
  constructor(code: ImportProblem['code'], message: string) {
    super(message)
    this.code = code
  }
}

const defaultUnit = 'Instroom'

/**
 * Reads FHIR R4 files and puts what Hoede understands in the record: one transaction for each client with all that hangs on them.
 * A broken file, a refused resource or a client that cannot be stored stops nothing else. Run again, it changes nothing. Throws
 * ImportProblem before anything is written.
 */
export async function importFhir(around: ImportSurroundings, request: ImportRequest): Promise<Tally> {
  const system = systemOf(request.source)
  const found = await findFiles(request.paths)
  if (found.missing.length) throw new ImportProblem('path-missing', `Dit bestaat niet: ${found.missing.join(', ')}`)
  if (!found.files.length) throw new ImportProblem('no-files', 'Er zijn geen .xml- of .json-bestanden gevonden.')
  const tally = new Tally(found.files.length, found.others)
  const resources = await readAll(found.files, around, tally)
  const start = await around.transact(async (tx) => ({
    knownPatients: new Set(await queries.findKnownPatients(tx, system)),
    unit: await findUnit(tx, request.unit),
  }))
  const plan = planImport(resources, { now: around.now, knownPatients: start.knownPatients, subject: request.subject })
  tally.plan(plan)
  const target: Target = { system, unit: start.unit }
  for (const [index, group] of plan.groups.entries()) {
    await importGroup(around, group, target, tally)
    around.progress('clients', index + 1, plan.groups.length)
  }
  await logRun(around, tally)
  return tally
}

function systemOf(source: string | undefined): string {
  if (source === undefined) return 'fhir'
  if (!/^[a-z0-9][a-z0-9.-]{0,60}$/.test(source)) {
    throw new ImportProblem(
      'source-invalid',
      '--source is een korte naam: kleine letters, cijfers, punten en streepjes.',
    )
  }
  return `fhir:${source}`
}

async function readAll(files: readonly string[], around: ImportSurroundings, tally: Tally): Promise<Resource[]> {
  const resources: Resource[] = []
  for (const [index, file] of files.entries()) {
    try {
      for (const resource of await readFhirFile(file, index)) resources.push(resource)
    } catch (error) {
      if (!(error instanceof ReadProblem)) throw error
      tally.brokenFile(file, error)
    }
    around.progress('files', index + 1, files.length)
  }
  return resources
}

interface Target {
  system: string
  /** Where new clients go; made when the first one comes. */
  unit: queries.UnitRow | undefined
}

async function findUnit(tx: Transaction, asked: string | undefined): Promise<queries.UnitRow | undefined> {
  const units = await queries.findUnits(tx, asked ?? defaultUnit)
  if (asked !== undefined && !units.length) {
    throw new ImportProblem('unit-unknown', `Er is geen team of locatie «${asked}» in deze omgeving.`)
  }
  if (units.length > 1) {
    const ids = units.map((unit) => unit.id).join(', ')
    throw new ImportProblem('unit-ambiguous', `Er zijn meer units met deze naam; noem er een met --unit <id>: ${ids}`)
  }
  return units[0]
}

async function importGroup(
  around: ImportSurroundings,
  group: ClientGroup,
  target: Target,
  tally: Tally,
): Promise<void> {
  let unit = target.unit
  const options = {
    system: target.system,
    supplier: around.supplier,
    async unit(tx: Transaction) {
      unit ??= await makeUnit(tx, around.supplier)
      return unit.id
    },
  }
  try {
    tally.written(await around.transact((tx) => writeGroup(tx, group, options)))
    // Only what was committed counts: a unit that was made for a refused client is made again for the next.
    target.unit = unit
  } catch (error) {
    tally.written(refused(group, reasonOf(error)))
  }
}

async function makeUnit(tx: Transaction, supplier: string): Promise<queries.UnitRow> {
  const [there] = await queries.findUnits(tx, defaultUnit)
  if (there) return there
  const unit = await queries.insertTeam(tx, newId(), defaultUnit)
  if (!unit) throw new ImportProblem('no-organisation', 'Deze omgeving heeft nog geen organisatie.')
  await recordAudit(tx, {
    event: 'unit.create',
    action: 'C',
    outcome: 'success',
    part: 'unit',
    objectId: unit.id,
    supplier,
  })
  return unit
}

/** What refuses a whole client; anything that is no answer about this client stops the import. */
function reasonOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof Problem && error.code === 'bsn-exists') return new Refusal('bsn-exists')
  if (error instanceof Problem) return new Refusal('not-stored', error.code)
  const state = sqlState(error)
  // Class 08 and 57: the connection or the server is gone.
  if (state === undefined || /^(08|57)/.test(state)) throw error
  return new Refusal('not-stored', `SQLSTATE ${state}`)
}

/** Nothing of this client came in: the client for the reason given, all that hangs on them because of that. */
function refused(group: ClientGroup, reason: Refusal): Written[] {
  const code: ReasonCode = group.client ? 'subject-refused' : reason.code
  return [...plannedOf(group)].map((planned) => ({
    planned,
    status: 'refused' as const,
    refusal: planned === group.client ? reason : new Refusal(code),
  }))
}

async function logRun(around: ImportSurroundings, tally: Tally): Promise<void> {
  const { imported, unchanged, notUnderstood, refused } = tally.totals()
  await around.transact((tx) =>
    recordAudit(tx, {
      event: 'import.run',
      action: 'E',
      outcome: 'success',
      part: 'import',
      supplier: around.supplier,
      detail: { files: tally.files, imported, unchanged, notUnderstood, refused },
    }),
  )
}
