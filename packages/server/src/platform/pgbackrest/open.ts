import { join } from 'node:path'
import { type ArchivedCluster, findArchived } from '../postgres/archived.ts'
import { ensurePgbackrest, findPgbackrest, missing } from './program.ts'
import { type Archive, archiveCommand, openArchive, prepareRepositories } from './repositories.ts'
import type { PointInTimeSettings } from './settings.ts'

interface Asked {
  dataFolder: string
  pointInTime: PointInTimeSettings | undefined
}

/** What keeps the changes of a private cluster that is about to start: for startCluster, and for after it. */
export interface Keeping {
  /** Absent: they are not kept. */
  archive: ((cluster: ArchivedCluster) => Promise<string>) | undefined
  /** Makes the repositories that are new. Gives a sentence for each that is not in order. */
  prepare(): Promise<string[]>
}

/** Installs pgBackRest where it is asked for and not there. Throws RepositoryProblem. */
export async function keepChanges({ dataFolder, pointInTime }: Asked, log: (text: string) => void): Promise<Keeping> {
  if (!pointInTime) return { archive: undefined, prepare: async () => [] }
  const program = await ensurePgbackrest(log)
  let archive: Archive | undefined
  return {
    async archive(cluster) {
      archive = await openArchive(pointInTime, { program, dataFolder, cluster })
      return archiveCommand(archive)
    },
    prepare: async () => (archive ? prepareRepositories(archive) : []),
  }
}

/**
 * The archive of the private cluster that runs. Undefined when it was not asked for, or when the cluster has not been started with
 * it yet. Throws RepositoryProblem and PostgresProblem.
 */
export async function findArchive(config: Asked): Promise<Archive | undefined> {
  if (!config.pointInTime) return undefined
  const program = await findPgbackrest()
  if (!program) throw missing()
  const cluster = await findArchived(join(config.dataFolder, 'postgres'))
  return cluster && openArchive(config.pointInTime, { program, dataFolder: config.dataFolder, cluster })
}
