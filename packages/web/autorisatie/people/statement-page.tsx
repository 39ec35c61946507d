import type { LeavingStatement } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useParams } from 'react-router'
import { shortMoment } from '../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { PrintButton } from '../../ui/parts/print-button.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { useHeldWords } from './held-words.ts'
import { useStatement } from './queries.ts'

/** What ended when somebody left, with the moment of each: to print and to keep. */
export default function StatementPage() {
  const { personId = '' } = useParams()
  const { t } = useLingui()
  const statement = useStatement(personId)
  return (
    <Page title={t`Verklaring van uit dienst gaan`} action={statement.data && <PrintButton />}>
      <Answer query={statement}>{(data) => <Statement statement={data} />}</Answer>
      <p className={`${classes.links} no-print`}>
        <Link className={classes.link} to={`/medewerkers/${personId}`}>
          <Trans>Terug naar de medewerker</Trans>
        </Link>
      </p>
    </Page>
  )
}

type Item = LeavingStatement['items'][number]

function Statement({ statement }: { statement: LeavingStatement }) {
  const { t } = useLingui()
  const { me } = useSignedIn()
  const words = useHeldWords()
  const { person, leftAt, madeAt } = statement
  const withoutEvv = statement.items.filter((item) => item.kind === 'care-relation' && item.exclusive)
  const columns: Column<Item>[] = [
    { key: 'kind', head: t`Wat`, names: true, cell: words.kind },
    { key: 'which', head: t`Welke`, cell: (item) => words.which(item) || '–' },
    { key: 'began', head: t`Sinds`, oneLine: true, cell: (item) => (item.began ? shortMoment(item.began) : '–') },
    { key: 'ended', head: t`Beëindigd`, oneLine: true, cell: (item) => shortMoment(item.ended) },
    { key: 'by', head: t`Door`, cell: (item) => item.by },
  ]
  return (
    <>
      <p className={classes.lead}>
        <strong>{person.name}</strong> ({person.userName}), {person.function}. {me.environment.customer}.
      </p>
      <p className={classes.lead}>
        <Trans>
          Uit dienst sinds {shortMoment(leftAt)}: vanaf dat moment opende niets meer. Deze verklaring is gemaakt op{' '}
          {shortMoment(madeAt)}, toen alles was beëindigd.
        </Trans>
      </p>
      {withoutEvv.length > 0 && (
        <Note kind="look">
          <Trans>
            Deze cliënten hebben nu niemand voor deze zorgrelatie:{' '}
            {withoutEvv.map((item) => `${item.clientNumber} (${item.name})`).join(', ')}.
          </Trans>
        </Note>
      )}
      {statement.items.length === 0 ? (
        <p>
          <Trans>Er was niets meer te beëindigen.</Trans>
        </p>
      ) : (
        <DataTable
          caption={t`Wat er is beëindigd`}
          columns={columns}
          rows={statement.items.map((item, place) => ({ ...item, place }))}
          rowKey={(item) => String((item as Item & { place: number }).place)}
        />
      )}
    </>
  )
}
