import { useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import type { Ref } from 'react'
import classes from './factors.module.css'

interface CodeInputProps {
  ref?: Ref<HTMLInputElement>
  value: string
  onChange: (code: string) => void
  autoFocus?: boolean
}

/** Six digits in one field: a phone offers its number keys and the code it knows, and pasting works. */
export function CodeInput({ ref, value, onChange, autoFocus = true }: CodeInputProps) {
  const { t } = useLingui()
  return (
    <TextInput
      ref={ref}
      label={t`Code van 6 cijfers`}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9 ]{6,9}"
      title={t`Zes cijfers`}
      maxLength={9}
      autoFocus={autoFocus}
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.replace(/[^\d ]/g, ''))}
      classNames={{ input: classes.code ?? '' }}
    />
  )
}
