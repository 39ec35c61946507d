import { useLingui } from '@lingui/react/macro'

/** How often a checkpoint is sent at most, by minutes, in words. */
export function useFrequencies(): Readonly<Record<number, string>> {
  const { t } = useLingui()
  return {
    0: t`elk ijkpunt meteen`,
    60: t`hoogstens elk uur`,
    1440: t`hoogstens elke dag`,
    10080: t`hoogstens elke week`,
  }
}
