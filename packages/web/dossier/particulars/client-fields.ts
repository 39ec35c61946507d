import type { ClientDetail } from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'
import { birthDay } from '../../ui/formats/dates.ts'

/** The particulars that are typed as text or chosen from a list; all as text, as a form has them. */
export const particularNames = [
  'givenNames',
  'initials',
  'nickname',
  'ownPrefix',
  'ownName',
  'partnerPrefix',
  'partnerName',
  'nameOrder',
  'birthDate',
  'sex',
  'street',
  'houseNumber',
  'houseNumberAddition',
  'postalCode',
  'city',
  'country',
  'phone',
  'mobile',
  'email',
  'generalPractitioner',
  'generalPractitionerPhone',
  'resuscitation',
] as const
export type ParticularName = (typeof particularNames)[number]
export type Particulars = Record<ParticularName, string>

export const emptyParticulars = Object.fromEntries(particularNames.map((name) => [name, ''])) as Particulars

/** A record's particulars as a form shows them. */
export function particularsOf(client: ClientDetail): Particulars {
  const values = { ...emptyParticulars }
  for (const name of particularNames) values[name] = client[name] ?? ''
  return { ...values, birthDate: birthDay(client.birthDate) }
}

interface FieldInfo {
  label: string
  kind?: 'date' | 'select'
  options?: { value: string; label: string }[]
  maxLength?: number
  hint?: string
  type?: 'tel' | 'email'
}

/** Labels, lengths and choices of all particulars, in the language of the page. */
export function useFieldInfo(): Record<ParticularName, FieldInfo> {
  const { t } = useLingui()
  return {
    givenNames: { label: t`Voornamen`, maxLength: 120 },
    initials: { label: t`Voorletters`, maxLength: 30, hint: t`Bijvoorbeeld J.M.` },
    nickname: { label: t`Roepnaam`, maxLength: 60 },
    ownPrefix: { label: t`Voorvoegsel`, maxLength: 20, hint: t`Bijvoorbeeld van der` },
    ownName: { label: t`Achternaam`, maxLength: 120 },
    partnerPrefix: { label: t`Voorvoegsel partner`, maxLength: 20 },
    partnerName: { label: t`Achternaam partner`, maxLength: 120 },
    nameOrder: {
      label: t`Wil genoemd worden met`,
      kind: 'select',
      options: [
        { value: 'own', label: t`eigen naam` },
        { value: 'partner', label: t`naam van de partner` },
        { value: 'partner-own', label: t`naam van de partner, dan eigen naam` },
        { value: 'own-partner', label: t`eigen naam, dan naam van de partner` },
      ],
    },
    birthDate: { label: t`Geboortedatum`, kind: 'date' },
    sex: {
      label: t`Geslacht`,
      kind: 'select',
      options: [
        { value: 'female', label: t`vrouw` },
        { value: 'male', label: t`man` },
        { value: 'undifferentiated', label: t`anders` },
        { value: 'unknown', label: t`onbekend` },
      ],
    },
    street: { label: t`Straat`, maxLength: 120 },
    houseNumber: { label: t`Huisnummer`, maxLength: 20 },
    houseNumberAddition: { label: t`Toevoeging`, maxLength: 20 },
    postalCode: { label: t`Postcode`, maxLength: 10, hint: t`Bijvoorbeeld 1234 AB` },
    city: { label: t`Plaats`, maxLength: 80 },
    country: { label: t`Land`, maxLength: 80, hint: t`Leeg is Nederland` },
    phone: { label: t`Telefoon`, maxLength: 30, type: 'tel' },
    mobile: { label: t`Mobiel`, maxLength: 30, type: 'tel' },
    email: { label: t`E-mail`, maxLength: 200, type: 'email' },
    generalPractitioner: { label: t`Huisarts`, maxLength: 120 },
    generalPractitionerPhone: { label: t`Telefoon huisarts`, maxLength: 30, type: 'tel' },
    resuscitation: {
      label: t`Reanimatiewens`,
      kind: 'select',
      options: [
        { value: 'unknown', label: t`niet bekend` },
        { value: 'yes', label: t`wel reanimeren` },
        { value: 'no', label: t`niet reanimeren` },
      ],
    },
  }
}

/** What a value is called on the screen: the words of a choice, a date as people write it. */
export function shownValue(info: FieldInfo, value: string): string {
  return info.options?.find((option) => option.value === value)?.label ?? value
}
