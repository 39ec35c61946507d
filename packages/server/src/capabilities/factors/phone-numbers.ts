import { type NumberType, parsePhoneNumberWithError } from 'libphonenumber-js/max'

/** A number that can get a code: E.164, and what kind of line it is. A fixed line gets a call by itself. */
export interface PhoneNumber {
  number: string
  line: 'mobile' | 'fixed'
}

/** Why a number cannot be used, in words for whoever typed it. */
export interface PhoneRefusal {
  refused: string
}

const unreadable =
  'Dit is geen telefoonnummer dat wij kennen. Controleer de cijfers, en zet er bij een nummer uit het buitenland + en het landnummer voor.'

/** Numbers that cost whoever sends money, that many share, or behind which is no phone of somebody's own. */
const refusals: Partial<Record<Exclude<NumberType, undefined>, string>> = {
  PREMIUM_RATE: 'Dit is een betaalnummer. Gebruik een eigen mobiel of vast nummer.',
  SHARED_COST: 'Dit is een servicenummer met gedeelde kosten. Gebruik een eigen mobiel of vast nummer.',
  TOLL_FREE: 'Dit is een gratis servicenummer. Gebruik een eigen mobiel of vast nummer.',
  UAN: 'Dit is een bedrijfsnummer (zoals 088). Gebruik een eigen mobiel of vast nummer.',
  PAGER: 'Dit is een nummer van een pieper. Gebruik een mobiel of vast nummer.',
  VOICEMAIL: 'Dit is een nummer van een voicemail. Gebruik een mobiel of vast nummer.',
  PERSONAL_NUMBER: 'Dit nummer schakelt door naar andere nummers. Gebruik het mobiele of vaste nummer zelf.',
  // NIST SP 800-63B-4 section 3.1.3.1: VoIP is not an out-of-band channel, as it does not prove that somebody has one device.
  VOIP: 'Dit is een nummer voor bellen via internet (zoals 085). Daarop kan iemand anders meeluisteren. Gebruik een mobiel of vast nummer.',
}

/** Digits in any script, and the signs that people put between them. Letters (1-800-…) and the signs of a URI are not read. */
const typedNumber = /^[+\uff0b]?[\p{Nd}\s().\u2010-\u2015/-]+$/u

/**
 * Reads a number as people type it, in a country (ISO 3166-1) when it has no +. Only numbers of a mobile phone or a landline
 * that exist in the numbering plan (libphonenumber) are taken.
 */
export function readPhoneNumber(typed: string, country = 'NL'): PhoneNumber | PhoneRefusal {
  const text = typed.trim()
  if (!typedNumber.test(text)) return { refused: unreadable }
  const found = parse(text, country)
  if (!found?.isValid()) return { refused: unreadable }
  // Numbers of no country: satellite phones and networks that share their income with who calls them.
  if (!found.country) return { refused: 'Een nummer dat bij geen land hoort kunnen we niet gebruiken.' }
  const type = found.getType()
  if (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE') return { number: found.number, line: 'mobile' }
  if (type === 'FIXED_LINE') return { number: found.number, line: 'fixed' }
  return { refused: (type && refusals[type]) ?? unreadable }
}

function parse(text: string, country: string) {
  try {
    return parsePhoneNumberWithError(text, { defaultCountry: country as 'NL', extract: false })
  } catch {
    return undefined
  }
}
