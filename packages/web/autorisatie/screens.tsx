import type { Permission } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, Suspense } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { Page } from '../ui/parts/page.tsx'
import { Empty, Loading } from '../ui/parts/states.tsx'
import { useSignedIn } from '../ui/session/signed-in.ts'
import { AppShell } from '../ui/shell/app-shell.tsx'
import { lazyScreen } from '../ui/shell/lazy-screen.ts'
import { Navigation, useParts } from './navigation.tsx'

const PeoplePage = lazyScreen(() => import('./people/people-page.tsx'))
const NewPersonPage = lazyScreen(() => import('./people/new-person-page.tsx'))
const PersonPage = lazyScreen(() => import('./people/person-page.tsx'))
const StatementPage = lazyScreen(() => import('./people/statement-page.tsx'))
const ReviewsPage = lazyScreen(() => import('./reviews/reviews-page.tsx'))
const NewReviewPage = lazyScreen(() => import('./reviews/new-review-page.tsx'))
const ReviewPage = lazyScreen(() => import('./reviews/review-page.tsx'))
const BulkPage = lazyScreen(() => import('./grants/bulk-page.tsx'))
const BatchPage = lazyScreen(() => import('./grants/batch-page.tsx'))
const ClientPage = lazyScreen(() => import('./clients/client-page.tsx'))
const RoleModelPage = lazyScreen(() => import('./roles/role-model-page.tsx'))
const RosterPage = lazyScreen(() => import('./roster/roster-page.tsx'))
const RosterImportPage = lazyScreen(() => import('./roster/import-page.tsx'))
const RolesPage = lazyScreen(() => import('./roles/roles-page.tsx'))
const RolePage = lazyScreen(() => import('./roles/role-page.tsx'))
const NewRolePage = lazyScreen(() => import('./roles/new-role-page.tsx'))
const ConfirmingPage = lazyScreen(() => import('./confirming/confirming-page.tsx'))
const OrganisationPage = lazyScreen(() => import('./organisation/organisation-page.tsx'))
const UnitPage = lazyScreen(() => import('./organisation/unit-page.tsx'))
const ExplanationLayout = lazyScreen(() => import('./explanation/layout.tsx'))
const WhoPage = lazyScreen(() => import('./explanation/who-page.tsx'))
const WhyPage = lazyScreen(() => import('./explanation/why-page.tsx'))
const DutiesPage = lazyScreen(() => import('./duties/duties-page.tsx'))
const SettingsPage = lazyScreen(() => import('./settings/settings-page.tsx'))
const LoggingLayout = lazyScreen(() => import('./logging/layout.tsx'))
const ProofPage = lazyScreen(() => import('./logging/proof/proof-page.tsx'))
const LoggingPage = lazyScreen(() => import('./logging/logging-page.tsx'))
const TimelinePage = lazyScreen(() => import('./logging/timeline/timeline-page.tsx'))
const LivePage = lazyScreen(() => import('./logging/live/live-page.tsx'))
const SiemPage = lazyScreen(() => import('./siem/siem-page.tsx'))
const SignInLayout = lazyScreen(() => import('./sign-in/layout.tsx'))
const PolicyPage = lazyScreen(() => import('./sign-in/policy/policy-page.tsx'))
const ProvidersPage = lazyScreen(() => import('./sign-in/providers/providers-page.tsx'))
const NewProviderPage = lazyScreen(() => import('./sign-in/providers/new-provider-page.tsx'))
const ProviderPage = lazyScreen(() => import('./sign-in/providers/provider-page.tsx'))
const TrialPage = lazyScreen(() => import('./sign-in/providers/trial-page.tsx'))
const MessagesPage = lazyScreen(() => import('./sign-in/messages/messages-page.tsx'))
const DevicesPage = lazyScreen(() => import('./sign-in/devices/devices-page.tsx'))
const ResetsPage = lazyScreen(() => import('./sign-in/resets/resets-page.tsx'))
const DirectoryLayout = lazyScreen(() => import('./directory/layout.tsx'))
const ConnectionPage = lazyScreen(() => import('./directory/connection-page.tsx'))
const GroupsPage = lazyScreen(() => import('./directory/groups-page.tsx'))
const GroupPage = lazyScreen(() => import('./directory/group-page.tsx'))
const FunctionsPage = lazyScreen(() => import('./directory/functions-page.tsx'))
const SyncPage = lazyScreen(() => import('./directory/sync-page.tsx'))
const EmergenciesPage = lazyScreen(() => import('./emergency/emergencies-page.tsx'))
const EmergencyPage = lazyScreen(() => import('./emergency/emergency-page.tsx'))
const EmergencyMonthPage = lazyScreen(() => import('./emergency/month-page.tsx'))
const AccountPage = lazyScreen(() => import('../ui/account/account-page.tsx'))

/** Every address of the application. */
export function Screens() {
  return (
    <AppShell navigation={<Navigation />}>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/" element={<Home />} />
          <Route path="/medewerkers" element={<For right="people:read" screen={<PeoplePage />} />} />
          <Route path="/medewerkers/nieuw" element={<For right="people:manage" screen={<NewPersonPage />} />} />
          <Route path="/medewerkers/samen" element={<For right="access:grant" screen={<BulkPage />} />} />
          <Route path="/medewerkers/samen/:batchId" element={<For right="access:read" screen={<BatchPage />} />} />
          <Route path="/clienten" element={<For right="access:read" screen={<ClientPage />} />} />
          <Route path="/clienten/:number" element={<For right="access:read" screen={<ClientPage />} />} />
          <Route path="/rooster" element={<For right="people:read" screen={<RosterPage />} />} />
          <Route path="/rooster/inlezen" element={<For right="roster:change" screen={<RosterImportPage />} />} />
          <Route path="/medewerkers/:personId" element={<For right="people:read" screen={<PersonPage />} />} />
          <Route
            path="/medewerkers/:personId/verklaring"
            element={<For right="people:read" screen={<StatementPage />} />}
          />
          <Route path="/controles" element={<ReviewsPage />} />
          <Route path="/controles/nieuw" element={<For right="access:review" screen={<NewReviewPage />} />} />
          <Route path="/controles/:reviewId" element={<For right="access:review" screen={<ReviewPage />} />} />
          <Route path="/rollen" element={<For right="access:read" screen={<RolesPage />} />} />
          <Route path="/rollen/nieuw" element={<For right="role:change" screen={<NewRolePage />} />} />
          <Route path="/rollen/bestand" element={<For right="access:read" screen={<RoleModelPage />} />} />
          <Route path="/rollen/:roleId" element={<For right="access:read" screen={<RolePage />} />} />
          <Route path="/toegang" element={<For right="access:read" screen={<ExplanationLayout />} />}>
            <Route index element={<Navigate to="/toegang/wie" replace />} />
            <Route path="wie" element={<WhoPage />} />
            <Route path="waarom" element={<WhyPage />} />
          </Route>
          <Route path="/functiescheiding" element={<For right="access:read" screen={<DutiesPage />} />} />
          <Route path="/goedkeuren" element={<For right="access:approve" screen={<ConfirmingPage />} />} />
          <Route path="/noodtoegang" element={<For right="emergency:judge" screen={<EmergenciesPage />} />} />
          <Route path="/noodtoegang/maand" element={<For right="emergency:judge" screen={<EmergencyMonthPage />} />} />
          <Route
            path="/noodtoegang/:emergencyId"
            element={<For right="emergency:judge" screen={<EmergencyPage />} />}
          />
          <Route path="/locaties" element={<OrganisationPage />} />
          <Route path="/locaties/:unitId" element={<For right="access:read" screen={<UnitPage />} />} />
          <Route path="/instellingen" element={<For right="access:read" screen={<SettingsPage />} />} />
          <Route path="/aanmelden" element={<SignInLayout />}>
            <Route index element={<SignInHome />} />
            <Route path="beleid" element={<For right="setting:change" screen={<PolicyPage />} />} />
            <Route path="aanbieders" element={<For right="setting:change" screen={<ProvidersPage />} />} />
            <Route path="aanbieders/nieuw" element={<For right="setting:change" screen={<NewProviderPage />} />} />
            <Route path="aanbieders/:providerId" element={<For right="setting:change" screen={<ProviderPage />} />} />
            <Route path="aanbieders/proef/:trialId" element={<For right="setting:change" screen={<TrialPage />} />} />
            <Route path="berichten" element={<For right="setting:change" screen={<MessagesPage />} />} />
            <Route path="gedeelde-computers" element={<For right="setting:change" screen={<DevicesPage />} />} />
            <Route path="herstel" element={<For right="people:manage" screen={<ResetsPage />} />} />
          </Route>
          <Route path="/koppeling" element={<DirectoryLayout />}>
            <Route index element={<DirectoryHome />} />
            <Route path="verbinding" element={<For right="setting:change" screen={<ConnectionPage />} />} />
            <Route path="groepen" element={<For right="access:read" screen={<GroupsPage />} />} />
            <Route path="groepen/:groupId" element={<For right="access:read" screen={<GroupPage />} />} />
            <Route path="functies" element={<For right="access:read" screen={<FunctionsPage />} />} />
            <Route path="bestand" element={<For right="people:manage" screen={<SyncPage />} />} />
          </Route>
          <Route path="/logging" element={<For right="log:read" screen={<LoggingLayout />} />}>
            <Route index element={<LoggingPage />} />
            <Route path="tijdlijn" element={<TimelinePage />} />
            <Route path="meekijken" element={<LivePage />} />
            <Route path="bewijs" element={<ProofPage />} />
          </Route>
          <Route path="/doorgeven" element={<For right="setting:change" screen={<SiemPage />} />} />
          <Route path="/account" element={<AccountPage />} />
          <Route path="*" element={<Nowhere />} />
        </Routes>
      </Suspense>
    </AppShell>
  )
}

/** A screen for who has its right; somebody else hears that they have not, before anything is asked. */
function For({ right, screen }: { right: Permission; screen: ReactNode }) {
  const { may } = useSignedIn()
  return may(right) ? screen : <NotForYou />
}

function Home() {
  const [first] = useParts()
  return first ? <Navigate to={first.to} replace /> : <NotForYou />
}

/** Who only manages people has resets alone. */
function SignInHome() {
  const { may } = useSignedIn()
  return <Navigate to={may('setting:change') ? 'beleid' : 'herstel'} replace />
}

/** Who only looks at access begins with the groups; who only manages people has the file alone. */
function DirectoryHome() {
  const { may } = useSignedIn()
  return <Navigate to={may('setting:change') ? 'verbinding' : may('access:read') ? 'groepen' : 'bestand'} replace />
}

function NotForYou() {
  const { t } = useLingui()
  return (
    <Page title={t`Autorisatie`}>
      <Empty
        title={<Trans>Jouw rol heeft hier geen recht op</Trans>}
        action={
          <a href="/">
            <Trans>Naar Dossier</Trans>
          </a>
        }
      >
        <Trans>
          Medewerkers, rollen en logging zijn voor wie ze beheert of controleert. Heb je dit nodig voor je werk? Vraag
          je applicatiebeheerder om een rol.
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
          <a href="/autorisatie">
            <Trans>Naar het begin</Trans>
          </a>
        }
      >
        <Trans>Misschien is het adres niet goed overgenomen.</Trans>
      </Empty>
    </Page>
  )
}
