import type { EmergencyEntry } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import { Link, useSearchParams } from 'react-router'
import { shortMoment } from '../../ui/formats/dates.ts'
import { emergencyReasonName } from '../../ui/i18n/vocabulary.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { Announce, Answer, Empty, MoreButton } from '../../ui/parts/states.tsx'
import classes from '../parts/parts.module.css'
import { unitOptions } from '../parts/units.ts'
import { itemsOf, useUnits } from '../queries.ts'
import { useEmergencies } from './queries.ts'
import { State, Whom } from './state.tsx'

/** What waits for a judgement first; what was judged behind it. */
export default function EmergenciesPage() {
  const { t } = useLingui()
  const [address, setAddress] = useSearchParams()
  const units = useUnits()
  const unit = address.get('eenheid') || undefined
  const state = address.get('stand') === 'beoordeeld' ? 'judged' : 'open'
  const list = useEmergencies({ state, unit })
  const rows = itemsOf(list.data)
  const go = (name: string, value: string) =>
    setAddress((before) => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  return (
    <Page
      title={t`Noodtoegang`}
      action={
        <Button variant="default" component={Link} to="/noodtoegang/maand">
          <Trans>Overzicht per maand</Trans>
        </Button>
      }
    >
      <p className={classes.lead}>
        <Trans>
          Wie in nood een dossier opende dat anders dicht is, staat hier tot iemand het beoordeelt. Je ziet wat bij jouw
          locaties en teams hoort.
        </Trans>
      </p>
      <div className={`${classes.tools} no-print`}>
        <NativeSelect
          label={t`Stand`}
          value={state === 'judged' ? 'beoordeeld' : ''}
          onChange={(event) => go('stand', event.currentTarget.value)}
          data={[
            { value: '', label: t`Nog te beoordelen` },
            { value: 'beoordeeld', label: t`Beoordeeld` },
          ]}
        />
        <NativeSelect
          label={t`Team of locatie`}
          value={unit ?? ''}
          onChange={(event) => go('eenheid', event.currentTarget.value)}
          data={[{ value: '', label: t`Alle teams en locaties` }, ...unitOptions(units.data?.items ?? [])]}
        />
      </div>
      <Answer query={list}>
        {() =>
          rows.length === 0 ? (
            state === 'open' ? (
              <Empty title={t`Er wacht niets op een oordeel`}>
                <Trans>Zodra iemand noodtoegang gebruikt, krijg je bericht en staat het hier.</Trans>
              </Empty>
            ) : (
              <Empty title={t`Hier is nog niets beoordeeld`} />
            )
          ) : (
            <Section title={state === 'open' ? <Trans>Nog te beoordelen</Trans> : <Trans>Beoordeeld</Trans>}>
              <List rows={rows} />
              <MoreButton
                hasMore={list.hasNextPage}
                busy={list.isFetchingNextPage}
                failed={list.isFetchNextPageError}
                onMore={() => void list.fetchNextPage()}
              />
              <Announce>{t`${rows.length} in de lijst`}</Announce>
            </Section>
          )
        }
      </Answer>
    </Page>
  )
}

function List({ rows }: { rows: readonly EmergencyEntry[] }) {
  const { t } = useLingui()
  const columns: Column<EmergencyEntry>[] = [
    { key: 'when', head: t`Begonnen`, oneLine: true, cell: (entry) => shortMoment(entry.startedAt) },
    {
      key: 'who',
      head: t`Medewerker`,
      names: true,
      cell: ({ person }) => (
        <span>
          {person.name}
          <span className={classes.under}>{person.function}</span>
        </span>
      ),
    },
    { key: 'whom', head: t`Voor wie`, cell: (entry) => <Whom entry={entry} /> },
    { key: 'unit', head: t`Team`, cell: (entry) => entry.unit?.name ?? '–' },
    { key: 'why', head: t`Reden`, cell: (entry) => emergencyReasonName(entry.reason) },
    { key: 'state', head: t`Stand`, cell: (entry) => <State entry={entry} /> },
    {
      key: 'do',
      head: t`Bekijk`,
      cell: (entry) => {
        const { name } = entry.person
        const at = shortMoment(entry.startedAt)
        const judges = entry.state === 'open' && !entry.own
        return (
          <Link
            className={classes.link}
            to={`/noodtoegang/${entry.id}`}
            aria-label={judges ? t`Beoordeel: ${name}, ${at}` : t`Bekijk: ${name}, ${at}`}
          >
            {judges ? <Trans>Beoordeel</Trans> : <Trans>Bekijk</Trans>}
          </Link>
        )
      },
    },
  ]
  return (
    <DataTable caption={t`Noodtoegang, nieuwste eerst`} columns={columns} rows={rows} rowKey={(entry) => entry.id} />
  )
}
