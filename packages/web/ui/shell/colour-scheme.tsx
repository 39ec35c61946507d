import { useLingui } from '@lingui/react/macro'
import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'

/** Light, dark, or as the device has it. */
export function ColourSchemeSwitch() {
  const { t } = useLingui()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      fullWidth
      aria-label={t`Kleuren`}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as MantineColorScheme)}
      data={[
        { value: 'light', label: t`Licht` },
        { value: 'dark', label: t`Donker` },
        { value: 'auto', label: t`Als apparaat` },
      ]}
    />
  )
}
