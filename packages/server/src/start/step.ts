import type { Config } from '../platform/config.ts'
import type { Cluster } from '../platform/postgres/cluster.ts'

/** What the start has made so far, for the steps after it. */
export interface Starting {
  config: Config
  /** The environment that programs of ours are started with. */
  env: NodeJS.ProcessEnv
  /** Somebody wants to stop already. */
  signal: AbortSignal
  /** Receives what happens later, when all steps are done. */
  log: (text: string) => void
  /** The private cluster; absent where HOEDE_DATABASE_URL names another server. */
  cluster?: Cluster
  /** How to end what was started, in the order of starting. */
  stops: (() => Promise<void>)[]
}

export interface Step {
  title: string
  /** Gives what to say of it afterwards, if anything. `say` shows how far it is. */
  run(starting: Starting, say: (text: string) => void): Promise<string | undefined>
}

/** Something that keeps Hoede from starting; the message is for people. */
export class StartProblem extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
