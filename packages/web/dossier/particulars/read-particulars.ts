import { useLingui } from '@lingui/react/macro'
import { readPostalCode } from '../../ui/formats/bsn.ts'
import { dayOf } from '../../ui/formats/dates.ts'
import { readDate } from '../../ui/formats/read-dates.ts'
import { type ParticularName, type Particulars, particularNames } from './client-fields.ts'

type Errors = Partial<Record<ParticularName, string>>

/** Tidies up and checks what was typed in these fields; the server judges again. */
export function useParticularsReader(): (
  values: Particulars,
  names?: readonly ParticularName[],
) => { errors: Errors; read: Partial<Record<ParticularName, string | null>> } {
  const { t } = useLingui()
  return (values, names = particularNames) => {
    const errors: Errors = {}
    const read: Partial<Record<ParticularName, string | null>> = {}
    for (const name of names) read[name] = values[name].trim() || null
    if (names.includes('ownName') && !read.ownName) errors.ownName = t`Vul de achternaam in.`
    if (read.birthDate) {
      const day = readDate(read.birthDate)
      if (!day) errors.birthDate = t`Schrijf een datum, bijvoorbeeld 28-04-1934.`
      else if (day > dayOf(new Date())) errors.birthDate = t`Deze datum ligt in de toekomst.`
      else read.birthDate = day
    }
    if (read.postalCode && (!read.country || /^nederland$/i.test(read.country))) {
      const code = readPostalCode(read.postalCode)
      if (code) read.postalCode = code
      else errors.postalCode = t`Een postcode is vier cijfers en twee letters, bijvoorbeeld 1234 AB.`
    }
    if (read.email && !/^\S+@\S+\.\S+$/.test(read.email)) errors.email = t`Dit is geen e-mailadres.`
    return { errors, read }
  }
}

/** Only what differs from how the form began: what others changed in other fields stays theirs. */
export function changedNames(
  before: Particulars,
  after: Particulars,
  names: readonly ParticularName[],
): ParticularName[] {
  return names.filter((name) => before[name].trim() !== after[name].trim())
}
