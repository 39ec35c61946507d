#!/usr/bin/env node
// What `npx hoede` finds: npm links the bins of workspaces, not those of the root.
import { runPinned } from '../../../tools/run.mjs'

await runPinned('packages/server/bin/cli.ts', { quickly: true })
