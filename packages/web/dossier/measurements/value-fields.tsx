import { type MeasurementKind, measurementKinds } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { DateField, TimeField } from '../../ui/fields/date-field.tsx'
import { DecimalField } from '../../ui/fields/decimal-field.tsx'
import { momentAt, shortDay } from '../../ui/formats/dates.ts'
import { number } from '../../ui/formats/numbers.ts'
import { readNearDate, readTime } from '../../ui/formats/read-dates.ts'
import { measurementName, methodName, secondMeasurementName, unitText } from '../../ui/i18n/vocabulary.ts'
import { Note } from '../../ui/parts/note.tsx'
import { infoOf, judge } from './measurement-value.ts'
import classes from './measurements.module.css'

/** What is typed for one measurement. */
export interface TypedMeasurement {
  kind: MeasurementKind
  first: string
  second: string
  method: string
  note: string
  day: string
  time: string
}

export const emptyMeasurement = (kind: MeasurementKind): TypedMeasurement => ({
  kind,
  first: '',
  second: '',
  method: '',
  note: '',
  day: '',
  time: '',
})

export type TypedErrors = Partial<Record<'first' | 'second' | 'day' | 'time', string>>

export interface ReadMeasurement {
  value: number
  secondValue: number | null
  method: string | null
  note: string | null
  measuredAt?: string
}

/** Reads and judges what is typed; the server judges again. */
export function useMeasurementReader(): (
  typed: TypedMeasurement,
) => { errors: TypedErrors } | { read: ReadMeasurement } {
  const { t } = useLingui()
  return (typed) => {
    const errors: TypedErrors = {}
    const judged = judge(typed.kind, typed.first, typed.second)
    const at = judged.at ?? 'first'
    const unit = unitText(typed.kind)
    if (judged.state === 'empty') errors[at] = t`Vul een getal in.`
    if (judged.state === 'unreadable') errors[at] = t`Dit is geen getal. Schrijf bijvoorbeeld 72,5.`
    if (judged.state === 'impossible') {
      errors[at] =
        t`Dit kan niet: het ligt tussen ${number(judged.min)} en ${number(judged.max)} ${unit}. Controleer de meting.`
    }
    if (judged.state === 'order') errors[at] = t`De onderdruk is lager dan de bovendruk. Zijn ze verwisseld?`
    const timed = typed.day.trim() !== '' || typed.time.trim() !== ''
    const day = readNearDate(typed.day.trim() || 'vandaag', 'past')
    const time = readTime(typed.time)
    if (timed && !day) errors.day = t`Schrijf een dag, bijvoorbeeld 12-3 of gisteren.`
    if (timed && !time) errors.time = t`Schrijf een tijd, bijvoorbeeld 7:45.`
    const moment = timed && day && time ? momentAt(day, time) : undefined
    if (moment && Date.parse(moment) > Date.now() + 5 * 60_000) errors.time = t`Dit moment ligt in de toekomst.`
    if (Object.keys(errors).length > 0 || !('value' in judged)) return { errors }
    return {
      read: {
        value: judged.value,
        secondValue: judged.secondValue,
        method: typed.method || null,
        note: typed.note.trim() || null,
        ...(moment ? { measuredAt: moment } : {}),
      },
    }
  }
}

interface ValueFieldsProps {
  value: TypedMeasurement
  onChange: (change: Partial<TypedMeasurement>) => void
  errors: TypedErrors
  /** A correction stays what it was. */
  fixedKind?: boolean
}

/** The fields of one measurement; an unusual value asks to look again before it is kept. */
export function ValueFields({ value, onChange, errors, fixedKind = false }: ValueFieldsProps) {
  const { t } = useLingui()
  const info = infoOf(value.kind)
  const judged = judge(value.kind, value.first, value.second)
  const unit = unitText(value.kind)
  const { plausible } = info
  return (
    <>
      {!fixedKind && (
        <NativeSelect
          label={t`Wat meet je?`}
          value={value.kind}
          onChange={(event) => onChange(emptyMeasurement(event.currentTarget.value as MeasurementKind))}
          data={(Object.keys(measurementKinds) as MeasurementKind[]).map((kind) => ({
            value: kind,
            label: measurementName(kind),
          }))}
        />
      )}
      <div className={info.second ? classes.pair : classes.values}>
        <DecimalField
          label={info.second ? t`Bovendruk` : measurementName(value.kind)}
          decimals={info.decimals}
          rightSection={<span className={classes.unit}>{unit}</span>}
          rightSectionWidth={unit.length * 8 + 24}
          value={value.first}
          error={errors.first}
          autoFocus
          data-autofocus
          onChange={(first) => onChange({ first })}
        />
        {info.second && (
          <DecimalField
            label={secondMeasurementName(value.kind)}
            decimals={info.decimals}
            rightSection={<span className={classes.unit}>{unit}</span>}
            rightSectionWidth={unit.length * 8 + 24}
            value={value.second}
            error={errors.second}
            onChange={(second) => onChange({ second })}
          />
        )}
      </div>
      {judged.state === 'unusual' && (
        <Note kind="look" alert>
          <p>
            {info.second ? (
              <Trans>Dit is opvallend. Klopt de meting? Je kunt hem bewaren als het zo is.</Trans>
            ) : (
              <Trans>
                Dit is opvallend: meestal ligt het tussen {number(plausible.min)} en {number(plausible.max)} {unit}.
                Klopt de meting? Je kunt hem bewaren als het zo is.
              </Trans>
            )}
          </p>
        </Note>
      )}
      <div className={classes.values}>
        <NativeSelect
          label={t`Hoe gemeten (mag leeg)`}
          value={value.method}
          onChange={(event) => onChange({ method: event.currentTarget.value })}
          data={[
            { value: '', label: t`niet ingevuld` },
            ...info.methods.map((method) => ({ value: method, label: methodName(method) })),
          ]}
        />
        <TextInput
          label={t`Opmerking (mag leeg)`}
          maxLength={500}
          value={value.note}
          onChange={(event) => onChange({ note: event.currentTarget.value })}
        />
      </div>
      <div className={classes.values}>
        <DateField
          label={t`Dag (leeg is vandaag)`}
          near="past"
          description=""
          placeholder={shortDay(readNearDate('vandaag', 'past') ?? '')}
          value={value.day}
          error={errors.day}
          onChange={(day) => onChange({ day })}
        />
        <TimeField
          label={t`Tijd (leeg is nu)`}
          description=""
          value={value.time}
          error={errors.time}
          onChange={(time) => onChange({ time })}
        />
      </div>
    </>
  )
}
