import type { LogWitness, LogWitnessChange, NewLogWitness } from '@hoede/contract'
import { NoteError, readVerifier } from '@hoede/verify'
import { newId } from '../../platform/crypto/ids.ts'
import { seal } from '../../platform/crypto/seal.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { readSftpAddress } from '../../platform/stores/sftp.ts'
import { newSshKey, readHostKeys } from '../../platform/stores/ssh-keys.ts'
import * as queries from './witness-queries.ts'

const aDay = 24 * 60
/** A mail for each minute of the day is read by nobody. */
const leastForMail = 60

export const listWitnesses = async (reader: Reader): Promise<{ items: LogWitness[] }> => ({
  items: await queries.findWitnesses(reader),
})

const wrong = (path: string, message: string) =>
  new Problem('invalid-input', { fields: [{ path: `body.${path}`, message }] })

/** An https address without a name and password in it, a mail address, or the address of a folder on a server. */
function addressOf({ kind, address }: NewLogWitness): string {
  const text = address.trim()
  if (kind === 'mail') {
    if (/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)) return text
    throw wrong('address', 'Vul een mailadres in.')
  }
  if (kind === 'sftp') {
    if (readSftpAddress(text)) return text
    throw wrong('address', 'Vul een adres in als sftp://gebruiker@server/map.')
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:') throw wrong('address', 'Vul een adres in dat met https:// begint.')
  if (url.username || url.password || url.hash || (kind === 'objectstore' && url.search))
    throw wrong('address', 'In het adres mag geen naam, wachtwoord of # staan.')
  return text.replace(/\/+$/, '')
}

/** The key of a witness that co-signs; nothing for the other kinds. */
function verifierOf({ kind, verifier }: NewLogWitness): string | null {
  if (kind !== 'witness') {
    if (verifier?.trim()) throw wrong('verifier', 'Alleen een getuige die meetekent, heeft een sleutel.')
    return null
  }
  try {
    if (readVerifier(verifier ?? '').kind === 'cosignature') return verifier!.trim()
  } catch (error) {
    if (!(error instanceof NoteError)) throw error
  }
  throw wrong('verifier', 'Dit is geen sleutel van een getuige. Vraag de getuige om de regel «naam+kenmerk+sleutel».')
}

const notForThis = (given: object, message: string) => {
  const [other] = Object.entries(given).find(([, value]) => value) ?? []
  if (other) throw wrong(other, message)
}

/** How an object store is asked, its secret sealed for this row; nothing for the other kinds. */
function bucketOf(tx: Transaction, id: string, { kind, region, accessKey, secretKey, retainDays }: NewLogWitness) {
  const given = { region: region?.trim(), accessKey: accessKey?.trim(), secretKey: secretKey?.trim(), retainDays }
  if (kind !== 'objectstore') {
    notForThis(given, 'Dit hoort alleen bij een opslag met slot.')
    return { region: null, accessKey: null, retainDays: null }
  }
  if (!given.region || !/^[a-z0-9-]+$/.test(given.region))
    throw wrong('region', 'Vul de regio in, bijvoorbeeld eu-central-1.')
  if (!given.accessKey) throw wrong('accessKey', 'Vul de toegangssleutel in.')
  if (!given.secretKey) throw wrong('secretKey', 'Vul de geheime sleutel in.')
  if (!retainDays) throw wrong('retainDays', 'Vul in hoeveel dagen een ijkpunt op slot blijft.')
  const secretSealed = seal(tx.keys.seal, given.secretKey, id)
  return { region: given.region, accessKey: given.accessKey, secretSealed, retainDays }
}

/** How an SFTP server is known, and a key to sign in there with that is made here and never leaves; nothing for the other kinds. */
function serverOf(tx: Transaction, id: string, { kind, hostKey }: NewLogWitness) {
  const given = hostKey?.trim()
  if (kind !== 'sftp') {
    notForThis({ hostKey: given }, 'Dit hoort alleen bij een SFTP-server.')
    return { hostKey: null, publicKey: null }
  }
  if (!given || !readHostKeys(given))
    throw wrong('hostKey', 'Vul de sleutel van de server in: een regel die met ssh-ed25519 of SHA256: begint.')
  const { privateKey, publicKey } = newSshKey(`hoede-${id.slice(0, 8)}`)
  return { hostKey: given, publicKey, secretSealed: seal(tx.keys.seal, privateKey, id) }
}

function every(kind: LogWitness['kind'], minutes: number | undefined): number {
  const chosen = minutes ?? (kind === 'mail' ? aDay : 0)
  if (kind === 'mail' && chosen < leastForMail)
    throw wrong('everyMinutes', `Een mail gaat hoogstens één keer in de ${leastForMail} minuten.`)
  return chosen
}

function named(name: string): string {
  const text = name.trim()
  if (text) return text
  throw wrong('name', 'Vul een naam in.')
}

/** Adds a place that keeps checkpoints. The same one sent twice is one. Throws Problem already-exists for the same address. */
export async function addWitness(tx: Transaction, request: NewLogWitness): Promise<LogWitness> {
  const id = request.id ?? newId()
  const witness = {
    id,
    kind: request.kind,
    name: named(request.name),
    address: addressOf(request),
    verifier: verifierOf(request),
    everyMinutes: every(request.kind, request.everyMinutes),
    secretSealed: null,
    ...bucketOf(tx, id, request),
    ...serverOf(tx, id, request),
  }
  const others = await queries.findWitnesses(tx)
  const twin = others.find(
    ({ id, active, kind, address }) =>
      id !== witness.id && active && kind === witness.kind && address === witness.address,
  )
  if (twin) throw new Problem('already-exists')
  const inserted = await queries.insertWitness(tx, witness)
  const [now] = await queries.findWitnesses(tx, witness.id)
  if (!now || (!inserted && now.address !== witness.address)) throw new Problem('already-exists')
  return now
}

/** Changes what a place is called, how often it is sent to, and whether it is. Throws Problem not-found, conflict. */
export async function changeWitness(tx: Transaction, id: string, change: LogWitnessChange) {
  const [before] = await queries.findWitnesses(tx, id)
  if (!before) throw new Problem('not-found')
  const { version, name = before.name, everyMinutes = before.everyMinutes, active = before.active } = change
  const changed = await queries.updateWitness(tx, {
    id,
    version,
    name: named(name),
    everyMinutes: every(before.kind, everyMinutes),
    active,
  })
  const [after] = await queries.findWitnesses(tx, id)
  if (!changed || !after) throw new Problem('conflict', { current: after })
  return { before, after }
}

/** The note that arrived last, with the cosignature of a witness under it. Throws Problem not-found. */
export async function readArrived(reader: Reader, id: string): Promise<string> {
  const note = await queries.readSentNote(reader, id)
  if (!note) throw new Problem('not-found')
  return note
}

/** What the log keeps of a place. */
export const witnessForLog = ({
  kind,
  name,
  address,
  verifier,
  region,
  retainDays,
  hostKey,
  publicKey,
  everyMinutes,
  active,
}: LogWitness) => ({
  kind,
  name,
  address,
  verifier,
  ...(kind === 'objectstore' ? { region, retainDays } : {}),
  ...(kind === 'sftp' ? { hostKey, publicKey } : {}),
  everyMinutes,
  active,
})
