import type { Sealer } from './seal.ts'

const prefix = 'hoede.draft.'
const keptFor = 30 * 86_400_000

/** What is kept of one draft on this device. */
export interface LocalDraft {
  content: string
  /** When it was typed (ms since 1970, the clock of this device). */
  at: number
  /** The server's draft that this text includes: its changedAt; null when the server has not had any of it. */
  base: string | null
  /** The server has this very text. */
  synced: boolean
}

interface Stored {
  at: number
  sealed: string
}

/** Sealed drafts in the browser's own storage; they outlive a lost connection, a closed tab and signing out. */
export class LocalDrafts {
  readonly #sealer: Sealer
  readonly #storage: Storage

  constructor(sealer: Sealer, storage: Storage) {
    this.#sealer = sealer
    this.#storage = storage
  }

  async read(name: string): Promise<LocalDraft | undefined> {
    const text = this.#storage.getItem(prefix + (await this.#sealer.hide(name)))
    if (!text) return undefined
    const opened = await this.#sealer.open(name, (JSON.parse(text) as Stored).sealed)
    return opened === undefined ? undefined : (JSON.parse(opened) as LocalDraft)
  }

  /** Returns false when this device has no room left. */
  async write(name: string, draft: LocalDraft): Promise<boolean> {
    const [key, sealed] = await Promise.all([this.#sealer.hide(name), this.#sealer.seal(name, JSON.stringify(draft))])
    try {
      this.#storage.setItem(prefix + key, JSON.stringify({ at: draft.at, sealed } satisfies Stored))
      return true
    } catch {
      return false
    }
  }

  async remove(name: string): Promise<void> {
    this.#storage.removeItem(prefix + (await this.#sealer.hide(name)))
  }

  /** Throws away what nobody came back for in thirty days, whoever it belonged to. */
  prune(now = Date.now()): void {
    const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index))
    for (const key of keys) {
      if (!key?.startsWith(prefix)) continue
      const stored = JSON.parse(this.#storage.getItem(key) ?? '{}') as Partial<Stored>
      if (!stored.at || now - stored.at > keptFor) this.#storage.removeItem(key)
    }
  }
}
