import type { Random } from './random.ts'

/** The test range for BSNs (facts/care-record.md section 11). */
const firstTestBsn = 999900006
const lastTestBsn = 999999990

/** All BSNs of the test range that pass the eleven-test: some nine thousand. */
export function testBsns(): string[] {
  const found: string[] = []
  for (let number = firstTestBsn; number <= lastTestBsn; number += 1) {
    const digits = String(number)
    let sum = -Number(digits[8])
    for (let i = 0; i < 8; i += 1) sum += Number(digits[i]) * (9 - i)
    if (sum % 11 === 0) found.push(digits)
  }
  return found
}

export interface Town {
  name: string
  /** The four digits. */
  code: number
  net: string
}

/** Places and streets that do not exist; 099x is no Dutch area code and 06-00 is given to nobody. */
export const towns: Town[] = [
  { name: 'Lindenoord', code: 3962, net: '0990' },
  { name: 'Oosterveen', code: 3964, net: '0991' },
  { name: 'Harmerbroek', code: 3966, net: '0992' },
  { name: 'Westerhagen', code: 3968, net: '0993' },
  { name: 'Zeewijk aan de Vaart', code: 4399, net: '0994' },
  { name: 'Duinbergen', code: 4397, net: '0995' },
]

const streetParts = {
  first:
    `Linde Berken Wilgen Meidoorn Korenbloem Zwaluw Merel Reiger Molen Kerk Raadhuis Dijk Sluis Veer Tuinders Bleek Klooster
    Notenboom Prinsessen Ambachts Smids Havenmeesters Boomgaard Vlinder Distel Waterlelie Koekoek Weide Brem Heide`
      .trim()
      .split(/\s+/),
  last: ['straat', 'laan', 'weg', 'hof', 'plein', 'dreef', 'pad', 'singel', 'kade', 'plantsoen'],
}
const letters = 'ABCDEFGHJKLMNPRSTVWXZ'

export interface Address {
  street: string
  houseNumber: string
  houseNumberAddition: string | null
  postalCode: string
  city: string
}

export function addressIn(random: Random, town: Town): Address {
  let pair = random.pick([...letters]) + random.pick([...letters])
  // Never given out, for their meaning.
  if (pair === 'SA' || pair === 'SD' || pair === 'SS') pair = 'KB'
  return {
    street: random.pick(streetParts.first) + random.pick(streetParts.last),
    houseNumber: String(random.between(1, 184)),
    houseNumberAddition: random.chance(0.12) ? random.pick(['A', 'B', 'bis', 'C', '2', 'hs']) : null,
    postalCode: `${town.code + random.between(0, 1)} ${pair}`,
    city: town.name,
  }
}

const digits = (random: Random, count: number) => Array.from({ length: count }, () => random.between(0, 9)).join('')

export const landline = (random: Random, town: Town) => `${town.net}-${digits(random, 3)} ${digits(random, 3)}`
export const mobile = (random: Random) => `06-00${digits(random, 2)} ${digits(random, 4)}`

export interface Practice {
  name: string
  phone: string
}

/** The general practices around a town. */
export function practicesOf(random: Random, town: Town): Practice[] {
  const names = ['De Brink', 'Het Dok', 'Kerkplein', 'De Waterlanden', 'Oost', 'De Linie']
  const doctors = [
    'Van Houten',
    'Ravensberg',
    'Bouwmeester',
    'Tan',
    'El Haddad',
    'De Rooij',
    'Stuifbergen',
    'Oosterhuis',
  ]
  return random.some(names, 3).map((name) => ({
    name: `dr. ${random.pick(doctors)}, huisartsenpraktijk ${name}, ${town.name}`,
    phone: landline(random, town),
  }))
}
