import type { Review } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from 'react-router'
import { dayOf, shortDay } from '../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { CheckIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { OwnReviews } from './own-reviews.tsx'
import { useReviews } from './queries.ts'
import { useReviewWords } from './words.ts'

/** What I have to review, and for who looks after reviews all of them. */
export default function ReviewsPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  return (
    <Page title={t`Autorisatiecontroles`}>
      <OwnReviews />
      {may('access:review') && <AllReviews />}
    </Page>
  )
}

function AllReviews() {
  const { t } = useLingui()
  const reviews = useReviews()
  return (
    <Section
      title={t`Alle controles`}
      action={
        <Link className={classes.link} to="/controles/nieuw">
          <Trans>Begin een controle</Trans>
        </Link>
      }
    >
      <Answer query={reviews}>
        {({ items, next }) => (
          <>
            {next && (
              <Note kind="info">
                <Trans>
                  De volgende controle ‘{next.name}’ is af op {shortDay(dayOf(next.deadline))}.
                </Trans>{' '}
                <Link className={classes.link} to="/controles/nieuw?volgende=ja">
                  <Trans>Zet hem klaar</Trans>
                </Link>
              </Note>
            )}
            {items.length === 0 ? (
              <Empty title={<Trans>Er is nog geen controle geweest</Trans>}>
                <Trans>In een controle kijkt elke teamleider of de rollen van zijn mensen nog kloppen.</Trans>
              </Empty>
            ) : (
              <ReviewTable rows={items} />
            )}
          </>
        )}
      </Answer>
    </Section>
  )
}

function ReviewTable({ rows }: { rows: readonly Review[] }) {
  const { t } = useLingui()
  const words = useReviewWords()
  const columns: Column<Review>[] = [
    {
      key: 'name',
      head: t`Naam`,
      names: true,
      cell: (review) => (
        <span>
          <Link className={classes.link} to={`/controles/${review.id}`}>
            {review.name}
          </Link>
          <span className={classes.under}>{words.occasion(review.occasion)}</span>
        </span>
      ),
    },
    {
      key: 'state',
      head: t`Stand`,
      cell: (review) => (
        <span
          className={classes.state}
          data-kind={review.state === 'late' ? 'look' : review.state === 'closed' ? 'done' : 'soft'}
        >
          {review.state === 'late' && <WarningIcon size={18} />}
          {review.state === 'closed' && <CheckIcon size={18} />}
          {words.state(review.state)}
        </span>
      ),
    },
    { key: 'deadline', head: t`Einddatum`, oneLine: true, cell: (review) => shortDay(dayOf(review.deadline)) },
    {
      key: 'done',
      head: t`Beslist`,
      numeric: true,
      cell: (review) => t`${review.items - review.open} van ${review.items}`,
    },
  ]
  return <DataTable caption={t`Autorisatiecontroles`} columns={columns} rows={rows} rowKey={(review) => review.id} />
}
