type Sentences = readonly (readonly [dutch: string, english: string])[]

export interface ServerTexts {
  sentences: Sentences
  words: Readonly<Record<string, string>>
}

/** Sentences end so; what is filled in can hold a full stop of its own. */
const betweenSentences = /(?<=[.?])\s+/

const patterns = new WeakMap<Sentences, { pattern: RegExp; english: string }[]>()

function patternsOf(sentences: Sentences) {
  const known = patterns.get(sentences)
  if (known) return known
  const made = sentences.map(([dutch, english]) => ({
    pattern: new RegExp(`^${dutch.split('{}').map(escaped).join('([\\s\\S]*?)')}$`, 'u'),
    english,
  }))
  // The most literal first: a short pattern with a gap would hold a longer sentence.
  made.sort((one, other) => other.pattern.source.length - one.pattern.source.length)
  patterns.set(sentences, made)
  return made
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** A text of the server in English, sentence by sentence; undefined when one of them is not known. */
export function inEnglish(text: string, texts: ServerTexts): string | undefined {
  const parts = text.split(betweenSentences)
  const found: string[] = []
  let at = 0
  while (at < parts.length) {
    let end = parts.length
    let english: string | undefined
    while (end > at && english === undefined) {
      english = oneInEnglish(parts.slice(at, end).join(' '), texts)
      if (english === undefined) end -= 1
    }
    if (english === undefined) return undefined
    found.push(english)
    at = end
  }
  return found.join(' ')
}

function oneInEnglish(text: string, { sentences, words }: ServerTexts): string | undefined {
  for (const { pattern, english } of patternsOf(sentences)) {
    const values = pattern.exec(text)?.slice(1)
    if (!values) continue
    let next = 0
    return english.replaceAll('{}', () => {
      const value = values[next++] ?? ''
      return wordsInEnglish(value, words) ?? value
    })
  }
  return wordsInEnglish(text, words)
}

/** "wachtwoord en sms-code", "Chrome op Windows". */
function wordsInEnglish(text: string, words: Readonly<Record<string, string>>): string | undefined {
  if (Object.hasOwn(words, text)) return words[text]
  const device = /^(Een programma|[\p{L} ]+) op ([\p{L} ]+)$/u.exec(text)
  if (device) return `${device[1] === 'Een programma' ? 'A program' : device[1]} on ${device[2]}`
  const list = text.split(/, | en /)
  if (list.length < 2 || !list.every((each) => Object.hasOwn(words, each))) return undefined
  const english = list.map((each) => words[each])
  return `${english.slice(0, -1).join(', ')} and ${english.at(-1)}`
}
