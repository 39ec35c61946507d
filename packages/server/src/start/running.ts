import { supervise } from '../platform/process/supervise.ts'
import { programs } from './lock.ts'
import type { Step } from './step.ts'

export const startPrograms: Step = {
  title: 'Server en taakverwerker',
  async run(starting) {
    const { config, env, log } = starting
    const wanted = Object.values(programs(config.dataFolder, env))
    const outcomes = await Promise.allSettled(wanted.map((program) => supervise(program, log)))
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') starting.stops.push(outcome.value.stop)
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    return undefined
  },
}
