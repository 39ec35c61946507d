import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryPassphrase } from '../crypto/key-provider.ts'
import { writeFileWhole } from '../files.ts'
import { canWrite, give } from '../postgres/account.ts'
import type { ArchivedCluster } from '../postgres/archived.ts'
import { RepositoryProblem } from './problem.ts'
import { type Pgbackrest, pgbackrest } from './program.ts'
import { type PointInTimeSettings, pgbackrestConf, type Repository, stanza } from './settings.ts'

/** Everything that is needed to keep the changes of a cluster, and to go back in them. */
export interface Archive extends Pgbackrest {
  cluster: ArchivedCluster
  repositories: readonly Repository[]
  keepDays: number
  /** Of what was made here before. */
  noteFile: string
}

/** Which folders were made repositories of: one that is empty afterwards is gone, not new. */
interface Note {
  made: string[]
}

/**
 * Finds the passphrases (made for a repository that is new) and writes pgbackrest.conf, for a cluster that may not run yet.
 * Throws RepositoryProblem when a passphrase is gone.
 */
export async function openArchive(
  { repositories: folders, keepDays }: PointInTimeSettings,
  { program, dataFolder, cluster }: { program: string; dataFolder: string; cluster: ArchivedCluster },
): Promise<Archive> {
  const noteFile = join(dataFolder, 'point-in-time.json')
  const { made } = await readNote(noteFile)
  const repositories: Repository[] = []
  for (const [index, folder] of folders.entries()) {
    const number = index + 1
    const passphrase = await repositoryPassphrase(join(dataFolder, 'keys'), number, { make: !made.includes(folder) })
    if (passphrase === undefined) throw keyGone(join(dataFolder, 'keys', 'repositories', `${number}.key`), folder)
    repositories.push({ number, folder, passphrase })
  }
  const work = join(cluster.home, 'pgbackrest')
  await mkdir(work, { recursive: true, mode: 0o700 })
  await give(cluster.account, work)
  const archive: Archive = {
    program,
    conf: join(work, 'pgbackrest.conf'),
    account: cluster.account,
    password: cluster.superuser.password,
    cluster,
    repositories,
    keepDays,
    noteFile,
  }
  await writeConf(archive, archive.conf, { workFolder: work, asynchronous: true })
  return archive
}

const keyGone = (file: string, folder: string) =>
  new RepositoryProblem(
    'repository-key',
    `De sleutel ${file} is weg; zonder hem gaat ${folder} niet open. Zet hem terug uit een kopie. Of kies een lege map met HOEDE_PITR_REPO1 en HOEDE_PITR_REPO2: dan begint het bewaren opnieuw.`,
    `${file} is absent`,
  )

/** What PostgreSQL runs for each piece of changes. */
export const archiveCommand = ({ program, conf }: Pick<Archive, 'program' | 'conf'>) =>
  `${program} --config=${shellWord(conf)} --stanza=${stanza} archive-push %p`

const shellWord = (text: string) => `'${text.replaceAll('%', '%%').replaceAll("'", `'\\''`)}'`

/** Writes a pgbackrest.conf (mode 0600) for the archive: the usual one, or one that restores elsewhere. */
export async function writeConf(
  { cluster, repositories, keepDays }: Archive,
  file: string,
  options: { workFolder: string; asynchronous: boolean; data?: string; socketFolder?: string },
): Promise<void> {
  const { data, port, socketFolder, superuser } = cluster
  const conf = pgbackrestConf({ repositories, keepDays, data, port, socketFolder, user: superuser.user, ...options })
  await writeFileWhole(file, conf, 0o600)
  await give(cluster.account, file)
}

/**
 * Makes repositories of the folders that are not yet; the cluster must run. One that was made before and is empty now (a disk that
 * is not there, perhaps) is left alone. Gives a sentence for each that is not in order.
 */
export async function prepareRepositories(archive: Archive): Promise<string[]> {
  const wrong: string[] = []
  for (const repository of archive.repositories) {
    const { made } = await readNote(archive.noteFile)
    if (made.includes(repository.folder)) continue
    try {
      await makeRepository(archive, repository)
      await saveNote(archive.noteFile, { made: [...made, repository.folder] })
    } catch (error) {
      if (!(error instanceof RepositoryProblem)) throw error
      wrong.push(error.message)
    }
  }
  return wrong
}

/** Forgets that a repository was made, so that it is made anew: for a disk that was replaced. */
export async function forgetRepository({ noteFile }: Archive, { folder }: Repository): Promise<void> {
  const { made } = await readNote(noteFile)
  await saveNote(noteFile, { made: made.filter((each) => each !== folder) })
}

async function makeRepository(archive: Archive, repository: Repository): Promise<void> {
  const { folder } = repository
  const { account, cluster } = archive
  const present = await stat(folder).catch(() => undefined)
  if (!present) {
    await mkdir(folder, { recursive: true, mode: 0o750 }).catch((error: NodeJS.ErrnoException) => {
      throw folderProblem(folder, error.code ?? '')
    })
    await give(account, folder)
  }
  if (!(await canWrite(account, folder))) throw folderProblem(folder, 'EACCES')
  // stanza-create takes no choice of repository: with one that only names this one, an empty mount of the other stays empty.
  const work = await mkdtemp(join(cluster.home, 'pgbackrest', 'make-'))
  try {
    await give(account, work)
    const conf = join(work, 'pgbackrest.conf')
    await writeConf({ ...archive, repositories: [{ ...repository, number: 1 }] }, conf, {
      workFolder: work,
      asynchronous: false,
    })
    await pgbackrest({ ...archive, conf }, ['stanza-create'])
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function folderProblem(folder: string, code: string): RepositoryProblem {
  const text = `In ${folder} kan de database niet schrijven (${code}). Maak de map voor haar account: sudo install -d -o postgres -m 750 ${folder}`
  return new RepositoryProblem('repository-folder', text, `cannot write in ${folder}: ${code}`)
}

async function readNote(file: string): Promise<Note> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{"made":[]}'
    throw error
  })
  return JSON.parse(text) as Note
}

const saveNote = (file: string, note: Note) => writeFileWhole(file, `${JSON.stringify(note)}\n`)
