/** So many different digits a short code has at least. */
const differentDigits = 3

/**
 * Can a short code of digits be guessed by who knows how people choose them? Rows up or down, the same again and again, columns of
 * the keypad, and everything that reads as a date or holds a year of birth. What is left of six digits is some 900,000.
 */
export function isSimplePin(pin: string, now: Date): boolean {
  return (
    new Set(pin).size < differentDigits ||
    isRow(pin) ||
    isRepetition(pin) ||
    keypad.includes(pin.slice(0, 6)) ||
    isDate(pin, now)
  )
}

/** 123456, 987654, 456789, 890123: each digit a step from the one before, in the same direction. */
function isRow(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10)
  return [1, 9, 2, 8].some((step) => steps.every((each) => each === step))
}

/** 121212, 123123, 112233, 123321: a piece again, each digit twice, or there and back. */
function isRepetition(pin: string): boolean {
  for (let unit = 1; unit <= pin.length / 2; unit++) {
    if (pin.length % unit === 0 && pin.slice(0, unit).repeat(pin.length / unit) === pin) return true
  }
  const backwards = [...pin].reverse().join('')
  return backwards === pin || /^(?:(\d)\1)+$/.test(pin)
}

const keypad = ['147258', '258369', '741852', '852963', '159357', '357159', '147369', '963852', '142536', '159753']

const oldest = 1920

/** 310884, 840831, 083184, 31081984, 19840831; and 1984 at either end. */
function isDate(pin: string, now: Date): boolean {
  const latest = now.getFullYear() + 1
  const isYear = (text: string) => text.length === 4 && Number(text) >= oldest && Number(text) <= latest
  if (isYear(pin.slice(0, 4)) || isYear(pin.slice(-4))) return true
  const [one, two, three] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4, 6)]
  return pin.length === 6 && (isDay(one, two) || isDay(two, one) || isDay(three, two))
}

const isDay = (day: string, month: string) => isBetween(day, 31) && isBetween(month, 12)
const isBetween = (text: string, most: number) => Number(text) >= 1 && Number(text) <= most
