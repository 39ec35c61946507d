const titles = /^(mw|dhr|mevr|mevrouw|meneer|de heer|mr|mrs|ms)\.?\s+/i

/** Two letters for an avatar: the first initial and the family name's capital ('JP' of 'Mw. J. van Putten'). */
export function avatarLetters(name: string): string {
  const bare = name.trim().replace(titles, '')
  const words = bare.split(/[\s-]+/).filter(Boolean)
  const first = words[0]?.match(/\p{L}/u)?.[0] ?? ''
  const family = words.slice(1).find((word) => /^\p{Lu}/u.test(word) && !/^(\p{L}\.)+$/u.test(word))
  return (first + (family?.match(/\p{L}/u)?.[0] ?? '')).toUpperCase()
}
