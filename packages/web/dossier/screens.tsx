import { lazy, Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { Loading } from '../ui/parts/states.tsx'
import { AppShell } from '../ui/shell/app-shell.tsx'

const AccountPage = lazy(() => import('../ui/account/account-page.tsx'))

export function Screens() {
  return (
    <AppShell>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/account" element={<AccountPage />} />
        </Routes>
      </Suspense>
    </AppShell>
  )
}
