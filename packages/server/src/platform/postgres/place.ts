import { chmod, chown, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomText } from '../crypto/tokens.ts'
import { writeFileWhole } from '../files.ts'
import { type Account, canEnter, chooseAccount } from './account.ts'
import { folderProblem, PostgresProblem } from './problem.ts'

/** Where root keeps a cluster that would be out of reach of the account that it runs under. */
const elsewhere = '/var/lib/hoede'
const lettersAndDigits = 'abcdefghijkmnpqrstuvwxyz23456789'

/** What is remembered between starts, in `cluster.json`. */
interface Note {
  /** Absent: the cluster is in the folder itself. */
  home?: string
  port?: number
}

/** A cluster's folder, what it remembers, and where its files are. */
export interface Place {
  /** Ours: the superuser's password and the note. */
  folder: string
  /** PostgreSQL's: certificate, log, and the data folder. */
  home: string
  /** PGDATA. */
  data: string
  account: Account
  note: Note
}

/** Finds or makes the folders of a cluster. Throws PostgresProblem. */
export async function openPlace(folder: string, log: (text: string) => void): Promise<Place> {
  try {
    await mkdir(folder, { recursive: true })
    let note = await readNote(folder)
    const near = join(folder, 'cluster')
    const account = await chooseAccount(join(note.home ?? near, 'data'))
    if (!note.home && !(await canEnter(account, folder))) {
      note = { ...note, home: join(elsewhere, randomText(10, lettersAndDigits)) }
      log(`PostgreSQL kan niet in ${folder} komen; de database staat daarom in ${note.home}.`)
      await saveNote(folder, note)
    }
    const home = note.home ?? near
    if (note.home) await makeEnterable(dirname(note.home))
    await mkdir(home, { recursive: true, mode: 0o700 })
    if ('uid' in account) await chown(home, account.uid, account.gid)
    else await refuseAnothers(home)
    return { folder, home, data: join(home, 'data'), account, note }
  } catch (error) {
    throw folderProblem(error, folder)
  }
}

export async function remember(place: Place, port: number): Promise<void> {
  if (place.note.port === port) return
  place.note.port = port
  await saveNote(place.folder, place.note)
}

async function makeEnterable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
}

async function refuseAnothers(home: string): Promise<void> {
  const { uid } = await stat(home)
  if (uid === process.getuid?.()) return
  throw new PostgresProblem(
    'postgres-folder',
    `De database in ${home} is van een andere gebruiker van deze machine (nummer ${uid}). Start Hoede als die gebruiker of als root.`,
    `${home} is owned by uid ${uid}`,
  )
}

async function readNote(folder: string): Promise<Note> {
  const file = join(folder, 'cluster.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  try {
    return JSON.parse(text) as Note
  } catch {
    const message = `${file} is niet te begrijpen. Zet het terug uit een kopie; er is niets gewijzigd.`
    throw new PostgresProblem('postgres-broken', message, `${file} is not JSON`)
  }
}

const saveNote = (folder: string, note: Note) =>
  writeFileWhole(join(folder, 'cluster.json'), `${JSON.stringify(note, undefined, 2)}\n`)
