import { runPinned } from './run.mjs'

await runPinned('tools/test.ts')
