import { useLingui } from '@lingui/react/macro'
import { Suspense } from 'react'
import { NavLink, Outlet } from 'react-router'
import { Loading } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from './sign-in.module.css'

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
  return (
    <>
      <nav className={`${classes.parts} no-print`} aria-label={t`Onderdelen van Aanmelden`}>
        <ul>
          {parts.map(({ to, name }) => (
            <li key={to}>
              <NavLink to={to}>{name}</NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </>
  )
}
