import { useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Suspense, useEffect } from 'react'
import { Route, Routes, useNavigate } from 'react-router'
import { DraftsProvider } from '../ui/drafts/drafts-context.tsx'
import { Page } from '../ui/parts/page.tsx'
import { Empty, Loading } from '../ui/parts/states.tsx'
import { useSignedIn } from '../ui/session/signed-in.ts'
import { AppShell } from '../ui/shell/app-shell.tsx'
import { lazyScreen } from '../ui/shell/lazy-screen.ts'
import { useShortcut } from '../ui/shell/shortcuts.tsx'
import { EmergencyBanner } from './emergency/emergency-banner.tsx'
import { SearchProvider } from './search/search-context.tsx'
import { SearchField } from './search/search-field.tsx'

const loadRecord = () => import('./record/record-layout.tsx')
const loadTimeline = () => import('./timeline/timeline-page.tsx')
const loadReports = () => import('./reports/reports-page.tsx')
const loadMeasurements = () => import('./measurements/measurements-page.tsx')
const loadParticulars = () => import('./particulars/particulars-page.tsx')

const CaseloadPage = lazyScreen(() => import('./caseload/caseload-page.tsx'))
const SearchPage = lazyScreen(() => import('./search/search-page.tsx'))
const RecordLayout = lazyScreen(loadRecord)
const TimelinePage = lazyScreen(loadTimeline)
const ReportsPage = lazyScreen(loadReports)
const MeasurementsPage = lazyScreen(loadMeasurements)
const ParticularsPage = lazyScreen(loadParticulars)
const RegisterPage = lazyScreen(() => import('./register/register-page.tsx'))
const EmergencyPage = lazyScreen(() => import('./emergency/emergency-page.tsx'))
const AccountPage = lazyScreen(() => import('../ui/account/account-page.tsx'))

/** Every address of the application. */
export function Screens() {
  const { may } = useSignedIn()
  useEffect(() => {
    // The record is where nearly everybody goes next; its other parts must be there when the connection is gone.
    const parts = [loadRecord, loadTimeline, loadReports, loadMeasurements, loadParticulars]
    const timer = setTimeout(() => void Promise.allSettled(parts.map((load) => load())), 1500)
    return () => clearTimeout(timer)
  }, [])
  return (
    <SearchProvider>
      <DraftsProvider>
        <AppShell search={may('client:read') ? <SearchField /> : undefined} navigation={<EmergencyBanner />}>
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
              <Route path="/noodtoegang" element={<EmergencyPage />} />
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
  const { may } = useSignedIn()
  const mayAuthorise = may('people:read') || may('access:read') || may('log:read')
  return (
    <Page title={t`Mijn cliënten`}>
      <Empty
        title={t`Je hebt nu geen rol waarmee je dossiers ziet`}
        action={
          mayAuthorise && (
            <Button component="a" href="/autorisatie">
              {t`Naar Autorisatie`}
            </Button>
          )
        }
      >
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
