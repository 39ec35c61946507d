import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Writes a file whole or not at all: a reader never sees half of it, and a crash leaves the old one. */
export async function writeFileWhole(file: string, content: string, mode = 0o644): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.new`)
  await rm(beside, { force: true })
  await writeFile(beside, content, { mode, flag: 'wx', flush: true })
  await rename(beside, file)
}
