import type { ReviewPlan, ReviewPreview } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Note } from '../../ui/parts/note.tsx'
import classes from '../parts/parts.module.css'
import { PickPeople } from '../parts/pick-people.tsx'

interface PlanPreviewProps {
  preview: ReviewPreview
  assigned: NonNullable<ReviewPlan['assign']>
  onAssign: (assign: NonNullable<ReviewPlan['assign']>) => void
}

type Row = ReviewPreview['reviewers'][number]

/** Who would review how much; what stands in the way is solved here by choosing somebody else. */
export function PlanPreview({ preview, assigned, onAssign }: PlanPreviewProps) {
  const { t } = useLingui()
  const columns: Column<Row>[] = [
    { key: 'name', head: t`Controleur`, names: true, cell: (row) => row.reviewer.name },
    { key: 'people', head: t`Medewerkers`, numeric: true, cell: (row) => row.people },
    { key: 'items', head: t`Rollen`, numeric: true, cell: (row) => row.items },
  ]
  return (
    <>
      <p>
        {preview.items === 0 ? (
          <Trans>Met deze keuze is er niemand om te controleren.</Trans>
        ) : (
          <Trans>
            {preview.people} medewerkers met samen {preview.items} rollen.
          </Trans>
        )}
      </p>
      {preview.problems.map(({ kind, person, reviewer }) => (
        <Note key={`${kind} ${person.id}`} kind="look">
          <p>
            {kind === 'mutual' ? (
              <Trans>
                {person.name} en {reviewer?.name} zouden elkaar controleren. Kies een andere controleur voor{' '}
                {person.name}.
              </Trans>
            ) : (
              <Trans>Voor {person.name} is geen controleur gevonden. Kies er een.</Trans>
            )}
          </p>
          <PickPeople
            single
            label={t`Controleur van ${person.name}`}
            picked={[]}
            onChange={([chosen]) =>
              chosen &&
              onAssign([
                ...assigned.filter((each) => each.personId !== person.id),
                { personId: person.id, reviewerId: chosen.id },
              ])
            }
          />
        </Note>
      ))}
      {preview.reviewers.length > 0 && (
        <div className={classes.gapAbove}>
          <DataTable
            caption={t`Wie controleert`}
            columns={columns}
            rows={preview.reviewers}
            rowKey={(row) => row.reviewer.id}
          />
        </div>
      )}
    </>
  )
}
