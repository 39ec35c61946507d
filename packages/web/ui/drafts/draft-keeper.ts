import type { Draft } from '@hoede/contract'
import type { LocalDraft } from './local-drafts.ts'

/** The server's side of one draft. */
export interface DraftServer {
  read: () => Promise<Draft | null>
  write: (content: string, keepalive: boolean) => Promise<Draft>
  remove: () => Promise<void>
}

/** This device's side of one draft. */
export interface DraftDevice {
  read: () => Promise<LocalDraft | undefined>
  write: (draft: LocalDraft) => Promise<boolean>
  remove: () => Promise<void>
}

export interface DraftState {
  /** False until it is known what this device kept: nothing can be typed yet. */
  ready: boolean
  /** What to begin with or go on with; the serial rises whenever it is to replace what stands in the form. */
  kept: { content: string; serial: number } | null
  /** Another text, kept on another device in the meantime; offered, never used by itself. */
  other: Draft | null
  /** Where the text as it stands is kept. */
  saved: { where: 'server' | 'device'; at: Date } | null
  /** Neither the server nor this device could keep it. */
  notKept: boolean
}

export const emptyDraft: DraftState = { ready: false, kept: null, other: null, saved: null, notKept: false }

interface Pauses {
  device: number
  server: number
}

/**
 * Keeps one text while it is typed: sealed on this device at every short pause, at the server at every longer one. What was kept
 * comes back at the start; where device and server both have a text of their own, the device's is used and the server's offered.
 */
export class DraftKeeper {
  readonly #server: DraftServer
  readonly #device: DraftDevice
  readonly #tell: (state: DraftState) => void
  readonly #pauses: Pauses
  #state: DraftState = emptyDraft
  #content = ''
  /** changedAt of the server's draft that our text includes; undefined until the server has answered. */
  #base: string | null | undefined
  #deviceTimer: ReturnType<typeof setTimeout> | undefined
  #serverTimer: ReturnType<typeof setTimeout> | undefined
  #sending = false
  #sendAgain = false
  /** How often it was thrown away: what was sent before and arrives after must go as well. */
  #clearings = 0
  #closed = false

  constructor(
    server: DraftServer,
    device: DraftDevice,
    tell: (state: DraftState) => void,
    pauses: Pauses = { device: 300, server: 1200 },
  ) {
    this.#server = server
    this.#device = device
    this.#tell = tell
    this.#pauses = pauses
  }

  /** Brings back what was kept. */
  async start(): Promise<void> {
    const mine = await this.#device.read().catch(() => undefined)
    if (mine) this.#begin(mine.content)
    this.#show({ ready: true })
    await this.#hearServer(mine)
  }

  /** To be called at every change; '' when there is nothing to keep. */
  changed(content: string): void {
    if (content === this.#content || this.#closed) return
    this.#content = content
    clearTimeout(this.#deviceTimer)
    clearTimeout(this.#serverTimer)
    this.#deviceTimer = setTimeout(() => void this.#toDevice(false), this.#pauses.device)
    this.#serverTimer = setTimeout(() => void this.#toServer(false), this.#pauses.server)
  }

  /** Keeps at once what was waiting for a pause: the page is being left. Resolves when this device has it. */
  async flush(keepalive: boolean): Promise<void> {
    if (this.#serverTimer === undefined) return
    this.#stopTimers()
    void this.#toServer(keepalive)
    await this.#toDevice(false)
  }

  /** Away with it: it was sent, or thrown away. */
  async clear(): Promise<void> {
    this.#stopTimers()
    const atServer = this.#base !== null
    this.#content = ''
    this.#base = null
    this.#clearings += 1
    this.#show({ kept: null, other: null, saved: null, notKept: false })
    await this.#device.remove()
    // What is under way to the server removes itself when it has arrived. Should removing fail, the text is offered once more
    // some day: better than to refuse what was just sent.
    if (atServer && !this.#sending) await this.#server.remove().catch(() => undefined)
  }

  forgetOther(): void {
    this.#show({ other: null })
  }

  /** Keeps what waits and listens no more. Resolves when this device has it. */
  async close(): Promise<void> {
    const kept = this.flush(false)
    this.#closed = true
    await kept
  }

  #begin(content: string): void {
    this.#content = content
    this.#show({ kept: { content, serial: (this.#state.kept?.serial ?? 0) + 1 } })
  }

  async #hearServer(mine: LocalDraft | undefined): Promise<void> {
    let theirs: Draft | null
    try {
      theirs = await this.#server.read()
    } catch {
      return
    }
    const untouched = this.#content === (mine?.content ?? '')
    this.#base = theirs?.changedAt ?? null
    if (!theirs) {
      // The server had this very text and has it no more: it was sent or thrown away on another device.
      if (mine?.synced && untouched) {
        this.#begin('')
        await this.#device.remove()
      } else if (this.#content) this.#serverTimer ??= setTimeout(() => void this.#toServer(false), 0)
      return
    }
    if (theirs.content === this.#content)
      return this.#show({ saved: { where: 'server', at: new Date(theirs.changedAt) } })
    if (untouched && (!mine || mine.synced)) {
      this.#begin(theirs.content)
      return this.#show({ saved: { where: 'server', at: new Date(theirs.changedAt) } })
    }
    if (theirs.changedAt !== mine?.base) this.#show({ other: theirs })
    this.#serverTimer ??= setTimeout(() => void this.#toServer(false), 0)
  }

  async #toDevice(synced: boolean): Promise<boolean> {
    clearTimeout(this.#deviceTimer)
    this.#deviceTimer = undefined
    if (this.#content === '') {
      await this.#device.remove()
      return true
    }
    return this.#device.write({ content: this.#content, at: Date.now(), base: this.#base ?? null, synced })
  }

  /** One at a time, so that an older text can never arrive after a newer one. */
  async #toServer(keepalive: boolean): Promise<void> {
    clearTimeout(this.#serverTimer)
    this.#serverTimer = undefined
    this.#sendAgain = this.#sending
    if (this.#sending) return
    this.#sending = true
    do {
      this.#sendAgain = false
      await this.#send(keepalive)
    } while (this.#sendAgain)
    this.#sending = false
  }

  async #send(keepalive: boolean): Promise<void> {
    const clearings = this.#clearings
    try {
      // A draft of another device is heard first, so that it is never written over unseen.
      if (this.#base === undefined && !keepalive) await this.#hearBeforeWriting()
      await this.#write(keepalive)
    } catch {
      if (clearings !== this.#clearings) return
      const kept = await this.#toDevice(false)
      this.#show({ saved: kept && this.#content ? { where: 'device', at: new Date() } : null, notKept: !kept })
    }
  }

  async #hearBeforeWriting(): Promise<void> {
    const theirs = await this.#server.read()
    this.#base = theirs?.changedAt ?? null
    if (theirs && theirs.content !== this.#content) this.#show({ other: theirs })
  }

  async #write(keepalive: boolean): Promise<void> {
    const content = this.#content
    const clearings = this.#clearings
    if (content === '') {
      if (this.#base) await this.#server.remove()
      this.#base = null
      this.#show({ saved: null, notKept: false })
      return
    }
    const draft = await this.#server.write(content, keepalive)
    if (clearings !== this.#clearings) return this.#server.remove()
    this.#base = draft.changedAt
    if (this.#content === content) await this.#toDevice(true)
    this.#show({ saved: { where: 'server', at: new Date() }, notKept: false })
  }

  #stopTimers(): void {
    clearTimeout(this.#deviceTimer)
    clearTimeout(this.#serverTimer)
    this.#deviceTimer = undefined
    this.#serverTimer = undefined
  }

  #show(change: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...change }
    if (!this.#closed) this.#tell(this.#state)
  }
}
