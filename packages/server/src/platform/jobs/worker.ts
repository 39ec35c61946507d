import { type Task as GraphileTask, run, Logger as WorkerLogger } from 'graphile-worker'
import type { ControlPool } from '../db/control.ts'
import type { Logger } from '../log/logger.ts'

export interface Task {
  /** Cron, in UTC. */
  schedule: string
  atStart: boolean
  /** Carried out once more so many seconds after each turn: cron knows no shorter time than a minute. */
  againAfterSeconds?: number
  run: () => Promise<void>
}

/** Carries out jobs from the control database (graphile-worker): each recurring task by its schedule, and at the start. */
export async function startWorker(
  control: ControlPool,
  logger: Logger,
  tasks: Record<string, Task>,
): Promise<{ stop(): Promise<void> }> {
  const runner = await run({
    pgPool: control,
    concurrency: 2,
    noHandleSignals: true,
    logger: new WorkerLogger(() => (level, message) => {
      if (level === 'error' || level === 'warning') logger.error({ worker: message }, 'job')
    }),
    crontab: Object.entries(tasks)
      .map(([name, task]) => `${task.schedule} ${name}`)
      .join('\n'),
    taskList: Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, carryOut(name, task)])),
  })
  for (const [name, task] of Object.entries(tasks)) {
    if (task.atStart) await runner.addJob(name, {}, { jobKey: `${name} at start` })
  }
  return { stop: () => runner.stop() }
}

/** Asks for the second turn before the first begins, so that a slow or failing first one does not put it off. */
const carryOut =
  (name: string, task: Task): GraphileTask =>
  async (payload, { addJob }) => {
    const isAgain = (payload as { again?: boolean }).again === true
    if (task.againAfterSeconds && !isAgain) {
      const runAt = new Date(Date.now() + task.againAfterSeconds * 1000)
      await addJob(name, { again: true }, { runAt, jobKey: `${name} again`, maxAttempts: 1 })
    }
    await task.run()
  }
