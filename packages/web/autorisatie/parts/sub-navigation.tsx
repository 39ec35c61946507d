import { Suspense } from 'react'
import { NavLink, Outlet, type To } from 'react-router'
import { Loading } from '../../ui/parts/states.tsx'
import classes from './sub-navigation.module.css'

interface SubNavigationProps {
  label: string
  parts: readonly { to: To; name: string; key: string /** Addresses below it belong to others. */; exact?: boolean }[]
}

/** The parts of one part of the application, above each of its screens. */
export function SubNavigation({ label, parts }: SubNavigationProps) {
  return (
    <>
      <nav className={`${classes.parts} no-print`} aria-label={label}>
        <ul>
          {parts.map(({ key, to, name, exact = false }) => (
            <li key={key}>
              <NavLink to={to} end={exact}>
                {name}
              </NavLink>
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
