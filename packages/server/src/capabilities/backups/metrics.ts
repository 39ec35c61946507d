import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { ControlDatabase } from '../environments/public.ts'
import { type JudgedEnvironment, judgeAll, type Rules } from './judging.ts'
import type { Judged } from './recent-queries.ts'

/**
 * What a Prometheus may know (text format 0.0.4): of each environment how its backups are, of each store what it waits for, and how this
 * process is. Names are those of environments and stores; nothing of people. docs/operations/watching.md lists them.
 */
export function backupMetrics(control: ControlDatabase, rules: Rules): () => Promise<string> {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `hoede_${name}`, help, labelNames, registers: [register] })
  const ofEnvironment = (name: string, help: string) => gauge(name, help, 'environment')
  const made = ofEnvironment('backup_made_timestamp_seconds', 'Moment of which the newest backup is')
  const bytes = ofEnvironment('backup_bytes', 'Size of the newest backup, sealed')
  const seconds = ofEnvironment('backup_duration_seconds', 'How long making the newest backup took')
  const failed = ofEnvironment('backup_failed_in_a_row', 'Attempts that failed since the newest backup')
  const proven = ofEnvironment(
    'backup_proven_timestamp_seconds',
    'When a backup was last restored and held against its manifest',
  )
  const differences = ofEnvironment('backup_proof_differences', 'Differences that were found then')
  const worry = gauge('backup_worry', 'What asks for attention about the backups: 1', 'environment', 'worry')
  const waiting = gauge('backup_store_waiting', 'Copies that a store has yet to get', 'store')
  const every = gauge('backup_every_seconds', 'No environment should be longer without a backup')
  every.set(rules.everyHours * 3_600)
  const perEnvironment = [made, bytes, seconds, failed, proven, differences]

  const setOf = ({ key, backups, worries }: JudgedEnvironment) => {
    const newest = backups.find((each) => each.state === 'made')
    const proof = backups.find((each) => each.proof && each.proof.outcome !== 'unproven')?.proof
    const label = { environment: key }
    if (newest?.startedAt) made.set(label, inSeconds(newest.startedAt))
    if (newest?.bytes) bytes.set(label, newest.bytes)
    if (newest?.startedAt && newest.endedAt)
      seconds.set(label, (newest.endedAt.getTime() - newest.startedAt.getTime()) / 1_000)
    failed.set(label, failedInARow(backups))
    if (proof) {
      proven.set(label, inSeconds(new Date(proof.endedAt)))
      differences.set(label, proof.differences)
    }
    for (const each of worries) worry.set({ ...label, worry: each }, 1)
  }

  return async () => {
    const judged = await judgeAll(control, rules)
    for (const each of [...perEnvironment, worry, waiting]) each.reset()
    for (const each of judged) setOf(each)
    const copies = judged.flatMap(({ backups }) => backups.flatMap((backup) => backup.copies))
    for (const { name } of rules.stores)
      waiting.set({ store: name }, copies.filter((copy) => copy.store === name && copy.state === 'waiting').length)
    return register.metrics()
  }
}

const inSeconds = (moment: Date) => moment.getTime() / 1_000

function failedInARow(backups: readonly Judged[]): number {
  const ended = backups.filter(({ state }) => state === 'made' || state === 'failed')
  const firstMade = ended.findIndex(({ state }) => state === 'made')
  return firstMade < 0 ? ended.length : firstMade
}
