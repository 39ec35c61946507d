import { dirname, posix } from 'node:path'
import type { FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2'
import { createDigest, newToken } from '../crypto/tokens.ts'
import { inPieces } from './pieces.ts'
import { openSftp, type SftpServer, type SftpSession } from './sftp-session.ts'
import { checkName, checkPrefix, isName, type Store, StoreProblem } from './store.ts'

export interface SftpOptions extends SftpServer {
  /** Where in the server everything stands; it must be there. Absolute, or from where the user comes in. */
  folder: string
}

/**
 * Reads sftp://user@server:22/folder. A folder that begins with `/~/` is looked for where the user comes in. Nothing for what is no such
 * address, or has a password in it.
 */
export function readSftpAddress(address: string): Pick<SftpOptions, 'host' | 'port' | 'user' | 'folder'> | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'sftp:' || !url.username || url.password || url.search || url.hash) return undefined
  if (!url.hostname || !url.pathname) return undefined
  try {
    const folder = decodeURIComponent(url.pathname)
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port ? Number(url.port) : undefined,
      user: decodeURIComponent(url.username),
      folder: folder.startsWith('/~/') ? `./${folder.slice(3)}` : folder,
    }
  } catch {
    return undefined
  }
}

/** What is still being written begins so, which no name does. */
const beginning = '.hoede-'
/** What was being written when the line broke is removed after so long, in milliseconds. */
const leftOver = 24 * 3_600_000
/** So much is asked at a time, and so many of these are under way: two megabytes for each turn of the line. */
const pieceBytes = 65_536
const ahead = 32

/** https://datatracker.ietf.org/doc/html/draft-ietf-secsh-filexfer-02, section 7. */
const status = { absent: 2, forbidden: 3 } as const

/**
 * A store on an SFTP server (OpenSSH). One connection, opened when it is needed, again after it broke, and shared. The server is
 * believed only with the key it is known by.
 */
export function sftpStore(options: SftpOptions): Store {
  const { folder } = options
  let opening: Promise<SftpSession> | undefined
  const session = async (): Promise<SftpSession> => {
    const before = opening
    const open = await before?.catch(() => undefined)
    if (open?.isOpen()) return open
    if (opening === before) opening = openSftp(options)
    return opening!
  }
  const pathOf = (name: string) => posix.join(folder, name)
  const present = async (now: SftpSession) => {
    const found = await statOf(now, folder)
    if (!found?.isDirectory()) throw new StoreProblem('unreachable', 'the folder is not there')
  }
  return {
    async put(name, source) {
      checkName(name)
      const now = await session()
      await present(now)
      const path = pathOf(name)
      await makeFolders(now, folder, dirname(name))
      await removeLeftOver(now, dirname(path))
      const beside = posix.join(dirname(path), `${beginning}${newToken().slice(0, 22)}`)
      try {
        const written = await write(now, beside, source)
        await rename(now, beside, path)
        return written
      } catch (error) {
        if (now.isOpen()) await ask<void>(now, (sftp, done) => sftp.unlink(beside, done)).catch(() => undefined)
        throw error
      }
    },
    async get(name) {
      checkName(name)
      const now = await session()
      await present(now)
      const handle = await ask<Buffer>(now, (sftp, done) => sftp.open(pathOf(name), 'r', done))
      return read(now, handle)
    },
    async *list(prefix) {
      checkPrefix(prefix)
      const now = await session()
      await present(now)
      const within = prefix.slice(0, prefix.lastIndexOf('/') + 1)
      for (const folders = [within]; folders.length; ) {
        const at = folders.pop()!
        for (const { filename, attrs } of await entriesOf(now, pathOf(at))) {
          const name = `${at}${filename}`
          if (!isName(name)) continue
          if (attrs.isDirectory() && (name.startsWith(prefix) || prefix.startsWith(`${name}/`)))
            folders.push(`${name}/`)
          if (attrs.isFile() && name.startsWith(prefix))
            yield { name, bytes: attrs.size, at: new Date(attrs.mtime * 1000) }
        }
      }
    },
    async remove(name) {
      checkName(name)
      const now = await session()
      await present(now)
      await ask<void>(now, (sftp, done) => sftp.unlink(pathOf(name), done))
    },
    async close() {
      const open = await opening?.catch(() => undefined)
      opening = undefined
      await open?.close()
    },
  }
}

/** Asks, and says of what the server answered which StoreProblem it is; of a mere "failure" the caller knows most. */
async function ask<T>(
  session: SftpSession,
  request: Parameters<typeof session.ask<T>>[0],
  failure = new StoreProblem('refused', 'the server could not do it'),
): Promise<T> {
  try {
    return await session.ask<T>(request)
  } catch (error) {
    if (error instanceof StoreProblem) throw error
    const { code } = error as { code?: number }
    if (typeof code !== 'number') throw new StoreProblem('unreachable', 'the session ended', { cause: error })
    if (code === status.absent) throw new StoreProblem('absent', 'there is nothing under this name')
    if (code === status.forbidden) throw new StoreProblem('refused', 'the server does not allow it')
    throw failure
  }
}

const statOf = (session: SftpSession, path: string): Promise<Stats | undefined> =>
  ask<Stats>(session, (sftp, done) => sftp.stat(path, done)).catch(ifAbsent(undefined))

const entriesOf = (session: SftpSession, path: string): Promise<FileEntryWithStats[]> =>
  ask<FileEntryWithStats[]>(session, (sftp, done) => sftp.readdir(path, done)).catch(ifAbsent([]))

const ifAbsent =
  <T>(value: T) =>
  (error: unknown): T => {
    if (error instanceof StoreProblem && error.reason === 'absent') return value
    throw error
  }

async function makeFolders(session: SftpSession, folder: string, under: string): Promise<void> {
  if (under === '.' || (await statOf(session, posix.join(folder, under)))?.isDirectory()) return
  let path = folder
  for (const part of under.split('/')) {
    path = posix.join(path, part)
    const here = path
    const made = ask<void>(session, (sftp, done) => sftp.mkdir(here, { mode: 0o700 }, done))
    await made.catch(async (error) => {
      if (!(await statOf(session, here))?.isDirectory()) throw error
    })
  }
}

/** What a line that broke left half-written, long ago: nothing is written for a day. */
async function removeLeftOver(session: SftpSession, path: string): Promise<void> {
  const before = Date.now() - leftOver
  for (const { filename, attrs } of await entriesOf(session, path)) {
    if (!filename.startsWith(beginning) || attrs.mtime * 1000 > before) continue
    await ask<void>(session, (sftp, done) => sftp.unlink(posix.join(path, filename), done)).catch(() => undefined)
  }
}

/** This version of the protocol has no word for a full disk: whatever keeps the server from writing to an open file is that. */
const full = () => new StoreProblem('full', 'the server could not write: there is no room')

async function write(session: SftpSession, path: string, source: AsyncIterable<Uint8Array>) {
  const digest = createDigest()
  let bytes = 0
  const handle = await ask<Buffer>(session, (sftp, done) => sftp.open(path, 'wx', { mode: 0o600 }, done))
  const underWay = new Set<Promise<void>>()
  let failed: { error: unknown } | undefined
  try {
    for await (const piece of inPieces(source, pieceBytes)) {
      const at = bytes
      const one: Promise<void> = ask<void>(
        session,
        (sftp, done) => sftp.write(handle, piece, 0, piece.length, at, done),
        full(),
      )
        .catch((error: unknown) => {
          failed ??= { error }
        })
        .finally(() => underWay.delete(one))
      underWay.add(one)
      digest.update(piece)
      bytes += piece.length
      if (underWay.size >= ahead) await Promise.race(underWay)
      if (failed) throw failed.error
    }
    await Promise.all(underWay)
    if (failed) throw (failed as { error: unknown }).error
    await sync(session, handle)
  } finally {
    await Promise.all(underWay)
    if (session.isOpen()) await ask<void>(session, (sftp, done) => sftp.close(handle, done), full())
  }
  return { bytes, sha256: digest.hex() }
}

/** On the disk itself, where the server can promise that. */
const sync = (session: SftpSession, handle: Buffer): Promise<void> =>
  ask<void>(
    session,
    (sftp, done) => {
      if (extensionsOf(sftp)['fsync@openssh.com']) sftp.ext_openssh_fsync(handle, done)
      else done(null)
    },
    full(),
  )

const extensionsOf = (sftp: SFTPWrapper) => (sftp as unknown as { _extensions: Record<string, string> })._extensions

/** The protocol's own rename refuses where something stands already; posix-rename@openssh.com would replace it. */
async function rename(session: SftpSession, from: string, to: string): Promise<void> {
  const refused = new StoreProblem('refused', 'the server could not give it its name')
  await ask<void>(session, (sftp, done) => sftp.rename(from, to, done), refused).catch(async (error) => {
    if (error === refused && (await statOf(session, to)))
      throw new StoreProblem('exists', 'something stands under this name')
    throw error
  })
}

async function* read(session: SftpSession, handle: Buffer): AsyncGenerator<Uint8Array> {
  const underWay: Promise<Buffer>[] = []
  try {
    const { size } = await ask<Stats>(session, (sftp, done) => sftp.fstat(handle, done))
    for (let at = 0; at < size || underWay.length; ) {
      for (; at < size && underWay.length < ahead; at += pieceBytes) {
        const one = readPiece(session, handle, at, Math.min(pieceBytes, size - at))
        // Whoever comes to it hears of a failure; until then it is nobody's.
        one.catch(() => undefined)
        underWay.push(one)
      }
      yield await underWay.shift()!
    }
  } finally {
    await Promise.allSettled(underWay)
    if (session.isOpen()) await ask<void>(session, (sftp, done) => sftp.close(handle, done)).catch(() => undefined)
  }
}

async function readPiece(session: SftpSession, handle: Buffer, at: number, length: number): Promise<Buffer> {
  const piece = Buffer.allocUnsafe(length)
  for (let filled = 0; filled < length; ) {
    const from = filled
    const came = await ask<number>(session, (sftp, done) =>
      sftp.read(handle, piece, from, length - from, at + from, (error, count) => done(error, count)),
    )
    if (!came) throw new StoreProblem('unreachable', 'the file became shorter while it was read')
    filled += came
  }
  return piece
}
