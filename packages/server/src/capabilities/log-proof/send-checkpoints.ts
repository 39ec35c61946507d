import { consistencyProof, NoteError, readCheckpoint, readNote, readVerifier, WitnessClient } from '@hoede/verify'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Environments } from '../../platform/db/environments.ts'
import type { Reader } from '../../platform/db/transaction.ts'
import type { Outbound } from '../../platform/http/outbound.ts'
import type { Logger } from '../../platform/log/logger.ts'
import { StoreProblem, type StoreRefusal } from '../../platform/stores/store.ts'
import { checkpointMail, type Dispatcher, hasGateway, queueMessage } from '../messages/public.ts'
import { readChanges } from './queries.ts'
import { type Arrival, type Failure, keepCheckpoint } from './stores.ts'
import { storedHashes } from './tree-store.ts'
import * as queries from './witness-queries.ts'

/** How often is looked whether there is something to send, in milliseconds. */
const every = 1_000
const mailSeconds = 3 * 24 * 3600

export interface Sending {
  sealing: Pick<Environments, 'transact'>
  environments: Pick<Environments, 'transact'>
  outbound: Outbound
  dispatcher: Pick<Dispatcher, 'wake'>
  logger: Logger
}

type Named = { id: string; key: string; customerName: string }

/** Sends each environment's newest checkpoint to those who keep them, as soon as there is one. */
export function startSending(sending: Sending, list: () => Promise<readonly Named[]>): { stop(): Promise<void> } {
  let stopping = false
  let wake = () => {}
  const running = (async () => {
    while (!stopping) {
      const all = await list().catch(() => [])
      for (const environment of all) {
        if (stopping) break
        await sendCheckpoints(sending, environment).catch((error: { code?: string }) =>
          sending.logger.error({ environment: environment.key, code: error.code }, 'sending checkpoints failed'),
        )
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, every)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        if (stopping) wake()
      })
    }
  })()
  return {
    async stop() {
      stopping = true
      wake()
      await running
    },
  }
}

/** Sends one environment's newest checkpoint to whom it is due, all at the same time. Returns to how many it came. */
export async function sendCheckpoints(sending: Sending, environment: Named): Promise<number> {
  const due = await sending.sealing.transact(environment.id, queries.findDue)
  const outcomes = await Promise.all(due.map((witness) => sendOne(sending, environment, witness)))
  return outcomes.filter(Boolean).length
}

async function sendOne(sending: Sending, environment: Named, witness: queries.Due): Promise<boolean> {
  const outcome = await attempt(sending, environment, witness).catch(failureOf)
  if (typeof outcome !== 'string') {
    await sending.sealing.transact(environment.id, (tx) =>
      queries.storeArrival(tx, witness.id, outcome.size, outcome.note),
    )
    return true
  }
  await sending.sealing.transact(environment.id, (tx) => queries.storeFailure(tx, witness.id, outcome))
  if (outcome === 'other-history' && witness.failure !== 'other-history')
    await sending.environments.transact(environment.id, (tx) =>
      recordAudit(tx, {
        event: 'log.contradicted',
        action: 'E',
        outcome: 'error',
        supplier: 'hoede',
        part: 'log',
        objectId: witness.id,
        detail: { witness: witness.name, size: witness.size },
      }),
    )
  return false
}

function attempt(sending: Sending, environment: Named, witness: queries.Due): Promise<Arrival | Failure> {
  if (witness.kind === 'mail') return mail(sending, environment, witness)
  if (witness.kind === 'webhook') return post(sending, witness)
  if (witness.kind === 'objectstore' || witness.kind === 'sftp') return keepCheckpoint(sending, environment, witness)
  return witnessed(sending, environment, witness)
}

const storeFailures: Partial<Record<StoreRefusal, Failure>> = {
  unreachable: 'unreachable',
  slow: 'unreachable',
  'not-locked': 'not-locked',
  'other-key': 'other-key',
}

/** What went wrong on the way, in a word; nothing of what the other side said. */
const failureOf = (error: unknown): Failure =>
  error instanceof StoreProblem
    ? (storeFailures[error.reason] ?? 'refused')
    : error instanceof NoteError
      ? 'wrong-signature'
      : (error as { code?: string }).code === 'answer-too-large'
        ? 'unexpected-answer'
        : 'unreachable'

async function mail(
  sending: Sending,
  environment: Named,
  { address, checkpoint, size }: queries.Due,
): Promise<Arrival | Failure> {
  const text = checkpointMail(environment.customerName, checkpoint)
  const queued = await sending.environments.transact(environment.id, async (tx) => {
    // A mail that nobody can send did not arrive anywhere.
    if (!(await hasGateway(tx, 'mail'))) return false
    const message = { kind: 'mail', purpose: 'log-checkpoint', recipient: address, ...text } as const
    await queueMessage(tx, { ...message, expiresInSeconds: mailSeconds })
    return true
  })
  if (!queued) return 'no-gateway'
  sending.dispatcher.wake(environment.id)
  return { size, note: checkpoint }
}

async function post({ outbound }: Sending, { address, checkpoint, size }: queries.Due): Promise<Arrival | Failure> {
  const answer = await outbound.fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: checkpoint,
  })
  return answer.ok ? { size, note: checkpoint } : 'refused'
}

const failures = {
  'unknown-log': 'unknown-log',
  'unknown-key': 'unknown-log',
  inconsistent: 'other-history',
  'bad-request': 'unexpected-answer',
  unexpected: 'wrong-signature',
} as const

/** What a witness signed, or the size that it knows; and so on from there. */
async function witnessed(sending: Sending, environment: Named, witness: queries.Due): Promise<Arrival | Failure> {
  const { size, checkpoint, address, verifier } = witness
  const client = new WitnessClient(address, readVerifier(verifier!), (url, init) => sending.outbound.fetch(url, init))
  const within = <T>(work: (tx: Reader) => Promise<T>) => sending.sealing.transact(environment.id, work)
  let known = witness.sentSize
  const send = async (note: string, until: number) => {
    const old = known
    const proof = await within((tx) => consistencyProof(old, until, storedHashes(tx)))
    const answer = await client.addCheckpoint(old, proof, note)
    if ('cosigned' in answer) known = until
    return answer
  }
  let answer = await send(checkpoint, size)
  if ('conflict' in answer && answer.conflict < size && answer.conflict !== known) {
    known = answer.conflict
    answer = await send(checkpoint, size)
  }
  if ('refused' in answer && answer.refused === 'unknown-key') {
    // It follows a change of key when it sees the checkpoint that says so.
    for (const note of await within(readChanges)) {
      const changed = readCheckpoint(readNote(note).text).size
      if (changed >= known && changed <= size) await send(note, changed)
    }
    answer = await send(checkpoint, size)
  }
  if ('cosigned' in answer) return { size, note: checkpoint + answer.cosigned }
  // Whoever knows more rows than there are, or as many with another root, saw another log.
  return 'conflict' in answer ? 'other-history' : failures[answer.refused]
}
