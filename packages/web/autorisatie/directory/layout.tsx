import { useLingui } from '@lingui/react/macro'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { SubNavigation } from '../parts/sub-navigation.tsx'

/** The parts of Koppeling, above each of its screens. */
export default function DirectoryLayout() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const parts = [
    { to: '/koppeling/verbinding', name: t`Verbinding`, shown: may('setting:change') },
    { to: '/koppeling/groepen', name: t`Groepen`, shown: may('access:read') },
    { to: '/koppeling/functies', name: t`Functies`, shown: may('access:read') },
    { to: '/koppeling/bestand', name: t`Bestand`, shown: may('people:manage') },
  ].filter((part) => part.shown)
  return <SubNavigation label={t`Onderdelen van Koppeling`} parts={parts.map((part) => ({ ...part, key: part.to }))} />
}
