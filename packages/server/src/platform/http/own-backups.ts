import type { Backup, BackupQuery, BackupSummary } from '@hoede/contract'

/**
 * What a request may ask of the backups of its own environment, which are known in the control database: whoever has this knows no
 * other environment. The people in it are ids, as the control database has no names of employees.
 */
export interface OwnBackups {
  /** Newest first. */
  page(query: BackupQuery): Promise<{ items: Backup[]; next: string | null }>
  summary(): Promise<BackupSummary>
  find(id: string): Promise<Backup | undefined>
  /** The one that was asked for: this, or the one that waits already. */
  ask(id: string, by: string): Promise<Backup>
  /** Holds what stands in a store, or lets it go; false when there is no such backup, or nothing to let go. */
  hold(id: string, hold: { by: string; because: string } | undefined): Promise<boolean>
  /** The newest certificate of a restore that was good, as it was signed. */
  certificate(id: string): Promise<string | undefined>
}

export type BackupsOf = (environmentId: string) => OwnBackups
