import { run, Logger as WorkerLogger } from 'graphile-worker'
import type { ControlPool } from '../db/control.ts'
import type { Logger } from '../log/logger.ts'

export interface Task {
  /** Cron, in UTC. */
  schedule: string
  atStart: boolean
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
    taskList: Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, () => task.run()])),
  })
  for (const [name, task] of Object.entries(tasks)) {
    if (task.atStart) await runner.addJob(name, {}, { jobKey: `${name} at start` })
  }
  return { stop: () => runner.stop() }
}
