import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The most that the script of a first screen may weigh, gzipped, in kilobytes of 1024 bytes (issue 2). */
const limit = 200

interface Chunk {
  file: string
  imports?: string[]
  dynamicImports?: string[]
  isEntry?: boolean
}

/** Chunks that the first screen fetches besides its own: somebody who is signed in sees the caseload. */
const firstScreens = {
  dossier: { entry: 'dossier/index.html', also: ['dossier/caseload/caseload-page.tsx'] },
  'dossier, sign-in': { entry: 'dossier/index.html', also: ['ui/sign-in/sign-in-page.tsx'] },
  autorisatie: { entry: 'autorisatie/index.html', also: [] },
  beheer: { entry: 'beheer/index.html', also: ['beheer/backups/backups-page.tsx'] },
  telefoon: { entry: 'telefoon/index.html', also: [] },
}

const dist = join(import.meta.dirname, '..', 'dist')
const manifest = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8')) as Record<string, Chunk>

function filesOf(key: string, seen: Set<string>): Set<string> {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`${key} is not in the build`)
  if (!seen.has(chunk.file)) {
    seen.add(chunk.file)
    for (const each of chunk.imports ?? []) filesOf(each, seen)
  }
  return seen
}

let failed = false
for (const [name, { entry, also }] of Object.entries(firstScreens)) {
  const files = new Set<string>()
  for (const key of [entry, ...also]) filesOf(key, files)
  let gzip = 0
  let brotli = 0
  for (const file of files) {
    gzip += gzipSync(await readFile(join(dist, file)), { level: 9 }).length
    brotli += (await readFile(join(dist, `${file}.br`))).length
  }
  const kb = (bytes: number) => (bytes / 1024).toFixed(1)
  const tooLarge = gzip / 1024 > limit
  failed ||= tooLarge
  console.log(
    `${name}: ${files.size} files, ${kb(gzip)} KB gzip, ${kb(brotli)} KB brotli (limit ${limit} KB)${tooLarge ? ' TOO LARGE' : ''}`,
  )
}
if (failed) process.exitCode = 1
