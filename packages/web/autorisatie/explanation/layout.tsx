import { useLingui } from '@lingui/react/macro'
import { useLocation } from 'react-router'
import { SubNavigation } from '../parts/sub-navigation.tsx'

/** The same question about one record, asked in two ways: it stays when somebody goes from one to the other. */
export default function ExplanationLayout() {
  const { t } = useLingui()
  const { search } = useLocation()
  const parts = [
    { key: 'who', to: { pathname: '/toegang/wie', search }, name: t`Wie kan erbij?` },
    { key: 'why', to: { pathname: '/toegang/waarom', search }, name: t`Waarom kan iemand erbij?` },
  ]
  return <SubNavigation label={t`Vragen over toegang`} parts={parts} />
}
