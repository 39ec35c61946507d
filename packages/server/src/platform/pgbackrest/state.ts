import { canWrite } from '../postgres/account.ts'
import { errorsIn, isWrongKey, RepositoryProblem } from './problem.ts'
import { pgbackrest } from './program.ts'
import type { Archive } from './repositories.ts'
import { type Gap, gapsIn, type Segment, segmentsIn } from './segments.ts'
import type { Repository } from './settings.ts'

export type BackupKind = 'full' | 'diff' | 'incr'

export interface ClusterBackup {
  label: string
  kind: BackupKind
  begun: Date
  /** From this moment on can be gone back to. */
  ended: Date
  firstSegment: string
  /** Bytes of the cluster, and what it takes where it is kept. */
  size: number
  kept: number
  /** It met a page whose checksum was wrong. */
  damaged: boolean
}

/**
 * What is the matter with a repository: nothing; no backup yet; its folder is empty or not there; its passphrase is another; or
 * something else, in pgBackRest's words.
 */
export type RepositoryCondition = 'good' | 'without-backup' | 'gone' | 'wrong-key' | 'broken'

export interface RepositoryState {
  number: number
  folder: string
  condition: RepositoryCondition
  said: string
  /** From old to new. */
  backups: ClusterBackup[]
  segments: Segment[]
  gaps: Gap[]
}

/** The part of `pgbackrest info --output=json` that is used (its format is kept stable). */
interface Info {
  backup: {
    archive: { start: string | null }
    error: boolean
    info: { size: number; repository: { delta: number } }
    label: string
    timestamp: { start: number; stop: number }
    type: BackupKind
    'database-ref'?: { name: string; oid: number }[]
  }[]
  repo: { key: number; status: { code: number; message: string } }[]
}

/** How each repository is, asked of itself. */
export const readRepositories = (archive: Archive): Promise<RepositoryState[]> =>
  Promise.all(archive.repositories.map((repository) => readRepository(archive, repository)))

async function readRepository(archive: Archive, { number, folder }: Repository): Promise<RepositoryState> {
  const nothing = { number, folder, backups: [], segments: [], gaps: [] }
  const info = await readInfo(archive, number)
  const status = info?.repo.find(({ key }) => key === number)?.status
  if (!info || !status || [1, 3].includes(status.code) || !(await canWrite(archive.account, folder)))
    return { ...nothing, condition: 'gone', said: '' }
  if (status.code !== 0 && status.code !== 2) {
    const condition = isWrongKey(status.message) ? 'wrong-key' : 'broken'
    return { ...nothing, condition, said: errorsIn(status.message) }
  }
  const backups = info.backup.map(backupOf)
  const segments = await listSegments(archive, number)
  return {
    ...nothing,
    condition: status.code === 2 ? 'without-backup' : 'good',
    said: '',
    backups,
    segments,
    gaps: gapsIn(segments, backups[0]?.firstSegment),
  }
}

export async function listSegments(archive: Archive, repository: number): Promise<Segment[]> {
  const arguments_ = [`--repo=${repository}`, 'repo-ls', 'archive/hoede', '--recurse', '--output=json']
  return pgbackrest(archive, arguments_).then(segmentsIn, (error) => {
    if (error instanceof RepositoryProblem) return []
    throw error
  })
}

/** The databases of which a backup knows: not those that came after it. */
export async function databasesIn(archive: Archive, repository: number, label: string): Promise<string[]> {
  const info = await readInfo(archive, repository, `--set=${label}`)
  return info?.backup[0]?.['database-ref']?.map(({ name }) => name) ?? []
}

async function readInfo(archive: Archive, repository: number, ...more: string[]): Promise<Info | undefined> {
  const text = await pgbackrest(archive, ['info', `--repo=${repository}`, ...more, '--output=json'])
  // What was opened with another passphrase is quoted in there, byte for byte.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken away
  return (JSON.parse(text.replaceAll(/[\x00-\x1f]/g, ' ')) as Info[])[0]
}

const backupOf = (given: Info['backup'][number]): ClusterBackup => ({
  label: given.label,
  kind: given.type,
  begun: new Date(given.timestamp.start * 1000),
  ended: new Date(given.timestamp.stop * 1000),
  firstSegment: given.archive.start ?? '',
  size: given.info.size,
  kept: given.info.repository.delta,
  damaged: given.error,
})

/** Makes a backup of the cluster in one repository; what is older than its days goes afterwards. Throws RepositoryProblem. */
export async function backUp(
  archive: Archive,
  { repository, kind, say = () => undefined }: { repository: number; kind: BackupKind; say?: (text: string) => void },
): Promise<void> {
  const level = '--log-level-console=detail'
  await pgbackrest(archive, [`--repo=${repository}`, `--type=${kind}`, level, 'backup'], progress(say))
}

/** Percentages out of what it prints of each file, by tens and each one once. */
export function progress(say: (text: string) => void): (line: string) => void {
  let shown = -1
  return (line) => {
    const percent = Math.floor(Number(/\((?:[^()]*, )?(\d+(?:\.\d+)?)%\)/.exec(line)?.[1] ?? -1) / 10) * 10
    if (percent <= shown) return
    shown = percent
    say(`${percent}%`)
  }
}
