export type PasswordRefusal = 'password-too-short' | 'password-too-common'

/**
 * Why a password may not be chosen, or undefined when it may. `shortest` is the least length in characters, whichever they are: no
 * rules of composition (NIST SP 800-63B-4 section 3.1.1 asks 8 beside a second factor; the policy's least is 12, the most is the
 * contract's: 128). `common` are words and strings that people build passwords from;
 * `personal` is what everybody knows of this one: user name, own names, the organisation.
 */
export function passwordRefusal(
  password: string,
  common: ReadonlySet<string>,
  personal: readonly string[],
  shortest: number,
): PasswordRefusal | undefined {
  const text = comparable(password)
  if ([...password.normalize('NFKC')].length < shortest) return 'password-too-short'
  const known = { common, personal: new Set(personal.flatMap(personalWords)) }
  const isCommon =
    common.has(text) ||
    common.has(text.replace(/\W|_/g, '')) ||
    isRepetition(text) ||
    steps(text) <= unpredictableAtMost ||
    spellings(text).some((spelling) => isMadeOfKnownWords(spelling, known))
  return isCommon ? 'password-too-common' : undefined
}

/** What a password is hashed as: the same characters typed on another keyboard or system give the same bytes. */
export const normalisedPassword = (password: string) => password.normalize('NFKC')

const comparable = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** "Sanne de Wit" is known as sanne, wit and sannedewit. */
function personalWords(name: string): string[] {
  const parts = comparable(name).split(/[^\p{L}]+/u)
  return [...parts, parts.join('')].filter((part) => part.length > 2)
}

const longestUnit = 6

/** "abcabcabcabc", "aaaaaaaaaaaa", "welkomwelkom": a short piece again and again. */
function isRepetition(text: string): boolean {
  for (let unit = 1; unit <= longestUnit; unit++) {
    if (text.length >= unit * 2 && [...text].every((_, at) => at < unit || text[at] === text[at - unit])) return true
  }
  return false
}

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertz', 'azerty']
const columns = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', '8ik', '9ol', '0p', '1q2w3e4r5t6y7u8i9o0p']
const walks = [...rows, ...columns].flatMap((walk) => [walk, [...walk].reverse().join('')])

const follows = (before: string, after: string) =>
  before === after || walks.some((walk) => walk.includes(before + after))

/** A password with so few characters that do not follow from the one before was drawn over the keyboard, or counted. */
const unpredictableAtMost = 3

/** How many characters do not follow from the one before by counting, the alphabet or the keyboard: "qwerty123456" has two. */
function steps(text: string): number {
  return [...text].filter((character, at) => at === 0 || !follows(text[at - 1] ?? '', character)).length
}

const letterOf: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
}

/** So much can be put around a word that is guessed: a year, a date, a row of signs. More is a secret of its own. */
const decorationAtMost = 8

/** The letters of a password as they stand, and with "w3lk0m" read as "welkom"; none when there is too much besides letters. */
function spellings(text: string): string[] {
  const decoration = [...text.matchAll(/[^\p{L}]+/gu)].reduce((total, [run]) => total + steps(run), 0)
  if (decoration > decorationAtMost) return []
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const read = [...core].map((character) => letterOf[character] ?? character).join('')
  return [...new Set([text, read].map((spelling) => spelling.replace(/[^\p{L}]/gu, '')))]
}

/** Two words that others would think of, with some digits, are guessed; three different ones are a passphrase. */
const wordsAtMost = 2
/** Letters that belong to no word: "welkomx". */
const looseAtMost = 2

function isMadeOfKnownWords(
  letters: string,
  known: { common: ReadonlySet<string>; personal: ReadonlySet<string> },
): boolean {
  const isWord = (word: string) => known.common.has(word) || known.personal.has(word)
  // What was tried from a place and failed, fails again: without it, a long text of overlapping words takes forever.
  const failed = new Set<string>()
  const from = (at: number, used: readonly string[], loose: number): boolean => {
    if (at === letters.length) return true
    const place = [at, loose, ...used.toSorted()].join(' ')
    if (failed.has(place)) return false
    for (let end = letters.length; end > at + 2; end--) {
      const word = letters.slice(at, end)
      const next = used.includes(word) ? used : [...used, word]
      if (next.length <= wordsAtMost && isWord(word) && from(end, next, loose)) return true
    }
    if (loose < looseAtMost && from(at + 1, used, loose + 1)) return true
    failed.add(place)
    return false
  }
  return from(0, [], 0)
}
