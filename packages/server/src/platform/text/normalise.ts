/** A text as it is looked for: lower case, without diacritics or punctuation, single spaces. */
export function searchable(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ø/g, 'o')
    .replace(/ß/g, 'ss')
    .replace(/ĳ/g, 'ij')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The pattern for SQL LIKE that finds a searchable text anywhere; its own wildcards are taken literally. */
export const containing = (text: string) => `%${searchable(text)}%`
