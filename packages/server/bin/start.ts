import { once } from 'node:events'
import { readConfig } from '../src/platform/config.ts'
import { closingWords } from '../src/start/closing.ts'
import { leaveDataFolder, takeDataFolder } from '../src/start/lock.ts'
import { runSteps } from '../src/start/show.ts'
import type { Starting } from '../src/start/step.ts'
import { steps } from '../src/start/steps.ts'

const wish = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => wish.abort())

process.exitCode = await start()

/** Starts everything, keeps it running until somebody wants to stop, and ends it in the opposite order. */
async function start(): Promise<number> {
  let config: ReturnType<typeof readConfig>
  try {
    config = readConfig(process.env)
    await takeDataFolder(config.dataFolder)
  } catch (error) {
    return refuse(error)
  }
  const log = (text: string) => console.log(`${new Date().toISOString()} ${text}`)
  const starting: Starting = { config, env: process.env, signal: wish.signal, log, stops: [] }
  let exitCode = 0
  try {
    await runSteps(steps, starting, process.stdout.isTTY === true)
    console.log(await closingWords(config))
    const hold = setInterval(() => undefined, 1_000_000)
    if (!wish.signal.aborted) await once(wish.signal, 'abort')
    clearInterval(hold)
  } catch (error) {
    exitCode = wish.signal.aborted ? 130 : refuse(error)
  }
  if (starting.stops.length) console.log('\nHoede stopt…')
  for (const stop of starting.stops.toReversed()) {
    await stop().catch((error: Error) => {
      exitCode = refuse(error)
    })
  }
  await leaveDataFolder(config.dataFolder)
  if (starting.stops.length) console.log('Gestopt.')
  return exitCode
}

/** Problems of our own say what to do; of anything else it also helps to see where it happened. */
function refuse(error: unknown): number {
  const { code, message, stack } = error as { code?: string; message: string; stack?: string }
  console.error(`\nHoede start niet.\n${code ? message : (stack ?? message)}`)
  return 1
}
