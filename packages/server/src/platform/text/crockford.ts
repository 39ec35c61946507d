/** Letters and digits that nobody mistakes for another (Crockford's base32): 5 bits each. */
export const crockfordAlphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A code as it was typed, without dashes and spaces, and with O, I, L and U read as what they look like; or undefined. */
export function readCrockford(typed: string, characters: number): string | undefined {
  const code = typed.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1').replaceAll('u', 'v')
  return code.length === characters && [...code].every((each) => crockfordAlphabet.includes(each)) ? code : undefined
}

/** "k7mp-2x9q-…": a code as it is shown. */
export const inFours = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code
