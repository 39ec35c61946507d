// Makes plain JavaScript of the source, for every Node.js from 20.12 on: the types become spaces, nothing else changes.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const target = resolve(process.argv[2] ?? join(root, 'dist'))

rmSync(target, { recursive: true, force: true })
for (const name of readdirSync(join(root, 'src'), { recursive: true })) {
  if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue
  const plain = stripTypeScriptTypes(readFileSync(join(root, 'src', name), 'utf8'))
  const file = join(target, name.replace(/\.ts$/, '.js'))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, plain.replace(/((?:from|import)\s*\(?\s*'\.[^']*)\.ts'/g, "$1.js'"))
}
