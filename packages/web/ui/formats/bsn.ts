/** A BSN as nine digits, or undefined when it cannot be one: dots and spaces are dropped, eight digits get a leading zero. */
export function readBsn(text: string): string | undefined {
  const digits = text.replace(/[\s.-]/g, '')
  if (!/^\d{8,9}$/.test(digits)) return undefined
  const bsn = digits.padStart(9, '0')
  return passesElevenTest(bsn) ? bsn : undefined
}

/** The eleven-test: 9a+8b+7c+6d+5e+4f+3g+2h-1i can be divided by 11, and it is not all zeros. */
function passesElevenTest(bsn: string): boolean {
  const sum = [...bsn].reduce((total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index), 0)
  return sum % 11 === 0 && bsn !== '000000000'
}

/** '123 456 782': read aloud and compared more easily. */
export const bsnText = (bsn: string): string => bsn.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3')

/** A Dutch postal code as '1234 AB'; undefined when it is none. */
export function readPostalCode(text: string): string | undefined {
  const found = /^([1-9]\d{3})\s?([A-Za-z]{2})$/.exec(text.trim())
  return found ? `${found[1]} ${found[2]?.toUpperCase()}` : undefined
}
