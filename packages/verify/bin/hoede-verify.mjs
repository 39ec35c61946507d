#!/usr/bin/env node
// Runs the source where Node reads TypeScript by itself, and the plain JavaScript of it (tools/build.mjs) where it does not.
import { spawnSync } from 'node:child_process'
import * as crypto from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

function stop(text) {
  console.error(`hoede-verify: ${text}`)
  process.exit(2)
}

if (typeof crypto.hash !== 'function') stop(`Node.js 20.12 or newer is needed; this is ${process.version}.`)
const built = new URL('../dist/cli.js', import.meta.url)
const fromSource = existsSync(new URL('../src/cli.ts', import.meta.url)) && Boolean(process.features.typescript)
// In a checkout of Hoede on a machine with an older Node: the one that Hoede brings along.
const pinned = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url))
if (!fromSource && !existsSync(built) && existsSync(pinned) && !process.env.HOEDE_VERIFY_AGAIN) {
  const { status } = spawnSync(pinned, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, HOEDE_VERIFY_AGAIN: 'yes' },
  })
  process.exit(status ?? 2)
}
if (!fromSource && !existsSync(built))
  stop(
    `Node.js ${process.version} does not read TypeScript. Use Node.js 22.18 or newer, or a package made with «npm pack» (see README.md).`,
  )
const { run } = fromSource ? await import('../src/cli.ts') : await import(built.href)

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  watched: Boolean(process.stderr.isTTY),
})
