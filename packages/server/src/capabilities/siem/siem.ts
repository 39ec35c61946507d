import type { NewSiemTarget, SiemFailure, SiemTarget, SiemTargetChange } from '@hoede/contract'
import type { SealedRow } from '@hoede/verify'
import { newId } from '../../platform/crypto/ids.ts'
import { seal, unseal } from '../../platform/crypto/seal.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { authoritiesIn, fitTogether } from '../../platform/tls/given-certificates.ts'
import { LineProblem, openLine } from '../../platform/tls/outgoing.ts'
import { eventText } from '../audit-trail/public.ts'
import * as queries from './queries.ts'
import { frameOf } from './rules.ts'

/** More is no longer something that somebody looks after. */
const mostTargets = 5

export const listTargets = async (reader: Reader): Promise<{ items: SiemTarget[] }> => ({
  items: await queries.findTargets(reader),
})

const wrong = (path: string, message: string) =>
  new Problem('invalid-input', { fields: [{ path: `body.${path}`, message }] })

function nameOf(text: string): string {
  if (text.trim()) return text.trim()
  throw wrong('name', 'Vul een naam in.')
}

/** A name on the network or an address, without https:// and without a port. */
function hostOf(text: string): string {
  const host = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
  if (/^([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.?)+$/.test(host) || /^[0-9a-f:.]*:[0-9a-f:.]*$/.test(host)) return host
  throw wrong('host', 'Vul alleen de naam of het IP-adres in, bijvoorbeeld siem.voorbeeld.nl.')
}

function authorityOf(text: string | undefined): string | null {
  if (!text?.trim()) return null
  const found = authoritiesIn(text)
  if (found) return found
  throw wrong('authority', 'Dit is geen certificaat. Plak de hele tekst, van -----BEGIN CERTIFICATE----- tot het eind.')
}

/** The certificate that is shown to the other side, with its key sealed for this row. */
function credentialsOf(reader: Reader, id: string, certificate: string | undefined, privateKey: string | undefined) {
  const [own, key] = [certificate?.trim(), privateKey?.trim()]
  if (!own && !key) return { certificate: null, privateKeySealed: null }
  if (!own) throw wrong('certificate', 'Bij een sleutel hoort een certificaat.')
  if (!key) throw wrong('privateKey', 'Bij een certificaat hoort een sleutel.')
  if (!fitTogether(own, key))
    throw wrong(
      'privateKey',
      'Deze sleutel hoort niet bij het certificaat, of heeft een wachtwoord. Gebruik PEM zonder wachtwoord.',
    )
  return { certificate: own, privateKeySealed: seal(reader.keys.seal, key, id) }
}

/** Adds a target. The same one sent twice is one. Throws Problem invalid-input, already-exists. */
export async function addTarget(tx: Transaction, request: NewSiemTarget): Promise<SiemTarget> {
  const id = request.id ?? newId()
  const target = {
    id,
    name: nameOf(request.name),
    host: hostOf(request.host),
    port: request.port,
    format: request.format,
    authority: authorityOf(request.authority),
    ...credentialsOf(tx, id, request.certificate, request.privateKey),
  }
  const others = (await queries.findTargets(tx)).filter((each) => each.id !== id)
  if (others.length >= mostTargets) throw wrong('name', `Er kunnen hoogstens ${mostTargets} ontvangers zijn.`)
  if (others.some(({ host, port }) => host === target.host && port === target.port)) throw new Problem('already-exists')
  const inserted = await queries.insertTarget(tx, target, request.from === 'now')
  const [now] = await queries.findTargets(tx, id)
  if (!now || (!inserted && (now.host !== target.host || now.port !== target.port))) throw new Problem('already-exists')
  return now
}

/** Changes a target; it goes on from where it was. Throws Problem not-found, invalid-input, conflict. */
export async function changeTarget(tx: Transaction, id: string, change: SiemTargetChange) {
  const [before] = await queries.findTargets(tx, id)
  if (!before) throw new Problem('not-found')
  const { version, name, host, port, format, authority, certificate, privateKey, active } = change
  const keepsCredentials = certificate === undefined && privateKey === undefined
  const changed = await queries.updateTarget(tx, version, {
    id,
    name: name === undefined ? before.name : nameOf(name),
    host: host === undefined ? before.host : hostOf(host),
    port: port ?? before.port,
    format: format ?? before.format,
    authority: authority === undefined ? before.authority : authorityOf(authority),
    ...(keepsCredentials
      ? { certificate: before.certificate, privateKeySealed: await queries.readKeySealed(tx, id) }
      : credentialsOf(tx, id, certificate ?? before.certificate ?? undefined, privateKey)),
    active: active ?? before.active,
  })
  const [after] = await queries.findTargets(tx, id)
  if (!changed || !after) throw new Problem('conflict', { current: after })
  return { before, after }
}

/** What the log keeps of a target: never a key; of certificates that they are there. */
export const targetForLog = ({ name, host, port, format, authority, certificate, active }: SiemTarget) => ({
  name,
  host,
  port,
  format,
  authority: authority !== null,
  certificate: certificate !== null,
  active,
})

export interface TryPlan {
  target: SiemTarget
  privateKey: string | undefined
}

export async function planTry(reader: Reader, id: string): Promise<TryPlan> {
  const [[target], sealed] = await Promise.all([queries.findTargets(reader, id), queries.readKeySealed(reader, id)])
  if (!target) throw new Problem('not-found')
  return { target, privateKey: sealed ? unseal(reader.keys.seal, sealed, id) : undefined }
}

/** Connects, sends one message that says that it is a try, and waits until the other side has read it. */
export async function tryTarget(
  { target, privateKey }: TryPlan,
  environment: Environment,
  usualAuthorities: readonly string[],
): Promise<{ target: SiemTarget; failure: SiemFailure | null }> {
  const { host, port, authority, certificate, format } = target
  const at = new Date().toISOString().replace('Z', '000Z')
  const row: SealedRow = {
    id: newId(),
    number: '0',
    at,
    event: 'siem.try',
    action: 'E',
    outcome: 'success',
    part: 'log',
    supplier: 'hoede',
  }
  const origin = { host: environment.host, customer: environment.customerName }
  try {
    const line = await openLine({
      host,
      port,
      authority: authority ?? undefined,
      usualAuthorities,
      clientCertificate: certificate && privateKey ? { certificate, privateKey } : undefined,
      timeoutMilliseconds: 8_000,
    })
    await line.write(frameOf(format, origin, 0, row, eventText(row.event)))
    await line.finish()
    return { target, failure: null }
  } catch (error) {
    if (error instanceof LineProblem) return { target, failure: error.code }
    throw error
  }
}
