import { publicKeyOf } from '../../platform/crypto/signature.ts'
import { createDigest, randomText } from '../../platform/crypto/tokens.ts'
import { readMigrations } from '../../platform/db/migrate.ts'
import { PipelineProblem } from '../../platform/process/pipeline.ts'
import { StoreProblem } from '../../platform/stores/store.ts'
import { dropDatabase, type EnvironmentPlace, makeDatabase, OperatorProblem } from '../environments/public.ts'
import { type BackupAround, type BackupStore, type Progress, withStore } from './around.ts'
import { identityFor } from './keys.ts'
import { storeInWords } from './making.ts'
import { type Manifest, manifestName, readManifest } from './manifest.ts'
import { restoreProgram } from './programs.ts'
import * as queries from './queries.ts'
import { openedInput } from './sealing.ts'

/** A manifest is small; what is larger is none. */
const largestManifest = 4_000_000

/** What is older was left by a program that was killed, in milliseconds. */
const longestPassing = 12 * 3_600_000

/** Databases that are only there for a moment are called so, with the moment: what a killed program left is found by it. */
export function passingName(purpose: 'proof' | 'restore', environment: string, now = new Date()): string {
  const moment = Math.floor(now.getTime() / 1000).toString(36)
  return `${purpose}_${environment.replaceAll('-', '_').slice(0, 30)}_${moment}_${randomText(6, 'abcdefghijklmnopqrstuvwxyz0123456789')}`
}

/** Is a database called like one that should be gone by now? */
export function isPassing(name: string, now: Date): boolean {
  const moment = /^(?:proof|restore)_[a-z0-9_]+_([0-9a-z]{6,7})_[a-z0-9]{6}$/.exec(name)?.[1]
  return moment !== undefined && now.getTime() - Number.parseInt(moment, 36) * 1000 > longestPassing
}

/** The manifest beside a backup in a store. Throws OperatorProblem when it is not there or not signed by this installation. */
async function fetchManifest(around: BackupAround, store: BackupStore, file: string): Promise<Manifest> {
  const text = await withStore(store, async (opened) => {
    let read = ''
    for await (const piece of await opened.get(manifestName(file))) {
      read += Buffer.from(piece).toString('utf8')
      if (read.length > largestManifest) break
    }
    return read
  })
  const manifest = readManifest(text, publicKeyOf(around.seed))
  if (!manifest || manifest.file !== file)
    throw new OperatorProblem(
      'manifest-wrong',
      `Het manifest van ${file} in ${store.name} is niet door deze installatie ondertekend, of is veranderd. Gebruik een andere bewaarplaats of een andere reservekopie.`,
    )
  return manifest
}

/** The first store that has it, with its manifest. Throws OperatorProblem that says why each store does not. */
export async function findInStores(
  around: BackupAround,
  backup: Pick<queries.BackupRow, 'name' | 'copies'>,
  only?: string,
): Promise<{ store: BackupStore; manifest: Manifest }> {
  const failures: string[] = []
  for (const store of around.stores) {
    if (only ? store.name !== only : !backup.copies.some((copy) => copy.store === store.name && copy.state === 'kept'))
      continue
    try {
      return { store, manifest: await fetchManifest(around, store, backup.name!) }
    } catch (error) {
      if (error instanceof StoreProblem) failures.push(`${store.name} ${storeInWords[error.reason]}`)
      else if (error instanceof OperatorProblem) failures.push(error.message)
      else throw error
    }
  }
  throw new OperatorProblem(
    'backup-not-found',
    failures.length
      ? `Deze reservekopie is nu nergens te lezen: ${failures.join('; ')}.`
      : 'Deze reservekopie staat in geen van de ingestelde bewaarplaatsen.',
  )
}

/**
 * Restores a backup into a database of its own, beside the running one; the roles stay those of the environment. Throws
 * OperatorProblem, and then nothing is left of that database.
 */
export async function restoreBeside(
  around: BackupAround,
  from: { store: BackupStore; manifest: Manifest },
  place: EnvironmentPlace,
  progress?: Progress,
): Promise<void> {
  const { store, manifest } = from
  const { control, operator } = around
  const newest = (await readMigrations('environment')).length
  if (manifest.migration > newest)
    throw new OperatorProblem(
      'backup-newer',
      `Deze reservekopie is van een nieuwere Hoede (versie ${manifest.migration}, dit programma kent ${newest}). Werk Hoede eerst bij.`,
    )
  const customer = await queries.customerOf(control, manifest.environmentId)
  if (!customer)
    throw new OperatorProblem('environment-unknown', 'De omgeving van deze reservekopie is hier niet bekend.')
  const identity = await identityFor(control, operator.keyProvider, customer.id, manifest.recipients)
  await makeDatabase(operator, place)
  try {
    await withStore(store, async (opened) => {
      const source = held(await opened.get(manifest.file), manifest, progress)
      const program = await restoreProgram(operator, place.databaseName)
      for await (const _said of openedInput(source, identity, program, { gentle: true })) {
        // pg_restore into a database says nothing on its output.
      }
    })
  } catch (error) {
    await dropDatabase(operator, place.databaseName)
    throw inWords(error, store.name, manifest)
  }
}

/** Passes what comes and holds it against the manifest at its end. Throws OperatorProblem backup-changed. */
async function* held(source: AsyncIterable<Uint8Array>, manifest: Manifest, progress?: Progress) {
  const digest = createDigest()
  let bytes = 0
  for await (const piece of source) {
    digest.update(piece)
    bytes += piece.length
    progress?.(bytes, manifest.bytes)
    yield piece
  }
  if (bytes !== manifest.bytes || digest.hex() !== manifest.sha256)
    throw new OperatorProblem(
      'backup-changed',
      `${manifest.file} is niet meer zoals het werd bewaard (${bytes} van ${manifest.bytes} bytes, of andere inhoud).`,
    )
}

function inWords(error: unknown, store: string, manifest: Manifest): unknown {
  const begin = `${manifest.file} is niet teruggezet; er is niets van blijven staan.`
  if (error instanceof StoreProblem)
    return new OperatorProblem(
      `store-${error.reason}`,
      `${begin} De bewaarplaats ${store} ${storeInWords[error.reason]}.`,
    )
  if (error instanceof PipelineProblem) {
    if (error.program === 'pg_restore')
      return new OperatorProblem('restore-failed', `${begin} pg_restore zei: ${error.message.slice(-400)}`)
    return new OperatorProblem(
      'backup-unreadable',
      `${begin} Het bestand opent niet met de sleutel van deze klant, of het is beschadigd. Probeer een andere bewaarplaats met --store.`,
    )
  }
  return error
}
