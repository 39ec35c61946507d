import { lstat, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ReadProblem } from './element.ts'
import { maxFileBytes, type Resource, readResources } from './resources.ts'

export interface FoundFiles {
  files: string[]
  /** Other files in the folders, passed over. */
  others: number
  /** Paths that do not exist. */
  missing: string[]
}

/** All .xml and .json files of these folders with what is below them, in order of name, and the files that are named themselves. */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const found: FoundFiles = { files: [], others: 0, missing: [] }
  for (const path of paths) {
    const stat = await lstat(path).catch(() => undefined)
    if (!stat) found.missing.push(path)
    else if (stat.isDirectory()) await walk(path, found)
    else found.files.push(path)
  }
  found.files = [...new Set(found.files)]
  return found
}

async function walk(folder: string, found: FoundFiles): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) await walk(path, found)
    else if (entry.isFile() && /\.(xml|json)$/i.test(entry.name)) found.files.push(path)
    else found.others += 1
  }
}

/** Reads one file. Throws ReadProblem, also for what cannot be opened. */
export async function readFhirFile(path: string, scope: number): Promise<Resource[]> {
  const stat = await lstat(path).catch(() => undefined)
  if (!stat?.isFile()) throw new ReadProblem('file-unreadable')
  if (stat.size > maxFileBytes) throw new ReadProblem('file-too-large')
  const bytes = await readFile(path).catch(() => {
    throw new ReadProblem('file-unreadable')
  })
  return readResources(bytes, basename(path), scope)
}
