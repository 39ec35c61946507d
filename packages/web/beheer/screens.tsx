import { Trans, useLingui } from '@lingui/react/macro'
import { Suspense } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { Page } from '../ui/parts/page.tsx'
import { Empty, Loading } from '../ui/parts/states.tsx'
import { useSignedIn } from '../ui/session/signed-in.ts'
import { AppShell } from '../ui/shell/app-shell.tsx'
import { lazyScreen } from '../ui/shell/lazy-screen.ts'

const BackupsPage = lazyScreen(() => import('./backups/backups-page.tsx'))
const AccountPage = lazyScreen(() => import('../ui/account/account-page.tsx'))

/** Every address of the application. */
export function Screens() {
  const { may } = useSignedIn()
  return (
    <AppShell>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/" element={<Navigate to="/reservekopieen" replace />} />
          <Route path="/reservekopieen" element={may('backup:read') ? <BackupsPage /> : <NotForYou />} />
          <Route path="/account" element={<AccountPage />} />
          <Route path="*" element={<Nowhere />} />
        </Routes>
      </Suspense>
    </AppShell>
  )
}

function NotForYou() {
  const { t } = useLingui()
  return (
    <Page title={t`Beheer`}>
      <Empty
        title={<Trans>Jouw rol heeft hier geen recht op</Trans>}
        action={
          <a href="/">
            <Trans>Naar Dossier</Trans>
          </a>
        }
      >
        <Trans>
          Reservekopieën zijn voor wie de omgeving beheert of toezicht houdt. Heb je dit nodig voor je werk? Vraag je
          applicatiebeheerder om een rol.
        </Trans>
      </Empty>
    </Page>
  )
}

function Nowhere() {
  const { t } = useLingui()
  return (
    <Page title={t`Deze pagina bestaat niet`}>
      <Empty
        title={<Trans>Op dit adres staat niets</Trans>}
        action={
          <a href="/beheer">
            <Trans>Naar het begin</Trans>
          </a>
        }
      >
        <Trans>Misschien is het adres niet goed overgenomen.</Trans>
      </Empty>
    </Page>
  )
}
