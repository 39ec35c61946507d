import type { LogEntry } from '@hoede/contract'

/** A row as other systems get it: what the screens show, with what only they need. */
export interface ExportedEntry extends LogEntry {
  /** NEN 7513 'controles', for example TTFF. */
  checks: string | null
  traceId: string | null
  /** The clients that a list showed, by id. */
  shownClients: readonly string[]
}

/** Where the rows come from. */
export interface LogSource {
  /** The care organisation. */
  organisation: string
  /** The environment's host name: the system that wrote the rows. */
  system: string
}
