import type { BulkLine, BulkPreview } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { ApiProblem } from '../../ui/api/problem.ts'
import { problemTitle } from '../../ui/i18n/vocabulary.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { CheckIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import classes from '../parts/parts.module.css'
import type { ScopeDraft } from './scope-draft.ts'
import { usePartsOfDraft, useReachWords } from './scope-words.ts'

interface BulkPreviewProps {
  preview: BulkPreview
  drafts: readonly ScopeDraft[]
  /** Who is left out, of their own accord or because it is refused. */
  left: ReadonlySet<string>
  /** Who cannot be brought in. */
  fixed: ReadonlySet<string>
  onLeft: (left: ReadonlySet<string>) => void
}

const step = 100

interface Row {
  person: BulkLine['person']
  lines: BulkLine[]
}

/** Who gets what, who has it already and who cannot have it; each of them can be left out. */
export function BulkPreviewTable({ preview, drafts, left, fixed, onLeft }: BulkPreviewProps) {
  const { t } = useLingui()
  const [shown, setShown] = useState(step)
  const rows = byPerson(preview.items)
  const { totals } = preview
  const toggle = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    onLeft(next)
  }
  const columns: Column<Row>[] = [
    {
      key: 'person',
      head: t`Medewerker`,
      names: true,
      cell: ({ person, lines }) => (
        <Checkbox
          label={person.name}
          description={person.function}
          checked={!left.has(person.id) && lines.some((line) => line.outcome === 'give')}
          disabled={fixed.has(person.id) || lines.every((line) => line.outcome === 'has')}
          onChange={() => toggle(person.id)}
        />
      ),
    },
    {
      key: 'effect',
      head: t`Wat er gebeurt`,
      cell: ({ lines }) => (
        <span>
          {lines.map((line) => (
            <LineWords key={line.scope} line={line} draft={drafts.length > 1 ? drafts[line.scope] : undefined} />
          ))}
        </span>
      ),
    },
  ]
  const rest = rows.length - shown
  return (
    <>
      <ul className={classes.totals} aria-label={t`Totalen`}>
        <li>
          <strong>{totals.give}</strong> <Plural value={totals.give} one="rol erbij" other="rollen erbij" />
        </li>
        <li>
          <strong>{totals.has}</strong> <Trans>had het al</Trans>
        </li>
        <li>
          <strong>{totals.refused}</strong> <Trans>kan niet</Trans>
        </li>
      </ul>
      {rows.length === 0 ? (
        <p className={classes.soft}>
          <Trans>Hier werkt niemand die je rollen kunt geven.</Trans>
        </p>
      ) : (
        <DataTable
          caption={t`Wat dit doet per medewerker`}
          columns={columns}
          rows={rows.slice(0, shown)}
          rowKey={({ person }) => person.id}
        />
      )}
      {rest > 0 && (
        <Button variant="default" size="sm" mt="sm" onClick={() => setShown(shown + step)}>
          <Trans>Toon meer (nog {rest})</Trans>
        </Button>
      )}
    </>
  )
}

function byPerson(lines: readonly BulkLine[]): Row[] {
  const rows = new Map<string, Row>()
  for (const line of lines) {
    const row = rows.get(line.person.id)
    if (row) row.lines.push(line)
    else rows.set(line.person.id, { person: line.person, lines: [line] })
  }
  return [...rows.values()]
}

function LineWords({ line, draft }: { line: BulkLine; draft: ScopeDraft | undefined }) {
  const partsOf = usePartsOfDraft()
  const words = useReachWords()
  const parts = draft && partsOf(draft)
  return (
    <span className={classes.under}>
      <LineOutcome line={line} />
      {parts && ` (${words(parts)})`}
    </span>
  )
}

function LineOutcome({ line }: { line: BulkLine }) {
  if (line.outcome === 'has') return <Trans>heeft dit al</Trans>
  if (line.outcome === 'give') {
    return (
      <span className={classes.state} data-kind="done">
        <CheckIcon size={18} />
        <Trans>krijgt de rol</Trans>
      </span>
    )
  }
  const title = line.code ? problemTitle(new ApiProblem({ code: line.code, title: line.reason ?? '' })) : line.reason
  return (
    <span className={classes.state} data-kind="look">
      <WarningIcon size={18} />
      {title}
    </span>
  )
}
