/** What comes in pieces of any size, in pieces of one size; the last is shorter, and nothing at all gives none. */
export async function* inPieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let piece = Buffer.allocUnsafe(size)
  let filled = 0
  for await (const given of source) {
    for (let at = 0; at < given.length; ) {
      const taken = Math.min(given.length - at, size - filled)
      piece.set(given.subarray(at, at + taken), filled)
      at += taken
      filled += taken
      if (filled < size) continue
      yield piece
      piece = Buffer.allocUnsafe(size)
      filled = 0
    }
  }
  if (filled) yield piece.subarray(0, filled)
}
