import type { Store } from '../../platform/stores/store.ts'
import type { ControlDatabase, Operator } from '../environments/public.ts'

/** A place where backups are kept, opened for one piece of work at a time. */
export interface BackupStore {
  name: string
  site: 'here' | 'away'
  open(): Promise<Store>
}

/** What making and restoring backups needs around it: the administrator's login, never that of the running server. */
export interface BackupAround {
  operator: Operator
  control: ControlDatabase
  /** In the order in which they are tried. */
  stores: readonly BackupStore[]
  /** Seed of the key with which manifests and certificates are signed. */
  seed: Buffer
  /** Who stands in the log of an environment. */
  supplier: string
  /** Signs somebody in on a database that was restored; throws when that does not work. */
  signIn(place: RestoredPlace): Promise<void>
}

/** A restored database as an environment of its own, which nobody else can come to. */
export interface RestoredPlace {
  environmentId: string
  databaseName: string
}

/** How far something is: of so many bytes. Expected is what the one before had, and may be unknown. */
export type Progress = (done: number, expected: number | undefined) => void

/** Does something with a store and closes it, whatever happens. */
export async function withStore<T>(store: BackupStore, work: (opened: Store) => Promise<T>): Promise<T> {
  const opened = await store.open()
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}
