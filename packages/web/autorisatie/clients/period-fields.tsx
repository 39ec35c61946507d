import { useLingui } from '@lingui/react/macro'
import { DateField } from '../../ui/fields/date-field.tsx'
import type { Fields } from '../../ui/fields/use-fields.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { endOf, startOf } from '../parts/days.ts'

export interface PeriodValues {
  from: string
  until: string
}

interface PeriodFieldsProps {
  values: PeriodValues
  errors: { from: string | undefined; until: string | undefined }
  set: (name: 'from' | 'until', text: string) => void
}

/** From when until when; without an end it goes on. */
export function PeriodFields({ values, errors, set }: PeriodFieldsProps) {
  const { t } = useLingui()
  return (
    <>
      <DateField
        label={t`Van`}
        near="future"
        description={t`Vandaag werkt meteen. Of bijvoorbeeld maandag of 12-3.`}
        value={values.from}
        error={errors.from}
        onChange={(text) => set('from', text)}
      />
      <DateField
        label={t`Tot en met (mag leeg)`}
        near="future"
        description={t`Leeg: tot iemand het beëindigt`}
        value={values.until}
        error={errors.until}
        onChange={(text) => set('until', text)}
      />
    </>
  )
}

/** The period as the server takes it, or the messages for the two fields. */
export function useReadPeriod() {
  const { t } = useLingui()
  return ({ from, until }: PeriodValues) => {
    const [first, last] = [readNearDate(from, 'future'), until.trim() ? readNearDate(until, 'future') : undefined]
    const errors = {
      ...(first ? {} : { from: t`Schrijf een dag, bijvoorbeeld vandaag of 12-3.` }),
      ...(until.trim() && !last ? { until: t`Schrijf een dag, bijvoorbeeld vrijdag of 12-3.` } : {}),
    }
    const begin = first && startOf(first)
    return { errors, period: { ...(begin ? { from: begin } : {}), ...(last ? { until: endOf(last) } : {}) } }
  }
}

/** The two fields of a larger form. */
export const periodOf = <T extends PeriodValues>(fields: Fields<T>): PeriodFieldsProps => ({
  values: fields.values,
  errors: { from: fields.error('from'), until: fields.error('until') },
  set: (name, text) => fields.set(name, text as T[typeof name]),
})
