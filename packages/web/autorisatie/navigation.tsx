import { Trans, useLingui } from '@lingui/react/macro'
import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { NavLink, useLocation, useNavigate } from 'react-router'
import { ChevronIcon } from '../ui/parts/icons.tsx'
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
    { to: '/toegang', name: t`Toegang`, shown: may('access:read') },
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
    {
      to: '/locaties',
      name: t`Locaties en teams`,
      shown: may('organisation:change') || may('access:read'),
      setsUp: true,
    },
    { to: '/functiescheiding', name: t`Functiescheiding`, shown: may('access:read'), setsUp: true },
    { to: '/instellingen', name: t`Instellingen`, shown: may('access:read'), setsUp: true },
    {
      to: '/koppeling',
      name: t`Koppeling`,
      shown: may('setting:change') || may('access:read') || may('people:manage'),
      setsUp: true,
    },
    { to: '/aanmelden', name: t`Aanmelden`, shown: may('setting:change') || may('people:manage'), setsUp: true },
    { to: '/doorgeven', name: t`Logging doorgeven`, shown: may('setting:change'), setsUp: true },
    { to: '/logging', name: t`Logging`, shown: may('log:read') },
  ].filter((part) => part.shown)
}

export function Navigation() {
  const { t } = useLingui()
  const parts = useParts()
  const { may } = useSignedIn()
  const waiting = useOpenCount(may('emergency:judge')).data?.open ?? 0
  if (parts.length === 0) return null
  const setUp = parts.filter((part) => part.setsUp)
  // One of them alone needs no menu.
  const daily = setUp.length > 1 ? parts.filter((part) => !part.setsUp) : parts
  return (
    <nav className={classes.navigation} aria-label={t`Onderdelen`}>
      <ul>
        {daily.map(({ to, name }) => (
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
        {setUp.length > 1 && (
          <li>
            <SetUp parts={setUp} />
          </li>
        )}
      </ul>
    </nav>
  )
}

/** What is set up once and changed now and then: behind one button, so that the work of the day fits in a line. */
function SetUp({ parts }: { parts: readonly { to: string; name: string }[] }) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const isHere = (to: string) => pathname === to || pathname.startsWith(`${to}/`)
  const here = parts.find(({ to }) => isHere(to))
  return (
    <Menu position="bottom-end" trapFocus returnFocus withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.link ?? ''} aria-current={here ? 'page' : undefined}>
          {here?.name ?? <Trans>Inrichting</Trans>}
          <ChevronIcon size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {parts.map(({ to, name }) => (
          <Menu.Item key={to} onClick={() => navigate(to)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
