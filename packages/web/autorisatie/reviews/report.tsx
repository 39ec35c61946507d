import type { ReviewReport, SignedReport } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { dayOf, shortDay, shortMoment } from '../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import classes from '../parts/parts.module.css'
import { useReport } from './queries.ts'
import { useReviewWords } from './words.ts'

/** The report as it was signed, to read, to print, and as a file that anybody can check. */
export function ReportSection({ reviewId }: { reviewId: string }) {
  const { t } = useLingui()
  const signed = useReport(reviewId)
  return (
    <Section
      title={t`Ondertekend rapport`}
      action={
        signed.data && (
          <Button size="sm" variant="default" className="no-print" onClick={() => download(signed.data)}>
            <Trans>Download rapport</Trans>
          </Button>
        )
      }
    >
      <Answer query={signed}>{(data) => <Report signed={data} />}</Answer>
    </Section>
  )
}

/** The whole file: report, signature and public key. */
function download(signed: SignedReport): void {
  const { review } = signed.report as ReviewReport
  const address = URL.createObjectURL(new Blob([JSON.stringify(signed)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `controle-${dayOf(review.closedAt)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

type Item = ReviewReport['items'][number]

function Report({ signed }: { signed: SignedReport }) {
  const { t } = useLingui()
  const words = useReviewWords()
  const { items } = signed.report as ReviewReport
  const columns: Column<Item>[] = [
    {
      key: 'person',
      head: t`Medewerker`,
      names: true,
      cell: (item) => (
        <span>
          {item.person.name}
          <span className={classes.under}>{item.person.function}</span>
        </span>
      ),
    },
    {
      key: 'words',
      head: t`Rol en bereik`,
      cell: (item) => (
        <span>
          {item.facts.words}
          {(item.facts.conflicts ?? []).map((name) => (
            <span key={name} className={classes.under}>
              <Trans>functiescheiding: {name}</Trans>
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'use',
      head: t`Laatst gebruikt`,
      cell: (item) => (item.facts.lastUse ? shortDay(dayOf(item.facts.lastUse)) : '–'),
    },
    {
      key: 'decision',
      head: t`Besluit`,
      cell: (item) => (
        <span>
          {words.decision(item.decision)}
          {item.words && <span className={classes.under}>{item.words}</span>}
        </span>
      ),
    },
    {
      key: 'by',
      head: t`Controleur`,
      cell: (item) => (
        <span>
          {item.reviewer}
          {item.decidedAt && <span className={classes.under}>{shortMoment(item.decidedAt)}</span>}
        </span>
      ),
    },
    {
      key: 'executed',
      head: t`Uitgevoerd`,
      oneLine: true,
      cell: (item) => (item.executedAt ? shortMoment(item.executedAt) : '–'),
    },
  ]
  return (
    <>
      <p className={classes.lead}>
        <Trans>
          Kenmerk van de sleutel: <code>{signed.fingerprint}</code>. Wie het bestand controleert (hoede review verify),
          vergelijkt dit kenmerk met wat de organisatie langs een andere weg gaf.
        </Trans>
      </p>
      <DataTable caption={t`Besluiten`} columns={columns} rows={items} rowKey={(item) => item.id} />
    </>
  )
}
