import { NoteError, readNote, readSignatures, type Verifier, verified } from '../note.ts'
import type { Hash } from '../tree.ts'

/** As much of `fetch` as is needed: who calls decides how the network is reached. */
export type FetchText = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string },
) => Promise<{ status: number; text(): Promise<string> }>

export type Witnessed =
  /** Signature lines to put under the checkpoint, and the moment in them. */
  | { cosigned: string; at: Date }
  /** The witness keeps a checkpoint of this size: prove from there. Equal to the size that was sent: it keeps another root. */
  | { conflict: number }
  /** `inconsistent`: the proof does not hold. `unexpected`: an answer that is none of this protocol, or not its signature. */
  | { refused: 'unknown-log' | 'unknown-key' | 'inconsistent' | 'bad-request' | 'unexpected'; status: number }

const refusals = { 400: 'bad-request', 403: 'unknown-key', 404: 'unknown-log', 422: 'inconsistent' } as const

/** A witness somewhere else, as a log speaks to it: c2sp.org/tlog-witness. */
export class WitnessClient {
  readonly #address: string
  readonly #verifier: Verifier
  readonly #fetch: FetchText

  /** `address` is the submission prefix, without a slash at the end; `verifier` the witness's key, which answers are held against. */
  constructor(address: string, verifier: Verifier, fetch: FetchText) {
    this.#address = address
    this.#verifier = verifier
    this.#fetch = fetch
  }

  /** Sends a signed checkpoint with the proof that it goes on from `old` rows. Throws what fetch throws. */
  async addCheckpoint(old: number, proof: readonly Hash[], note: string): Promise<Witnessed> {
    const lines = [`old ${old}`, ...proof.map((hash) => Buffer.from(hash).toString('base64')), '']
    const { status, text } = await this.#post(`${lines.join('\n')}\n${note}`)
    if (status === 200) return this.#cosigned(text, note)
    const size = status === 409 ? /^(0|[1-9]\d{0,15})\n?$/.exec(text)?.[1] : undefined
    if (size !== undefined) return { conflict: Number(size) }
    return { refused: refusals[status as keyof typeof refusals] ?? 'unexpected', status }
  }

  async #post(body: string) {
    const answer = await this.#fetch(`${this.#address}/add-checkpoint`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body,
    })
    return { status: answer.status, text: await answer.text() }
  }

  #cosigned(lines: string, note: string): Witnessed {
    try {
      const found = verified({ text: readNote(note).text, signatures: readSignatures(lines) }, this.#verifier)
      if (found?.time) return { cosigned: lines, at: found.time }
    } catch (error) {
      if (!(error instanceof NoteError)) throw error
    }
    return { refused: 'unexpected', status: 200 }
  }
}
