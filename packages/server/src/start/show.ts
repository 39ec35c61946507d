import { Listr } from 'listr2'
import type { Starting, Step } from './step.ts'

/** Runs the steps one after the other and shows them: moving where somebody looks on, else one line for each thing that happens. */
export async function runSteps(steps: readonly Step[], starting: Starting, terminal: boolean): Promise<void> {
  if (terminal) await showMoving(steps, starting)
  else await showPlain(steps, starting)
}

async function showMoving(steps: readonly Step[], starting: Starting): Promise<void> {
  const tasks = steps.map((step) => ({
    title: step.title,
    task: async (_context: unknown, task: { title: string; output: string }) => {
      starting.signal.throwIfAborted()
      const result = await step.run(starting, (text) => {
        task.output = text
      })
      if (result) task.title = `${step.title}: ${result}`
    },
  }))
  // Ctrl-C is ours: what was started has to be ended in order.
  await new Listr(tasks, { registerSignalListeners: false, rendererOptions: { showErrorMessage: false } }).run()
}

async function showPlain(steps: readonly Step[], starting: Starting): Promise<void> {
  for (const step of steps) {
    starting.signal.throwIfAborted()
    console.log(`${step.title}…`)
    const begin = performance.now()
    const result = await step.run(starting, (text) => console.log(`  ${text}`))
    const seconds = ((performance.now() - begin) / 1000).toFixed(1).replace('.', ',')
    console.log(`  klaar${result ? `: ${result}` : ''} (${seconds} s)`)
  }
}
