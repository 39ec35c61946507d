import type { BackupKind, ClusterBackup, RepositoryState } from '../../platform/pgbackrest/state.ts'

const hour = 3_600_000
const day = 24 * hour

/** How long each kind lasts. What came after a backup is replayed at a restore, so these decide how long that takes. */
const lasts: Record<BackupKind, number> = { full: 7 * day, diff: day, incr: 6 * hour }
/** Who looks every hour must not be an hour late each time. */
const slack = hour / 2

/** Which backup a repository needs at this moment: a full one a week, what differs from that each day, and the newest each six hours. */
export function backupDue(
  backups: readonly Pick<ClusterBackup, 'kind' | 'begun'>[],
  now: Date,
): BackupKind | undefined {
  const age = (kinds: readonly BackupKind[]) => {
    const newest = backups.findLast(({ kind }) => kinds.includes(kind))
    return newest ? now.getTime() - newest.begun.getTime() + slack : Number.POSITIVE_INFINITY
  }
  if (age(['full']) >= lasts.full) return 'full'
  if (age(['full', 'diff']) >= lasts.diff) return 'diff'
  return age(['full', 'diff', 'incr']) >= lasts.incr ? 'incr' : undefined
}

/** A backup to begin with, and where it is. */
export interface Beginning {
  repository: number
  backup: ClusterBackup
}

/**
 * The backups that lead to a moment: of each repository that answers the newest one that was whole by then. An earlier repository
 * first; one in which changes are missing on the way there after one in which none are.
 */
export function beginningsFor(states: readonly RepositoryState[], moment: Date): Beginning[] {
  const found = states.flatMap((state) => {
    const backup = state.backups.findLast(({ ended, damaged }) => ended <= moment && !damaged)
    return backup ? [{ repository: state.number, backup, broken: isBroken(state, backup, moment) }] : []
  })
  return found
    .sort((a, b) => Number(a.broken) - Number(b.broken) || a.repository - b.repository)
    .map(({ repository, backup }) => ({ repository, backup }))
}

const isBroken = ({ gaps }: RepositoryState, backup: ClusterBackup, moment: Date) =>
  gaps.some(({ after, before }) => before.name > backup.firstSegment && after.time < moment)

/**
 * From where backups lead further than this one did, whose changes stopped: the piece after the first gap on its way. Pieces are looked for in
 * every repository, so nothing before it does. Undefined: none does.
 */
export function beyond(states: readonly RepositoryState[], { firstSegment }: ClusterBackup): string | undefined {
  const after = states
    .flatMap(({ gaps }) => gaps.map(({ before }) => before.name))
    .filter((name) => name > firstSegment)
  return after.sort()[0]
}

/** The first moment that can be gone back to. */
export function earliest(states: readonly RepositoryState[]): Date | undefined {
  const all = states.flatMap(({ backups }) => backups.find(({ damaged }) => !damaged)?.ended ?? [])
  return all.sort((a, b) => a.getTime() - b.getTime())[0]
}

/** Minutes after which changes that did not come in are a worry: they come each minute. */
const lateMinutes = 10

/** What is wrong with a repository, in words that say what to do; undefined when nothing is. */
export function complaint(state: RepositoryState, now: Date): string | undefined {
  const name = `opslagplaats ${state.number} (${state.folder})`
  if (state.condition === 'gone')
    return `${name} is leeg of niet bereikbaar: koppel de schijf weer aan. Is ze vervangen, dan: hoede moment renew ${state.number}`
  if (state.condition === 'wrong-key')
    return `${name} gaat niet open met de sleutel in keys/repositories/${state.number}.key: zet de goede terug uit een kopie`
  if (state.condition === 'broken') return `${name} is niet te lezen: ${state.said}`
  const last = state.segments.at(-1)
  const minutes = last ? Math.floor((now.getTime() - last.time.getTime()) / 60_000) : undefined
  if (minutes === undefined || minutes > lateMinutes)
    return `in ${name} kwam ${minutes === undefined ? 'nog niets' : `al ${minutes} minuten niets`} binnen: draait de database, en is er ruimte?`
  if (state.condition === 'without-backup')
    return `in ${name} staat nog geen back-up: de worker maakt er een, of nu: hoede moment backup`
  const newest = state.backups.at(-1)!
  const age = now.getTime() - newest.ended.getTime()
  if (age > day)
    return `in ${name} is de laatste back-up ${Math.floor(age / hour)} uur oud: draait de worker? Nu: hoede moment backup`
  if (newest.damaged)
    return `de back-up ${newest.label} in ${name} trof een beschadigde bladzijde van de database aan: bel wie de machine beheert`
  const gap = state.gaps.at(-1)
  if (gap && !state.backups.some(({ firstSegment }) => firstSegment >= gap.before.name))
    return `in ${name} ontbreken de wijzigingen van ${gap.after.time.toISOString()} tot ${gap.before.time.toISOString()}; maak een nieuwe back-up: hoede moment backup`
  return undefined
}
