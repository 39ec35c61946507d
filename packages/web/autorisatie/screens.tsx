import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { Page } from '../ui/parts/page.tsx'
import { Empty, Loading } from '../ui/parts/states.tsx'
import { AppShell } from '../ui/shell/app-shell.tsx'

const AccountPage = lazy(() => import('../ui/account/account-page.tsx'))

export function Screens() {
  return (
    <AppShell>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/account" element={<AccountPage />} />
          <Route path="*" element={<Home />} />
        </Routes>
      </Suspense>
    </AppShell>
  )
}

function Home() {
  const { t } = useLingui()
  return (
    <Page title={t`Autorisatie`}>
      <Empty title={<Trans>Hier komen medewerkers, rollen en logging.</Trans>} />
    </Page>
  )
}
