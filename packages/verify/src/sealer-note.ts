import { sign, verify } from 'node:crypto'
import { base64, publicKeyOf, type Signer, type Verifier } from './note.ts'

/** The detail of a row `log.sealing`. */
export interface SignedNote {
  /** JSON. */
  note: string
  signature: string
}

const signed = (origin: string, id: string, note: string) =>
  Buffer.from(`hoede-log-note/v1\n${origin}\n${id}\n${note}`, 'utf8')

/** Signs a note of the sealer, for the row with this id. */
export const signNote = (signer: Signer, id: string, note: string): SignedNote => ({
  note,
  signature: sign(null, signed(signer.name, id, note), signer.privateKey).toString('base64'),
})

/** Is it a note of the sealer with this key, for the row with this id? */
export function isNoteOf(by: Verifier, id: string, { note, signature }: SignedNote): boolean {
  const bytes = base64(signature)
  return bytes?.length === 64 && verify(null, signed(by.name, id, note), publicKeyOf(by), bytes)
}
