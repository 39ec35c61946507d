import { useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { type Language, languages } from '../formats/language.ts'
import { useApplication } from '../shell/application.ts'
import { speak } from './languages.ts'

/** Dutch or English; remembered on this device. */
export function LanguageSwitch() {
  const { t, i18n } = useLingui()
  const { catalogues } = useApplication()
  return (
    <SegmentedControl
      fullWidth
      aria-label={t`Taal`}
      value={i18n.locale}
      onChange={(value) => speak(value as Language, catalogues)}
      data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
    />
  )
}
