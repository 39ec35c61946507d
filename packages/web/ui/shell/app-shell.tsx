import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useSyncExternalStore } from 'react'
import { Link, useLocation } from 'react-router'
import { connection } from '../api/connection.ts'
import { OfflineIcon } from '../parts/icons.tsx'
import { useEnvironment } from '../session/environment.ts'
import { AccountMenu } from './account-menu.tsx'
import { useApplication } from './application.ts'
import { EnvironmentFrame } from './environment-frame.tsx'
import { Fault } from './fault.tsx'
import { Mark } from './mark.tsx'
import classes from './shell.module.css'

interface AppShellProps {
  /** The search field of the application, in the middle of the header. */
  search?: ReactNode
  /** Links to the main parts of the application. */
  navigation?: ReactNode
  children: ReactNode
}

/** What stands around every screen: skip link, header with whose Hoede this is, search, the account; and the word when there is no connection. */
export function AppShell({ search, navigation, children }: AppShellProps) {
  const environment = useEnvironment()
  const { key } = useApplication()
  const { pathname } = useLocation()
  const { t } = useLingui()
  const names = { dossier: t`Dossier`, autorisatie: t`Autorisatie`, beheer: t`Beheer`, telefoon: t`Telefoon` }
  return (
    <EnvironmentFrame kind={environment.data?.kind ?? 'production'}>
      <a className={classes.skip} href="#inhoud">
        <Trans>Naar de inhoud</Trans>
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.home}>
          <Mark />
          <span className={classes.names}>
            <span className={classes.product}>
              Hoede <span>{names[key]}</span>
            </span>
            <span className={classes.customer}>{environment.data?.customer ?? ''}</span>
          </span>
        </Link>
        {search && <div className={classes.search}>{search}</div>}
        <AccountMenu />
      </header>
      {navigation}
      <ConnectionWord />
      <main id="inhoud" tabIndex={-1} className={classes.main}>
        <Fault at={pathname}>{children}</Fault>
      </main>
    </EnvironmentFrame>
  )
}

function ConnectionWord() {
  const state = useSyncExternalStore(connection.follow, connection.get)
  return (
    <div role="status" aria-live="polite">
      {state === 'offline' && (
        <p className={classes.offline}>
          <OfflineIcon />
          <Trans>Geen verbinding. Wat je typt blijft op dit apparaat bewaard.</Trans>
        </p>
      )}
    </div>
  )
}
