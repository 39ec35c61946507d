import { TextInput, type TextInputProps } from '@mantine/core'
import { number, readNumber } from '../formats/numbers.ts'

interface DecimalFieldProps extends Omit<TextInputProps, 'onChange' | 'value'> {
  /** What is typed; read it with readNumber. */
  value: string
  onChange: (text: string) => void
  decimals: number
}

/** A number with a decimal comma; a point is understood as well. */
export function DecimalField({ value, onChange, decimals, onBlur, ...rest }: DecimalFieldProps) {
  return (
    <TextInput
      inputMode={decimals > 0 ? 'decimal' : 'numeric'}
      autoComplete="off"
      maxLength={10}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => {
        const found = readNumber(value)
        if (found !== undefined) onChange(number(found, decimals).replace(/\./g, ''))
        onBlur?.(event)
      }}
    />
  )
}
