import { NativeSelect, TextInput } from '@mantine/core'
import { DateField } from '../../ui/fields/date-field.tsx'
import type { Fields } from '../../ui/fields/use-fields.ts'
import { type ParticularName, type Particulars, useFieldInfo } from './client-fields.ts'

interface ParticularInputProps {
  name: ParticularName
  fields: Fields<Particulars>
  required?: boolean
}

/** The input of one particular, by its kind. */
export function ParticularInput({ name, fields, required = false }: ParticularInputProps) {
  const info = useFieldInfo()[name]
  const common = { ...fields.text(name), label: info.label, required, withAsterisk: false }
  if (info.kind === 'date') {
    return <DateField {...common} onChange={(text) => fields.set(name, text)} />
  }
  if (info.kind === 'select') return <NativeSelect {...common} data={info.options ?? []} />
  return (
    <TextInput
      {...common}
      autoComplete="off"
      maxLength={info.maxLength ?? 120}
      description={info.hint}
      type={info.type ?? 'text'}
    />
  )
}
