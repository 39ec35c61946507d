import { runPinned } from './run.mjs'

await runPinned('packages/server/bin/start.ts', { quickly: true })
