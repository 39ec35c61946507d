/** What comes in pieces. */
export async function* from(...pieces: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece)
}

/** So many megabytes (10^6), each of its own byte, and what happens before each. */
export async function* megabytes(
  count: number,
  before: (at: number) => unknown = () => undefined,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < count; at += 1) {
    await before(at)
    yield Buffer.alloc(1_000_000, at)
  }
}

/** Everything that came. */
export async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const each of source) found.push(each)
  return found
}
