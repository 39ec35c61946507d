import { hash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { base64, NoteError, type Signer, signerOf, verifierText } from '../note.ts'
import { splitNotes } from '../trust.ts'

/** A key that a log changed to, and the one that it replaced there. */
export interface KeyChange {
  size: number
  replaced: string
  next: string
}

const absent = (error: unknown) => (error as { code?: string }).code === 'ENOENT'

async function readOr(file: string, otherwise: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (absent(error)) return otherwise
    throw error
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** After this, the file has its old content or its new, whatever happens; and the new when it has returned. */
async function replaceFile(folder: string, name: string, content: string, mode = 0o644): Promise<void> {
  const handle = await open(join(folder, `${name}.new`), 'w', mode)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(join(folder, `${name}.new`), join(folder, name))
  await syncFolder(folder)
}

async function appendFile(folder: string, name: string, content: string): Promise<void> {
  const handle = await open(join(folder, name), 'a')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What a witness keeps of one log: the newest checkpoint, all that came before, and who may sign. */
export class LogStore {
  readonly #folder: string
  latest: string | undefined
  changes: KeyChange[] = []

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Opens the folder of a log, and makes whole what a sudden end left half done. */
  static async open(store: string, origin: string): Promise<LogStore> {
    const log = new LogStore(join(store, 'logs', hash('sha256', origin, 'hex').slice(0, 32)))
    await mkdir(log.#folder, { recursive: true })
    await replaceFile(log.#folder, 'origin', `${origin}\n`)
    log.latest = (await readOr(join(log.#folder, 'latest'), '')) || undefined
    log.changes = JSON.parse(await readOr(join(log.#folder, 'keys.json'), '[]')) as KeyChange[]
    await log.#repair()
    return log
  }

  /** Keeps a checkpoint with its cosignature. Nobody may be told of it before this has returned. */
  async keep(note: string, changes = this.changes): Promise<void> {
    if (changes !== this.changes) await replaceFile(this.#folder, 'keys.json', `${JSON.stringify(changes)}\n`)
    await replaceFile(this.#folder, 'latest', note)
    await appendFile(this.#folder, 'checkpoints', `${note}\n`)
    this.changes = changes
    this.latest = note
  }

  /** Keeps what a log signed and should not have: the proof that it has two histories. */
  keepContradiction = (request: string) => appendFile(this.#folder, 'contradictions', `${request}\n`)

  /** Every checkpoint that was co-signed, oldest first, with empty lines between. */
  all(): AsyncIterable<Buffer> {
    return createReadStream(join(this.#folder, 'checkpoints'))
  }

  /** The newest checkpoint is written before it is added to the others: a kill in between leaves it out, or half in. */
  async #repair() {
    if (!this.latest) return
    const file = join(this.#folder, 'checkpoints')
    const all = await readOr(file, '')
    const kept = all.slice(0, endOfLastWhole(all))
    if (kept.length < all.length) await truncate(file, Buffer.byteLength(kept))
    if (splitNotes(kept).at(-1) !== this.latest) await appendFile(this.#folder, 'checkpoints', `${this.latest}\n`)
  }
}

/** A note is whole when the empty line behind its signatures is there. */
function endOfLastWhole(all: string): number {
  let end = 0
  for (const {
    0: { length },
    index,
  } of all.matchAll(/\n\u2014 [^\n]*\n\n/g))
    end = index + length
  return end
}

/**
 * The witness's own key: made at the first start, in a file that only its owner can read. Throws NoteError when the folder has the
 * key of another name.
 */
export async function openKey(store: string, name: string): Promise<Signer> {
  await mkdir(store, { recursive: true })
  const file = join(store, 'key')
  const kept = (await readOr(file, '')).trim()
  const signer = signerOf(name, kept ? seedOf(kept, name) : randomBytes(32), 'cosignature')
  if (!kept) {
    const { keyId, privateKey } = signer
    const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
    const secret = Buffer.concat([Buffer.from([4]), seed]).toString('base64')
    await replaceFile(store, 'key', `PRIVATE+KEY+${name}+${keyId.toString('hex')}+${secret}\n`, 0o600)
  }
  await chmod(file, 0o600)
  await replaceFile(store, 'key.pub', `${verifierText(signer)}\n`)
  return signer
}

function seedOf(kept: string, name: string): Buffer {
  const [, , owner, , ...secret] = kept.split('+')
  if (owner !== name) throw new NoteError(`the folder has the key of ${owner}`)
  const bytes = base64(secret.join('+'))
  if (bytes?.length !== 33) throw new NoteError('the key in the folder is damaged')
  return bytes.subarray(1)
}

/** Is the process there, and a witness? Numbers of processes come again, in a container at every start. */
async function isWitness(pid: number): Promise<boolean> {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
  return (await readOr(`/proc/${pid}/cmdline`, 'witness')).includes('witness')
}

/** One witness at a time in a folder: two could co-sign two histories. Returns what gives the folder back. */
export async function holdStore(store: string): Promise<() => Promise<void>> {
  await mkdir(store, { recursive: true })
  const file = join(store, 'running')
  const other = Number(await readOr(file, ''))
  if (other && (await isWitness(other)))
    throw new NoteError(`process ${other} is a witness with this folder (or remove ${file})`)
  if (other) await rm(file)
  await writeFile(file, `${process.pid}\n`, { flag: 'wx' })
  return () => rm(file, { force: true })
}
