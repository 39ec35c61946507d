import { useLingui } from '@lingui/react/macro'
import { Suspense } from 'react'
import { NavLink, Outlet } from 'react-router'
import { Loading } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../sign-in/sign-in.module.css'

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
  return (
    <>
      <nav className={`${classes.parts} no-print`} aria-label={t`Onderdelen van Koppeling`}>
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
