/** What the operator sets (platform/config-point-in-time.ts). */
export interface PointInTimeSettings {
  /** Folders, the first one asked first. */
  repositories: readonly string[]
  /** Days that can be gone back to. */
  keepDays: number
}

/** A place where backups and changes are kept, encrypted with a passphrase of its own. */
export interface Repository {
  number: number
  folder: string
  passphrase: string
}

export interface PgbackrestRequest {
  repositories: readonly Repository[]
  keepDays: number
  data: string
  port: number
  socketFolder: string
  user: string
  /** Where it keeps its locks, and what is on its way. */
  workFolder: string
  /** Hands over what waits in one go, and goes on with one repository when the other is gone. Not while restoring. */
  asynchronous: boolean
}

/** What it calls the cluster. */
export const stanza = 'hoede'

/**
 * So much may wait for a repository that is gone. What is more is given up, so that the disk of the running database does not fill
 * and stop everybody's work: then there is a gap, and `hoede doctor` names it.
 */
const waitingAtMost = '8GiB'

/** The whole of pgbackrest.conf. It holds the passphrases: mode 0600, the account's own. */
export function pgbackrestConf(request: PgbackrestRequest): string {
  const repositories = request.repositories.flatMap(({ number, folder, passphrase }) => [
    `repo${number}-path=${folder}`,
    `repo${number}-cipher-type=aes-256-cbc`,
    `repo${number}-cipher-pass=${passphrase}`,
    `repo${number}-retention-full-type=time`,
    `repo${number}-retention-full=${request.keepDays}`,
    `repo${number}-bundle=y`,
  ])
  return [
    '# Written by Hoede at every start.',
    '[global]',
    ...repositories,
    'compress-type=zst',
    `lock-path=${request.workFolder}/lock`,
    `spool-path=${request.workFolder}/spool`,
    `log-path=${request.workFolder}/log`,
    'log-level-file=off',
    `archive-async=${request.asynchronous ? 'y' : 'n'}`,
    `archive-push-queue-max=${waitingAtMost}`,
    'start-fast=y',
    'process-max=1',
    '[global:restore]',
    'process-max=2',
    `[${stanza}]`,
    `pg1-path=${request.data}`,
    `pg1-port=${request.port}`,
    `pg1-socket-path=${request.socketFolder}`,
    `pg1-user=${request.user}`,
    '',
  ].join('\n')
}
