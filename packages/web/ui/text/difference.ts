export interface Piece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** The most word pairs that are compared one by one (some 50 ms); beyond it the middle counts as changed as a whole. */
const limit = 4_000_000

const wordsOf = (text: string) => text.match(/\s+|[^\s]+/g) ?? []

/** What changed from one text to another, word by word (longest common subsequence). */
export function difference(before: string, after: string): Piece[] {
  const old = wordsOf(before)
  const fresh = wordsOf(after)
  let start = 0
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1
  let end = 0
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1
  const pieces: Piece[] = []
  const push = (kind: Piece['kind'], words: readonly string[]) => {
    const text = words.join('')
    if (!text) return
    const last = pieces.at(-1)
    if (last?.kind === kind) last.text += text
    else pieces.push({ kind, text })
  }
  push('same', old.slice(0, start))
  const middleOld = old.slice(start, old.length - end)
  const middleFresh = fresh.slice(start, fresh.length - end)
  if (middleOld.length * middleFresh.length > limit) {
    push('removed', middleOld)
    push('added', middleFresh)
  } else {
    walk(middleOld, middleFresh, push)
  }
  push('same', old.slice(old.length - end))
  return pieces
}

function walk(old: string[], fresh: string[], push: (kind: Piece['kind'], words: string[]) => void): void {
  const width = fresh.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        old[i] === fresh[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  let i = 0
  let j = 0
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      push('same', [old[i]!])
      i += 1
      j += 1
    } else if (j >= fresh.length || (i < old.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      push('removed', [old[i]!])
      i += 1
    } else {
      push('added', [fresh[j]!])
      j += 1
    }
  }
}
