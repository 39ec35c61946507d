import { useLingui } from '@lingui/react/macro'
import { VisuallyHidden } from '@mantine/core'
import { NavLink } from 'react-router'
import { useSignedIn } from '../ui/session/signed-in.ts'
import { useOpenCount } from './emergency/queries.ts'
import classes from './navigation.module.css'
import { useOpenReviews } from './reviews/queries.ts'

/** The parts of the application that somebody may see, in the order of the work. */
export function useParts() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const open = useOpenReviews().data?.open ?? 0
  return [
    { to: '/medewerkers', name: t`Medewerkers`, shown: may('people:read') },
    { to: '/clienten', name: t`Cliënten`, shown: may('access:read') },
    { to: '/rooster', name: t`Rooster`, shown: may('people:read') },
    {
      to: '/controles',
      name: open > 0 ? t`Controles (${open})` : t`Controles`,
      shown: may('access:review') || open > 0,
    },
    { to: '/rollen', name: t`Rollen`, shown: may('access:read') },
    { to: '/goedkeuren', name: t`Goedkeuren`, shown: may('access:approve') },
    { to: '/noodtoegang', name: t`Noodtoegang`, shown: may('emergency:judge') },
    { to: '/locaties', name: t`Locaties en teams`, shown: may('organisation:change') || may('access:read') },
    { to: '/instellingen', name: t`Instellingen`, shown: may('access:read') },
    {
      to: '/koppeling',
      name: t`Koppeling`,
      shown: may('setting:change') || may('access:read') || may('people:manage'),
    },
    { to: '/aanmelden', name: t`Aanmelden`, shown: may('setting:change') || may('people:manage') },
    { to: '/logging', name: t`Logging`, shown: may('log:read') },
  ].filter((part) => part.shown)
}

export function Navigation() {
  const { t } = useLingui()
  const parts = useParts()
  const { may } = useSignedIn()
  const waiting = useOpenCount(may('emergency:judge')).data?.open ?? 0
  if (parts.length === 0) return null
  return (
    <nav className={classes.navigation} aria-label={t`Onderdelen`}>
      <ul>
        {parts.map(({ to, name }) => (
          <li key={to}>
            <NavLink to={to} className={classes.link ?? ''}>
              {name}
              {to === '/noodtoegang' && waiting > 0 && (
                <span className={classes.count}>
                  {waiting}
                  <VisuallyHidden>{t`nog te beoordelen`}</VisuallyHidden>
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
