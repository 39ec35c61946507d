import { useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'

/** What somebody calls a factor, so that it can be told from the others. */
export function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const { t } = useLingui()
  return (
    <TextInput
      label={t`Naam`}
      description={t`Zo herken je hem later in de lijst.`}
      name="factor-name"
      autoComplete="off"
      required
      withAsterisk={false}
      maxLength={60}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
