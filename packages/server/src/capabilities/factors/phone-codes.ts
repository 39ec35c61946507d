import type { PhoneCodeSent, PhoneRequest } from '@hoede/contract'
import { newId } from '../../platform/crypto/ids.ts'
import { keyedHash } from '../../platform/crypto/keys.ts'
import { seal } from '../../platform/crypto/seal.ts'
import { randomText } from '../../platform/crypto/tokens.ts'
import type { Environment } from '../../platform/db/environments.ts'
import type { Reader, Transaction } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'
import { checkPhoneLimits, queueMessage, signInCode, spokenSignInCode } from '../messages/public.ts'
import { canUse, type Proof, type Prover, secretOf } from './factors.ts'
import { readPhoneNumber } from './phone-numbers.ts'
import * as queries from './phone-queries.ts'
import { confirmFactor, type FactorsOfPerson } from './queries.ts'
import { methodsOf, resendDelay, secondsUntilResend } from './rules.ts'

/** A code can be filled in for five minutes (NIST SP 800-63B-4 section 3.1.3.2 allows ten), and five times. */
const codeSeconds = 300
const codeTries = 5

type Channel = 'sms' | 'voice'
interface Phone {
  id: string
  number: string
}

/** Bound to the session that asked and to the phone: what was sent for one proves nothing in another. */
const hashOf = (reader: Reader, sessionId: string, factorId: string, code: string) =>
  keyedHash(reader.keys.lookup, `phone code ${sessionId} ${factorId} ${code}`)

const numberHashOf = (reader: Reader, number: string) => keyedHash(reader.keys.lookup, `phone number ${number}`)

/**
 * Sends a new code; the one before it is worth nothing any more. Throws Problem code-too-soon, or what the limits and gateways say, before
 * anything is written. The endpoint sends the message on its way (call.sendMessages).
 */
async function sendCode(
  tx: Transaction,
  who: Prover,
  environment: Environment,
  phone: Phone & { keep?: () => Promise<void> },
  channel: Channel,
): Promise<PhoneCodeSent> {
  const [, recent] = await Promise.all([
    queries.waitForPerson(tx, who.personId),
    queries.findRecentCodes(tx, who.personId),
  ])
  const wait = secondsUntilResend(recent)
  if (wait > 0) throw new Problem('code-too-soon', { retryAfter: wait })
  await checkPhoneLimits(tx, phone.number)
  const code = randomText(6, '0123456789')
  const messageId = await queueMessage(tx, {
    kind: channel,
    purpose: 'sign-in-code',
    personId: who.personId,
    recipient: phone.number,
    body: (channel === 'sms' ? signInCode : spokenSignInCode)(environment.customerName, code),
    expiresInSeconds: codeSeconds,
  })
  await phone.keep?.()
  const id = newId()
  const expiresAt = await queries.insertCode(tx, {
    id,
    sessionId: who.sessionId,
    factorId: phone.id,
    channel,
    hash: hashOf(tx, who.sessionId, phone.id, code),
    messageId,
    seconds: codeSeconds,
  })
  const again = resendDelay(recent.sent + 1)
  return { id, channel, hint: phone.number.slice(-2), expiresAt: expiresAt.toISOString(), again, triesLeft: codeTries }
}

/**
 * Sends a code to one of the person's phones. Throws Problem factor-not-allowed for a phone that is not theirs, and for a way that
 * they may not use.
 */
export async function sendCodeToPhone(
  tx: Transaction,
  who: Prover,
  person: FactorsOfPerson,
  environment: Environment,
  asked: { id: string; channel: Channel },
): Promise<PhoneCodeSent> {
  const phone = person.factors.find((each) => each.id === asked.id && each.kind === 'phone')
  if (!phone || !canUse(tx, person, asked.channel, phone.id)) throw new Problem('factor-not-allowed')
  return sendCode(tx, who, environment, { id: phone.id, number: secretOf(tx, phone) }, asked.channel)
}

/** Whether a code is the last one that was sent to the person's phone in this session; a right one is used up. */
export async function provePhoneCode(
  tx: Transaction,
  who: Prover,
  person: FactorsOfPerson,
  code: string,
): Promise<Proof> {
  const { channel, ...proof } = await tryLastCode(tx, who, false, code)
  if (!proof.right || !channel || !proof.factorId) return proof
  // What was allowed when it was sent can have been switched off since.
  if (!canUse(tx, person, channel, proof.factorId)) return { right: false, problem: 'factor-not-allowed' }
  await queries.noteUse(tx, proof.factorId)
  return proof
}

/**
 * Begins to register a number: sends it a code. Throws Problem phone-not-usable with the reason, factor-not-allowed, already-exists
 * for a number that the person has, and what sending a code can throw.
 */
export async function beginPhone(
  tx: Transaction,
  who: Prover,
  person: FactorsOfPerson,
  environment: Environment,
  request: PhoneRequest,
): Promise<PhoneCodeSent> {
  const read = readPhoneNumber(request.number, request.country)
  if ('refused' in read) throw new Problem('phone-not-usable', { detail: read.refused })
  const channel = channelFor(person, read.line, request.channel)
  const numberHash = numberHashOf(tx, read.number)
  if (await queries.hasNumber(tx, who.personId, numberHash))
    throw new Problem('already-exists', { detail: 'Dit nummer staat al bij je tweede stappen.' })
  const id = newId()
  const phone = {
    id,
    personId: who.personId,
    sessionId: who.sessionId,
    name: request.name ?? (read.line === 'mobile' ? 'Mobiele telefoon' : 'Vaste telefoon'),
    sealed: seal(tx.keys.seal, read.number, id),
    numberHash,
    line: read.line,
  }
  const keep = () => queries.insertPendingPhone(tx, phone)
  return sendCode(tx, who, environment, { id, number: read.number, keep }, channel)
}

function channelFor(person: FactorsOfPerson, line: 'mobile' | 'fixed', asked: Channel | undefined): Channel {
  const possible = methodsOf({ kind: 'phone', line })
  if (asked && !possible.includes(asked))
    throw new Problem('phone-not-usable', {
      detail: 'Dit is een vaste telefoon: die kan geen sms krijgen, wel een telefoontje.',
    })
  const channel = possible.find((method) => person.allowed.includes(method) && (!asked || method === asked))
  if (channel !== 'sms' && channel !== 'voice') throw new Problem('factor-not-allowed')
  return channel
}

/** Registers the phone when the code that was sent to it is right. */
export async function confirmPhone(tx: Transaction, who: Prover, code: string): Promise<Proof> {
  const { channel: _, ...proof } = await tryLastCode(tx, who, true, code)
  if (proof.right && proof.factorId && !(await confirmFactor(tx, proof.factorId, {}))) throw new Problem('wrong-step')
  return proof
}

async function tryLastCode(
  tx: Transaction,
  who: Prover,
  registering: boolean,
  typed: string,
): Promise<Proof & { channel?: Channel }> {
  const last = await queries.findLastCode(tx, { ...who, registering })
  if (!last) return { right: false, problem: 'code-expired' }
  const hash = hashOf(tx, who.sessionId, last.factorId, typed.replaceAll(' ', ''))
  const tried = await queries.tryCode(tx, last.id, hash, codeTries)
  if (!tried) return { right: false, problem: 'code-expired', factorId: last.factorId }
  const { right, tries } = tried
  const detail = { factorId: last.factorId, method: last.channel, ...(right ? {} : { triesLeft: codeTries - tries }) }
  return { right, factorId: last.factorId, method: last.channel, channel: last.channel, detail }
}
