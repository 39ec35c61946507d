import { all, type Element, extension, text } from '../read/element.ts'
import { specification } from './codes.ts'

const core = 'http://hl7.org/fhir/StructureDefinition'

export interface Telecom {
  phone: string | null
  mobile: string | null
  email: string | null
  /** More numbers or addresses than there is room for. */
  more: boolean
}

const useOrder = ['home', undefined, 'mobile', 'work', 'temp']

/** Telephone numbers and e-mail (zib ContactInformation): home before work, mobile by its code or its number. */
export function readTelecom(list: readonly Element[]): Telecom {
  const current = list.filter((each) => text(each, 'use') !== 'old' && !text(each, 'period.end') && text(each, 'value'))
  const ranked = [...current].sort((a, b) => rank(a) - rank(b))
  const system = (name: string) => ranked.filter((each) => text(each, 'system') === name)
  const mobiles = system('phone').filter(isMobile)
  const phones = system('phone').filter((each) => !isMobile(each))
  const emails = system('email')
  const value = (each: Element | undefined) => text(each, 'value') ?? null
  return {
    phone: value(phones[0]),
    mobile: value(mobiles[0]),
    email: value(emails[0]),
    more: ranked.length > [phones, mobiles, emails].filter((each) => each.length).length,
  }
}

const rank = (telecom: Element) => {
  const place = useOrder.indexOf(text(telecom, 'use'))
  return place < 0 ? useOrder.length : place
}

function isMobile(telecom: Element): boolean {
  const kind = specification(all(telecom, 'system')[0])
  if (kind) return kind === 'MC'
  if (text(telecom, 'use') === 'mobile') return true
  return /^(\+31|0031|0)\(?0?\)?6/.test(text(telecom, 'value')!.replace(/[\s-]/g, ''))
}

export interface Address {
  street: string | null
  houseNumber: string | null
  houseNumberAddition: string | null
  postalCode: string | null
  city: string | null
  country: string | null
  /** Parts of the address that there is no field for. */
  leftOut: string[]
}

const none: Address = {
  street: null,
  houseNumber: null,
  houseNumberAddition: null,
  postalCode: null,
  city: null,
  country: null,
  leftOut: [],
}
/** zib AanduidingBijNummer. */
const indications: Record<string, string> = { to: 'tegenover', by: 'bij' }

/** The address where somebody lives (zib AddressInformation), its street in Dutch iso21090-ADXP parts. */
export function readAddress(list: readonly Element[]): Address {
  const current = list.filter((each) => text(each, 'use') !== 'old' && !text(each, 'period.end'))
  const home = current.find((each) => text(each, 'use') === 'home' && text(each, 'type') !== 'postal')
  const address = home ?? current[0]
  if (!address) return none
  return {
    ...streetOf(all(address, 'line')),
    postalCode: text(address, 'postalCode') ?? null,
    city: text(address, 'city') ?? null,
    country: text(address, 'country') ?? null,
    leftOut: [
      ...(current.length > 1 ? ['address (meer dan één)'] : []),
      ...(text(address, 'district') ? ['address.district'] : []),
      ...(all(address, 'line').some((line) => extension(line, `${core}/iso21090-ADXP-unitID`))
        ? ['address.line (extra)']
        : []),
      ...(all(address, 'line').length > 1 ? ['address.line (meer dan één)'] : []),
    ],
  }
}

function streetOf(lines: readonly Element[]): Pick<Address, 'street' | 'houseNumber' | 'houseNumberAddition'> {
  const part = (name: string) =>
    lines.map((line) => text(extension(line, `${core}/iso21090-ADXP-${name}`), 'valueString')).find(Boolean)
  const street = part('streetName')
  const houseNumber = part('houseNumber')
  if (street || houseNumber) {
    const indication = part('additionalLocator')
    const addition = [part('buildingNumberSuffix'), indication && (indications[indication] ?? indication)]
    return {
      street: street ?? null,
      houseNumber: houseNumber ?? null,
      houseNumberAddition: addition.filter(Boolean).join(' ') || null,
    }
  }
  const line = lines[0]?.value?.trim() ?? ''
  const split = /^(.*\D)\s+(\d{1,5})(?:[\s-]*(\S.*))?$/.exec(line)
  return split
    ? { street: split[1]!, houseNumber: split[2]!, houseNumberAddition: split[3] ?? null }
    : { street: line || null, houseNumber: null, houseNumberAddition: null }
}
