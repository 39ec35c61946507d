import { type Store, StoreProblem } from './store.ts'

/** What is kept so is a page of text. */
const largest = 1_000_000

/**
 * Keeps a text under a name that nothing is written over, and reads it back. Answers what stands there now: the text itself, or what
 * stood there already. Throws StoreProblem.
 */
export async function keepText(store: Store, name: string, text: string): Promise<string> {
  const bytes = Buffer.from(text)
  try {
    await store.put(name, piece(bytes))
  } catch (error) {
    if (!(error instanceof StoreProblem && error.reason === 'exists')) throw error
  }
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of await store.get(name)) {
    length += part.length
    if (length > largest) break
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

async function* piece(bytes: Uint8Array) {
  yield bytes
}
