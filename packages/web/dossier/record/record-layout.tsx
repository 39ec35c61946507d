import type { ClientDetail } from '@hoede/contract'
import type { Permission } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, Suspense } from 'react'
import { Link, NavLink, Outlet, useNavigate, useParams } from 'react-router'
import { asProblem } from '../../ui/api/problem.ts'
import { birthDay, momentInWords } from '../../ui/formats/dates.ts'
import { DialogSubject } from '../../ui/parts/dialog.tsx'
import { CardIcon, ChartIcon, InfoIcon, ListIcon, ReportIcon } from '../../ui/parts/icons.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { PrintButton } from '../../ui/parts/print-button.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Loading } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { useShortcut } from '../../ui/shell/shortcuts.tsx'
import { useClient, useKnownHeader } from '../queries.ts'
import { ClientHeader } from './client-header.tsx'
import { groundInWords } from './ground.ts'
import classes from './record.module.css'
import type { RecordContext } from './record-context.ts'

/** Around every screen of one record: the client's header, the parts of the record, and why it is open. */
export default function RecordLayout() {
  const { clientId = '' } = useParams()
  const { t } = useLingui()
  const { may } = useSignedIn()
  const record = useClient(clientId)
  const known = useKnownHeader(clientId)
  const header = record.data ?? known
  if (record.error && !record.data) {
    return (
      <Page title={t`Dossier`} narrow>
        <ProblemNote problem={asProblem(record.error)} retry={() => void record.refetch()} />
        {asProblem(record.error).code === 'not-found' && may('emergency:use') && (
          <p>
            <Link to="/noodtoegang">
              <Trans>Is dit een noodsituatie? Naar noodtoegang</Trans>
            </Link>
          </p>
        )}
      </Page>
    )
  }
  return (
    <>
      {header && <ClientHeader client={header} />}
      {record.data ? <OpenRecord key={clientId} client={record.data} /> : <Loading rows={4} height={96} />}
    </>
  )
}

function OpenRecord({ client }: { client: ClientDetail }) {
  const { t } = useLingui()
  const { me } = useSignedIn()
  const navigate = useNavigate()
  const may = (permission: Permission) => client.may.includes(permission)
  const home = `/clienten/${client.id}`
  useShortcut('n', t`Nieuwe rapportage`, () => navigate(home, { state: { write: Date.now() } }), may('report:write'))
  const reads = may('report:read') || may('measurement:read')
  return (
    <DialogSubject value={[client.name, birthDay(client.birthDate)].filter(Boolean).join(' · ')}>
      <div className={classes.record}>
        <nav className={classes.nav} aria-label={t`Onderdelen van het dossier`}>
          {reads && (
            <Part to={home} end icon={<ListIcon />}>
              <Trans>Alles</Trans>
            </Part>
          )}
          {may('report:read') && (
            <Part to={`${home}/rapportages`} icon={<ReportIcon />}>
              <Trans>Rapportages</Trans>
            </Part>
          )}
          {may('measurement:read') && (
            <Part to={`${home}/metingen`} icon={<ChartIcon />}>
              <Trans>Metingen</Trans>
            </Part>
          )}
          <Part to={`${home}/gegevens`} icon={<CardIcon />}>
            <Trans>Gegevens</Trans>
          </Part>
        </nav>
        <div className={classes.content}>
          <Suspense fallback={<Loading />}>
            <Outlet context={{ client, may } satisfies RecordContext} />
          </Suspense>
          <div className={classes.end}>
            <p className={classes.ground}>
              <InfoIcon size={18} />
              {groundInWords(client.ground, {
                role: (role, where) => t`Je ziet dit omdat je ${role} bent: ${where}.`,
                emergency: (until) =>
                  t`Je ziet dit door noodtoegang, tot ${until}. Alles wat je doet wordt beoordeeld.`,
              })}
            </p>
            {client.may.includes('access:read') && (
              <a className="no-print" href={`/autorisatie/toegang/wie?client=${client.number}`}>
                <Trans>Wie kan dit dossier openen?</Trans>
              </a>
            )}
            <PrintButton />
          </div>
          <p className="print-only">
            <Trans>
              Afgedrukt {momentInWords(new Date())} door {me.person.name}. Vernietig dit papier na gebruik.
            </Trans>
          </p>
        </div>
      </div>
    </DialogSubject>
  )
}

interface PartProps {
  to: string
  end?: boolean
  icon: ReactNode
  children: ReactNode
}

function Part({ to, end = false, icon, children }: PartProps) {
  return (
    <NavLink to={to} end={end} className={classes.part ?? ''}>
      {icon}
      {children}
    </NavLink>
  )
}
