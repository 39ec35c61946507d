import { useLingui } from '@lingui/react/macro'
import { SubNavigation } from '../parts/sub-navigation.tsx'

/** What was done, and the proof that nothing of it was changed. */
export default function LoggingLayout() {
  const { t } = useLingui()
  const parts = [
    { key: 'questions', to: '/logging', name: t`Wie deed wat`, exact: true },
    { key: 'live', to: '/logging/meekijken', name: t`Meekijken` },
    { key: 'proof', to: '/logging/bewijs', name: t`Bewijs` },
  ]
  return <SubNavigation label={t`Onderdelen van de logging`} parts={parts} />
}
