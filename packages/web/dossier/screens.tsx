import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useEffect } from 'react'
import { Route, Routes, useNavigate } from 'react-router'
import { DraftsProvider } from '../ui/drafts/drafts-context.tsx'
import { Page } from '../ui/parts/page.tsx'
import { Empty, Loading } from '../ui/parts/states.tsx'
import { useSignedIn } from '../ui/session/signed-in.ts'
import { AppShell } from '../ui/shell/app-shell.tsx'
import { useShortcut } from '../ui/shell/shortcuts.tsx'
import { SearchProvider } from './search/search-context.tsx'
import { SearchField } from './search/search-field.tsx'

const loadRecord = () => import('./record/record-layout.tsx')
const loadTimeline = () => import('./timeline/timeline-page.tsx')

const CaseloadPage = lazy(() => import('./caseload/caseload-page.tsx'))
const SearchPage = lazy(() => import('./search/search-page.tsx'))
const RecordLayout = lazy(loadRecord)
const TimelinePage = lazy(loadTimeline)
const ReportsPage = lazy(() => import('./reports/reports-page.tsx'))
const MeasurementsPage = lazy(() => import('./measurements/measurements-page.tsx'))
const ParticularsPage = lazy(() => import('./particulars/particulars-page.tsx'))
const RegisterPage = lazy(() => import('./register/register-page.tsx'))
const AccountPage = lazy(() => import('../ui/account/account-page.tsx'))

/** Every address of the application. */
export function Screens() {
  const { may } = useSignedIn()
  useEffect(() => {
    // The record is where nearly everybody goes next.
    const timer = setTimeout(() => void Promise.all([loadRecord(), loadTimeline()]).catch(() => undefined), 1500)
    return () => clearTimeout(timer)
  }, [])
  return (
    <SearchProvider>
      <DraftsProvider>
        <AppShell search={may('client:read') ? <SearchField /> : undefined}>
          <Suspense fallback={<Loading />}>
            <Routes>
              <Route path="/" element={may('client:read') ? <CaseloadPage /> : <NoRecords />} />
              <Route path="/zoeken" element={<SearchPage />} />
              <Route path="/clienten/nieuw" element={<RegisterPage />} />
              <Route path="/clienten/:clientId" element={<RecordLayout />}>
                <Route index element={<TimelinePage />} />
                <Route path="rapportages" element={<ReportsPage />} />
                <Route path="metingen" element={<MeasurementsPage />} />
                <Route path="gegevens" element={<ParticularsPage />} />
                <Route path="*" element={<Nowhere />} />
              </Route>
              <Route path="/account" element={<AccountPage />} />
              <Route path="*" element={<Nowhere />} />
            </Routes>
          </Suspense>
          <HomeKey />
        </AppShell>
      </DraftsProvider>
    </SearchProvider>
  )
}

function HomeKey() {
  const { t } = useLingui()
  const navigate = useNavigate()
  useShortcut('h', t`Naar mijn cliënten`, () => navigate('/'))
  return null
}

/** Somebody without a role that opens records. */
function NoRecords() {
  const { t } = useLingui()
  return (
    <Page title={t`Mijn cliënten`}>
      <Empty title={t`Je hebt nu geen rol waarmee je dossiers ziet`}>
        {t`Vraag je teamleider of applicatiebeheerder om een rol. Die werkt meteen; je hoeft dan alleen deze pagina opnieuw te laden.`}
      </Empty>
    </Page>
  )
}

function Nowhere() {
  const { t } = useLingui()
  return (
    <Page title={t`Deze pagina bestaat niet`}>
      <Empty title={t`Op dit adres staat niets`} action={<a href="/">{t`Naar mijn cliënten`}</a>}>
        {t`Misschien is het adres niet goed overgenomen.`}
      </Empty>
    </Page>
  )
}
