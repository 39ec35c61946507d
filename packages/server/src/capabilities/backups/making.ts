import { newId } from '../../platform/crypto/ids.ts'
import { signReport } from '../../platform/crypto/signed-report.ts'
import { createDigest } from '../../platform/crypto/tokens.ts'
import { rolesOf } from '../../platform/db/roles.ts'
import { PipelineProblem } from '../../platform/process/pipeline.ts'
import { type Store, StoreProblem } from '../../platform/stores/store.ts'
import {
  type ControlDatabase,
  findEnvironment,
  OperatorProblem,
  openControl,
  openEnvironment,
} from '../environments/public.ts'
import { type BackupAround, type Progress, withStore } from './around.ts'
import { logAtEnvironment } from './environment-log.ts'
import { recipientsOf } from './keys.ts'
import { fileName, type Manifest, manifestName } from './manifest.ts'
import { dumpProgram } from './programs.ts'
import * as queries from './queries.ts'
import { sealedOutput } from './sealing.ts'
import { openSnapshot } from './snapshot.ts'

type EnvironmentRow = NonNullable<Awaited<ReturnType<typeof findEnvironment>>>

export interface BackupWish {
  environmentId: string
  reason: queries.BackupReason
  /** Of one that was asked for. */
  id?: string
  progress?: Progress
  signal?: AbortSignal
}

/** How often progress is written down, in milliseconds. */
const progressEvery = 1_000

/**
 * Makes a backup of an environment and keeps it in the first store that takes it, read back and hashed; it waits for the others.
 * Nothing in the clear touches a disk. Two at a time of one environment: the second is refused. Throws OperatorProblem: what was
 * begun is written down as failed, and nothing of it stands in a store.
 */
export async function makeBackup(around: BackupAround, wish: BackupWish): Promise<queries.BackupRow> {
  const { control } = around
  // A connection of its own: a lock counts for a whole connection, and one that dies gives it up.
  const lock = await openControl(around.operator)
  try {
    if (!(await queries.lockEnvironment(lock, wish.environmentId)))
      throw new OperatorProblem('backup-busy', 'Van deze omgeving wordt al een reservekopie gemaakt.')
    await queries.failAbandoned(control, wish.environmentId)
    const environment = await findEnvironment(control, 'id', wish.environmentId)
    if (!environment) throw new OperatorProblem('environment-unknown', 'Deze omgeving bestaat niet meer.')
    const id = wish.id ?? newId()
    const startedAt = new Date()
    const name = fileName(environment.key, startedAt, id)
    await queries.beginBackup(control, { id, environmentId: environment.id, name, reason: wish.reason, startedAt })
    try {
      await make(around, environment, { ...wish, id, name, startedAt })
    } catch (error) {
      await queries.failBackup(control, id, codeOf(error)).catch(() => undefined)
      throw inWords(error, environment.key)
    }
    const made = (await queries.findBackup(control, id))!
    await logAtEnvironment(around, environment, 'backup.made', 'E', { file: name, bytes: made.bytes, rows: made.rows })
    return made
  } finally {
    await lock.end()
  }
}

interface Begun extends BackupWish {
  id: string
  name: string
  startedAt: Date
}

async function make(around: BackupAround, environment: EnvironmentRow, begun: Begun): Promise<void> {
  const customer = (await queries.customerOf(around.control, environment.id))!
  const recipients = await recipientsOf(around.control, around.operator.keyProvider, customer)
  const failures: unknown[] = []
  for (const store of around.stores) {
    try {
      const { manifest, signed } = await withStore(store, (opened) =>
        keep(around, environment, { ...begun, recipients, customer: customer.name }, opened),
      )
      const rows = Object.values(manifest.tables).reduce((sum, count) => sum + count, 0)
      const waiting = around.stores.filter((each) => each !== store).map((each) => each.name)
      const { bytes, sha256 } = manifest
      await queries.finishBackup(around.control, {
        id: begun.id,
        bytes,
        sha256,
        rows,
        manifest: signed,
        kept: store.name,
        waiting,
      })
      return
    } catch (error) {
      // Another store may take it; what is wrong with the database is so for every store.
      if (!(error instanceof StoreProblem)) throw error
      failures.push(error)
    }
  }
  throw failures[0] ?? new OperatorProblem('no-store', 'Er is geen bewaarplaats voor reservekopieën ingesteld.')
}

interface Keeping extends Begun {
  recipients: string[]
  customer: string
}

/** Dumps into one store and puts the manifest beside it; only what comes back the same stays. */
async function keep(
  around: BackupAround,
  environment: EnvironmentRow,
  keeping: Keeping,
  store: Store,
): Promise<{ manifest: Manifest; signed: string }> {
  const { name, id, recipients, customer, startedAt } = keeping
  const client = await openEnvironment(around.operator, environment.databaseName)
  try {
    const snapshot = await openSnapshot(client)
    const program = await dumpProgram(around.operator, environment.databaseName, snapshot.name)
    const reading = snapshot.facts()
    reading.catch(() => undefined)
    const sealed = sealedOutput(program, recipients, { gentle: true, signal: keeping.signal })
    const written = await store.put(name, noted(sealed, around.control, keeping))
    try {
      const facts = await reading
      await readBack(store, name, written)
      const manifest: Manifest = {
        kind: 'backup',
        id,
        environment: environment.key,
        environmentId: environment.id,
        environmentKind: environment.kind,
        customer,
        file: name,
        ...written,
        recipients,
        seconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
        roles: Object.values({ login: environment.roleName, ...rolesOf(environment.roleName) }).sort(),
        ...facts,
      }
      const signed = `${JSON.stringify(signReport(around.seed, manifest), null, 2)}\n`
      await putText(store, manifestName(name), signed)
      return { manifest, signed }
    } catch (error) {
      await store.remove(name).catch(() => undefined)
      throw error
    }
  } finally {
    await client.end()
  }
}

/** Tells how far it is, in the control database and to who asked for it. */
async function* noted(
  source: AsyncIterable<Uint8Array>,
  control: ControlDatabase,
  keeping: Keeping,
): AsyncGenerator<Uint8Array> {
  let [bytes, last] = [0, Date.now()]
  for await (const piece of source) {
    bytes += piece.length
    yield piece
    if (Date.now() - last < progressEvery) continue
    last = Date.now()
    keeping.progress?.(bytes, undefined)
    await queries.noteProgress(control, keeping.id, bytes)
  }
}

/** What a store gives back must be what it was given. Throws StoreProblem. */
export async function readBack(store: Store, name: string, written: { bytes: number; sha256: string }): Promise<void> {
  const digest = createDigest()
  let bytes = 0
  for await (const piece of await store.get(name)) {
    digest.update(piece)
    bytes += piece.length
  }
  if (bytes !== written.bytes || digest.hex() !== written.sha256)
    throw new StoreProblem('refused', 'the store gives back something else than it was given')
}

export const putText = (store: Store, name: string, text: string) =>
  store.put(
    name,
    (async function* () {
      yield Buffer.from(text)
    })(),
  )

/** What went wrong as a code that can be kept and shown. */
export function codeOf(error: unknown): string {
  if (error instanceof StoreProblem) return `store-${error.reason}`
  if (error instanceof PipelineProblem) return `${error.program.replace(/[^a-z]/g, '-')}-failed`
  const { code } = error as { code?: string }
  return code && /^[a-z-]+$/.test(code) ? code : 'failed'
}

export const storeInWords: Record<StoreProblem['reason'], string> = {
  unreachable: 'is niet te bereiken',
  refused: 'weigert, of geeft iets anders terug dan het kreeg',
  full: 'is vol',
  locked: 'houdt vast wat er staat',
  absent: 'heeft dit niet',
  exists: 'heeft al iets onder deze naam',
  slow: 'antwoordt niet op tijd',
  'other-key': 'toont een andere sleutel dan die waaraan hij bekend is',
  'not-locked': 'bewaart wel, maar zonder slot',
  'bad-name': 'neemt deze naam niet',
}

function inWords(error: unknown, environment: string): Error {
  if (error instanceof OperatorProblem) return error
  const code = codeOf(error)
  const why =
    error instanceof StoreProblem
      ? `de bewaarplaats ${storeInWords[error.reason]}`
      : error instanceof PipelineProblem
        ? `${error.program} stopte (${error.message.slice(-300)})`
        : code
  return new OperatorProblem(
    code,
    `De reservekopie van ${environment} is niet gemaakt: ${why}. Er is niets van blijven staan.`,
  )
}
