import type { ReviewDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { shortMoment } from '../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Facts } from '../../ui/parts/facts.tsx'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { PrintButton } from '../../ui/parts/print-button.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { type Picked, PickPeople } from '../parts/pick-people.tsx'
import { useReview, useReviewAct } from './queries.ts'
import { ReportSection } from './report.tsx'
import { useReviewWords } from './words.ts'

/** One review: how far each reviewer is; when it was closed, its signed report. */
export default function ReviewPage() {
  const { reviewId = '' } = useParams()
  const { t } = useLingui()
  const review = useReview(reviewId)
  return (
    <Page
      title={review.data?.name ?? t`Autorisatiecontrole`}
      action={review.data?.state === 'closed' && <PrintButton />}
    >
      <Answer query={review}>{(data) => <ReviewScreen review={data} />}</Answer>
    </Page>
  )
}

function ReviewScreen({ review }: { review: ReviewDetail }) {
  const { t } = useLingui()
  const words = useReviewWords()
  const [doing, setDoing] = useState<'close' | { from: Progress['reviewer'] }>()
  const isOpen = review.state !== 'closed'
  const columns: Column<Progress>[] = [
    { key: 'name', head: t`Controleur`, names: true, cell: (row) => row.reviewer.name },
    { key: 'done', head: t`Beslist`, numeric: true, cell: (row) => t`${row.decided} van ${row.items}` },
    ...(isOpen
      ? [
          {
            key: 'give',
            head: t`Doorgeven`,
            cell: (row: Progress) =>
              row.decided < row.items && (
                <Button
                  size="sm"
                  variant="default"
                  aria-label={t`Geef door: het open werk van ${row.reviewer.name}`}
                  onClick={() => setDoing({ from: row.reviewer })}
                >
                  <Trans>Geef door</Trans>
                </Button>
              ),
          },
        ]
      : []),
  ]
  return (
    <>
      <Section
        title={t`Stand`}
        action={
          isOpen && (
            <Button size="sm" onClick={() => setDoing('close')}>
              <Trans>Sluit en onderteken</Trans>
            </Button>
          )
        }
      >
        {review.state === 'late' && (
          <Note kind="look">
            <Trans>De einddatum is voorbij. Wat open was, ligt nu bij {review.escalateTo.name}.</Trans>
          </Note>
        )}
        <Facts
          facts={[
            { name: t`Wanneer`, value: words.occasion(review.occasion) },
            { name: t`Begonnen`, value: t`${shortMoment(review.startedAt)} door ${review.startedBy}` },
            { name: t`Af op`, value: shortMoment(review.deadline) },
            { name: t`Op de einddatum naar`, value: review.escalateTo.name },
            { name: t`Medewerkers en rollen`, value: `${review.people} · ${review.items}` },
            {
              name: t`Besluiten`,
              value: t`${review.kept} behouden, ${review.toChange} wijzigen, ${review.ended} beëindigd, ${review.open} open`,
            },
            ...(review.closedAt
              ? [{ name: t`Gesloten`, value: t`${shortMoment(review.closedAt)} door ${review.closedBy}` }]
              : []),
          ]}
        />
      </Section>
      <Section title={t`Controleurs`}>
        <DataTable
          caption={t`Controleurs`}
          columns={columns}
          rows={review.progress}
          rowKey={(row) => row.reviewer.id}
        />
      </Section>
      {!isOpen && <ReportSection reviewId={review.id} />}
      {doing === 'close' && <CloseDialog review={review} onClose={() => setDoing(undefined)} />}
      {typeof doing === 'object' && (
        <GiveDialog reviewId={review.id} from={doing.from} onClose={() => setDoing(undefined)} />
      )}
    </>
  )
}

type Progress = ReviewDetail['progress'][number]

function CloseDialog({ review, onClose }: { review: ReviewDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const close = useReviewAct<{ version: number }>(`/access-reviews/${review.id}/close`, () => {
    toasts.show(t`De controle is gesloten en ondertekend.`)
    onClose()
  })
  return (
    <FormDialog
      open
      grave={review.open > 0}
      title={t`Sluit en onderteken`}
      submit={<Trans>Sluit en onderteken</Trans>}
      busy={close.isPending}
      error={close.error}
      onSubmit={() => close.mutate({ version: review.version })}
      onClose={onClose}
    >
      <p>
        <Trans>Daarna verandert er niets meer aan deze controle. Er komt een rapport met een handtekening.</Trans>
      </p>
      {review.open > 0 && (
        <Note kind="look">
          <Trans>{review.open} rollen zijn nog niet beslist. Zo staan ze ook in het rapport.</Trans>
        </Note>
      )}
    </FormDialog>
  )
}

function GiveDialog({
  reviewId,
  from,
  onClose,
}: {
  reviewId: string
  from: Progress['reviewer']
  onClose: () => void
}) {
  const { t } = useLingui()
  const toasts = useToasts()
  const [to, setTo] = useState<Picked[]>([])
  const [judged, setJudged] = useState(false)
  const give = useReviewAct<{ fromId: string; toId: string }>(`/access-reviews/${reviewId}/reassign`, () => {
    toasts.show(t`Het open werk is doorgegeven.`)
    onClose()
  })
  return (
    <FormDialog
      open
      title={t`Geef open werk door`}
      submit={<Trans>Geef door</Trans>}
      busy={give.isPending}
      error={give.error}
      onSubmit={() => {
        setJudged(true)
        if (to[0]) give.mutate({ fromId: from.id, toId: to[0].id })
      }}
      onClose={onClose}
    >
      <p>
        <Trans>
          Wat {from.name} nog niet heeft beslist, gaat naar deze collega. Wat over die collega zelf gaat, blijft.
        </Trans>
      </p>
      <PickPeople
        single
        label={t`Naar wie?`}
        picked={to}
        error={judged && !to[0] ? t`Kies een medewerker.` : undefined}
        onChange={setTo}
      />
    </FormDialog>
  )
}
