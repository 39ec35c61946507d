import { createReadStream } from 'node:fs'
import { link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { createDigest } from '../crypto/tokens.ts'
import { checkName, type Store, StoreProblem, type StoreRefusal } from './store.ts'

/** What is still being written begins with a dot, which no name does. */
const beginning = '.'

const reasons: Record<string, StoreRefusal> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  ENOENT: 'absent',
  ENOTDIR: 'absent',
  EEXIST: 'exists',
  EACCES: 'refused',
  EPERM: 'locked',
  EROFS: 'refused',
}

/**
 * A store in a folder of this machine, or one that is mounted here. The folder itself must be there: a mount that fell away would
 * otherwise fill the disk under it.
 */
export function folderStore(folder: string): Store {
  const translate = (error: unknown): never => {
    if (error instanceof StoreProblem) throw error
    const { code = '', syscall = '' } = error as NodeJS.ErrnoException
    if (!syscall) throw error
    throw new StoreProblem(reasons[code] ?? 'unreachable', `${syscall}: ${code}`, { cause: error })
  }
  const present = async () => {
    const found = await stat(folder).catch(() => undefined)
    if (!found?.isDirectory()) throw new StoreProblem('unreachable', 'the folder is not there')
  }
  const fileOf = (name: string) => {
    checkName(name)
    return join(folder, name)
  }
  return {
    async put(name, source) {
      const file = fileOf(name)
      await present()
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        await sweep(dirname(file))
        const beside = join(dirname(file), `${beginning}${process.pid}.${file.slice(dirname(file).length + 1)}`)
        try {
          const written = await write(beside, source)
          // A link is refused where something stands already; a rename would replace it.
          await link(beside, file)
          return written
        } finally {
          await rm(beside, { force: true })
        }
      } catch (error) {
        return translate(error)
      }
    },
    async get(name) {
      const file = fileOf(name)
      await present()
      await stat(file).catch(translate)
      return (async function* () {
        try {
          yield* createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>
        } catch (error) {
          translate(error)
        }
      })()
    },
    async *list(prefix) {
      await present()
      const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(translate)
      for (const entry of found) {
        const name = relative(folder, join(entry.parentPath, entry.name))
        if (!entry.isFile() || entry.name.startsWith(beginning) || !name.startsWith(prefix)) continue
        const seen = await stat(join(folder, name)).catch(() => undefined)
        if (seen) yield { name, bytes: seen.size, at: seen.mtime }
      }
    },
    async remove(name) {
      const file = fileOf(name)
      await present()
      await rm(file).catch(translate)
    },
    close: () => Promise.resolve(),
  }
}

/** Nothing is written for longer than a day: what was begun before that is of a program that was killed. */
async function sweep(folder: string): Promise<void> {
  const before = Date.now() - 86_400_000
  for (const name of await readdir(folder)) {
    if (!name.startsWith(beginning)) continue
    const seen = await stat(join(folder, name)).catch(() => undefined)
    if (seen?.isFile() && seen.mtimeMs < before) await rm(join(folder, name), { force: true })
  }
}

async function write(file: string, source: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }> {
  const digest = createDigest()
  let bytes = 0
  await rm(file, { force: true })
  const handle = await open(file, 'wx', 0o600)
  try {
    for await (const piece of source) {
      await handle.writeFile(piece)
      digest.update(piece)
      bytes += piece.length
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { bytes, sha256: digest.hex() }
}
