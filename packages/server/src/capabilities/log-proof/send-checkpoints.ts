import type { LogWitness } from '@hoede/contract'
import { consistencyProof, NoteError, readNote, readSignatures, readVerifier, verified } from '@hoede/verify'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Environments } from '../../platform/db/environments.ts'
import type { Outbound } from '../../platform/http/outbound.ts'
import type { Logger } from '../../platform/log/logger.ts'
import { checkpointMail, type Dispatcher, queueMessage } from '../messages/public.ts'
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

type Named = { id: string; key: string; customerName?: string }
type Failure = NonNullable<LogWitness['failure']>
type Arrival = { size: number; note: string }

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
  return witnessed(sending, environment, witness, witness.sentSize, true)
}

/** What went wrong on the way, in a word; nothing of what the other side said. */
const failureOf = (error: unknown): Failure =>
  error instanceof NoteError
    ? 'wrong-signature'
    : (error as { code?: string }).code === 'answer-too-large'
      ? 'unexpected-answer'
      : 'unreachable'

async function mail(
  sending: Sending,
  environment: Named,
  { address, checkpoint, size }: queries.Due,
): Promise<Arrival> {
  const text = checkpointMail(environment.customerName ?? environment.key, checkpoint)
  await sending.environments.transact(environment.id, (tx) =>
    queueMessage(tx, {
      kind: 'mail',
      purpose: 'log-checkpoint',
      recipient: address,
      ...text,
      expiresInSeconds: mailSeconds,
    }),
  )
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

/** The protocol of c2sp.org/tlog-witness: the witness answers with its cosignature, or with the size that it knows. */
async function witnessed(
  sending: Sending,
  environment: Named,
  witness: queries.Due,
  old: number,
  again: boolean,
): Promise<Arrival | Failure> {
  const { size, checkpoint } = witness
  const proof = await sending.sealing.transact(environment.id, (tx) => consistencyProof(old, size, storedHashes(tx)))
  const lines = [`old ${old}`, ...proof.map((hash) => Buffer.from(hash).toString('base64')), '']
  const answer = await sending.outbound.fetch(`${witness.address}/add-checkpoint`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `${lines.join('\n')}\n${checkpoint}`,
  })
  const text = await answer.text()
  if (answer.status === 200) {
    const signatures = readSignatures(text)
    const known = verified({ text: readNote(checkpoint).text, signatures }, readVerifier(witness.verifier!))
    return known ? { size, note: checkpoint + text } : 'wrong-signature'
  }
  if (answer.status === 409) {
    const knows = /^(0|[1-9]\d{0,14})\n?$/.exec(text)
    // Whoever knows more rows than there are, saw them: the end was cut off.
    if (!knows || Number(knows[1]) > size) return knows ? 'other-history' : 'unexpected-answer'
    return again ? witnessed(sending, environment, witness, Number(knows[1]), false) : 'unexpected-answer'
  }
  if (answer.status === 422) return 'other-history'
  return answer.status === 403 || answer.status === 404 ? 'unknown-log' : 'unexpected-answer'
}
