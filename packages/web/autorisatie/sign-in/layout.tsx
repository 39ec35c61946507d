import { useLingui } from '@lingui/react/macro'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { SubNavigation } from '../parts/sub-navigation.tsx'

/** The parts of Aanmelden, above each of its screens. */
export default function SignInLayout() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const configures = may('setting:change')
  const parts = [
    { to: '/aanmelden/beleid', name: t`Beleid`, shown: configures },
    { to: '/aanmelden/aanbieders', name: t`Aanbieders`, shown: configures },
    { to: '/aanmelden/berichten', name: t`Berichten`, shown: configures },
    { to: '/aanmelden/gedeelde-computers', name: t`Gedeelde computers`, shown: configures },
    { to: '/aanmelden/herstel', name: t`Herstel`, shown: may('people:manage') },
  ].filter((part) => part.shown)
  return <SubNavigation label={t`Onderdelen van Aanmelden`} parts={parts.map((part) => ({ ...part, key: part.to }))} />
}
