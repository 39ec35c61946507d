import { useLingui } from '@lingui/react/macro'
import { TextInput, type TextInputProps } from '@mantine/core'
import { birthDay, shortDay } from '../formats/dates.ts'
import { readDate, readNearDate, readTime } from '../formats/read-dates.ts'

interface DateFieldProps extends Omit<TextInputProps, 'onChange' | 'value'> {
  /** What is typed; read it with readDate or readNearDate when the form is sent. */
  value: string
  onChange: (text: string) => void
  /** A day near now, where 'gisteren' and '12-3' will do; without it a full date such as a birth date. */
  near?: 'past' | 'future'
}

/** A date is typed, in any form that people use, and tidied up when the field is left. */
export function DateField({ value, onChange, near, onBlur, ...rest }: DateFieldProps) {
  const { t } = useLingui()
  return (
    <TextInput
      inputMode={near ? 'text' : 'numeric'}
      autoComplete="off"
      maxLength={24}
      description={near ? t`Bijvoorbeeld 12-3, gisteren of maandag` : t`Bijvoorbeeld 28-04-1934`}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => {
        const day = near ? readNearDate(value, near) : readDate(value)
        if (day) onChange(near ? shortDay(day) : birthDay(day))
        onBlur?.(event)
      }}
    />
  )
}

interface TimeFieldProps extends Omit<TextInputProps, 'onChange' | 'value'> {
  /** What is typed; read it with readTime. */
  value: string
  onChange: (text: string) => void
}

/** A time is typed: 7:45, 745 or 7.45; tidied up to 07:45 when the field is left. */
export function TimeField({ value, onChange, onBlur, ...rest }: TimeFieldProps) {
  const { t } = useLingui()
  return (
    <TextInput
      autoComplete="off"
      inputMode="text"
      maxLength={8}
      description={t`Bijvoorbeeld 7:45`}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => {
        const time = readTime(value)
        if (time) onChange(time)
        onBlur?.(event)
      }}
    />
  )
}
