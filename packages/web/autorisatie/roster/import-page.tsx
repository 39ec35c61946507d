import type { RosterLine, RosterPreview } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { asProblem } from '../../ui/api/problem.ts'
import { clock, shortMoment } from '../../ui/formats/dates.ts'
import { serverText } from '../../ui/i18n/vocabulary.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { FileField, Totals } from '../parts/file-import.tsx'
import classes from '../parts/parts.module.css'
import { importRoster, previewRoster, shiftsKey } from './queries.ts'

const linesShown = 200

/** A file of the planning system: looked at line by line first, then read in whole or not at all. */
export default function RosterImportPage() {
  const { t } = useLingui()
  const [csv, setCsv] = useState('')
  const preview = useMutation({ mutationFn: previewRoster })
  const choose = (text: string) => {
    preview.reset()
    setCsv(text)
    if (text) preview.mutate(text)
  }
  return (
    <Page title={t`Roosterbestand inlezen`}>
      <p className={classes.lead}>
        <Trans>
          Kies een CSV-bestand met de kolommen <code>external_id</code>, <code>user_name</code>, <code>unit</code>,{' '}
          <code>starts</code> en <code>ends</code>. Je ziet eerst wat er gebeurt. Hetzelfde bestand nog eens inlezen
          verandert niets.
        </Trans>
      </p>
      <FileField label={<Trans>Bestand</Trans>} accept=".csv,text/csv" onText={choose} />
      {preview.error && (
        <ProblemNote problem={asProblem(preview.error)}>
          <ul>
            {asProblem(preview.error).fields.map((field) => (
              <li key={field.path}>{serverText(field.message)}</li>
            ))}
          </ul>
        </ProblemNote>
      )}
      {preview.data && csv && <Preview key={csv} preview={preview.data} csv={csv} />}
    </Page>
  )
}

function Preview({ preview, csv }: { preview: RosterPreview; csv: string }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const read = useMutation({
    mutationFn: () => importRoster(csv),
    onSuccess: () => void queries.invalidateQueries({ queryKey: shiftsKey }),
  })
  const { totals } = read.data ?? preview
  const outcome: Record<RosterLine['outcome'], string> = {
    new: t`nieuw`,
    changed: t`gewijzigd`,
    same: t`hetzelfde`,
    wrong: t`fout`,
  }
  if (read.data) {
    return (
      <Note kind="done">
        <p role="status">
          <Trans>
            Ingelezen: {totals.new} nieuw, {totals.changed} gewijzigd, {totals.same} hetzelfde.
          </Trans>
        </p>
        <p>
          <Link className={classes.link} to="/rooster">
            <Trans>Naar het rooster</Trans>
          </Link>
        </p>
      </Note>
    )
  }
  const columns: Column<RosterLine>[] = [
    { key: 'line', head: t`Regel`, numeric: true, cell: (line) => line.line },
    { key: 'id', head: t`Nummer`, names: true, cell: (line) => line.externalId },
    { key: 'person', head: t`Medewerker`, cell: (line) => line.person ?? '–' },
    { key: 'unit', head: t`Team of locatie`, cell: (line) => line.unit ?? '–' },
    {
      key: 'when',
      head: t`Wanneer`,
      cell: (line) => (line.starts && line.ends ? `${shortMoment(line.starts)}–${clock(line.ends)}` : '–'),
    },
    {
      key: 'outcome',
      head: t`Wat er gebeurt`,
      cell: (line) => (
        <span className={line.outcome === 'wrong' ? classes.wrong : undefined}>
          {outcome[line.outcome]}
          {line.reason && <span className={classes.under}>{serverText(line.reason)}</span>}
        </span>
      ),
    },
  ]
  // What is wrong stands first: that is what somebody has to do something about.
  const lines = preview.lines.toSorted((one, two) => Number(two.outcome === 'wrong') - Number(one.outcome === 'wrong'))
  const rest = lines.length - linesShown
  return (
    <Section title={t`Wat dit bestand doet`}>
      <Totals
        counts={(['new', 'changed', 'same', 'wrong'] as const).map((each) => ({
          name: outcome[each],
          count: totals[each],
        }))}
      />
      {totals.wrong > 0 && (
        <Note kind="danger">
          <p>
            <Trans>Verbeter eerst de foute regels in het bestand. Zolang er één fout is, wordt niets ingelezen.</Trans>
          </p>
        </Note>
      )}
      <DataTable
        caption={t`Regels van het bestand`}
        columns={columns}
        rows={lines.slice(0, linesShown)}
        rowKey={(line) => String(line.line)}
      />
      {rest > 0 && (
        <p className={classes.soft}>
          <Trans>En nog {rest} regels.</Trans>
        </p>
      )}
      {read.error && <ProblemNote problem={asProblem(read.error)} />}
      <Button
        mt="md"
        disabled={totals.wrong > 0 || totals.new + totals.changed === 0}
        loading={read.isPending}
        onClick={() => read.mutate()}
      >
        <Plural value={totals.new + totals.changed} one="Lees # dienst in" other="Lees # diensten in" />
      </Button>
    </Section>
  )
}
