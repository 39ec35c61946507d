import type { ReviewItem } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { asProblem } from '../../ui/api/problem.ts'
import { dayOf, shortDay } from '../../ui/formats/dates.ts'
import { Note } from '../../ui/parts/note.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useShortcut } from '../../ui/shell/shortcuts.tsx'
import classes from '../parts/parts.module.css'
import { ChangeDialog, EndDialog } from './decide-dialogs.tsx'
import { ItemTable } from './item-table.tsx'
import { useDecision, useOwnReviews } from './queries.ts'

/** Everything that is mine to review, with one key each to keep, change or end what is ticked. */
export function OwnReviews() {
  const { t } = useLingui()
  const own = useOwnReviews()
  return (
    <Section title={t`Voor jou om te controleren`}>
      <Answer query={own}>
        {(items) =>
          items.length === 0 ? (
            <p className={classes.soft}>
              <Trans>Er is nu niets voor jou om te controleren.</Trans>
            </p>
          ) : (
            <OwnItems items={items} />
          )
        }
      </Answer>
    </Section>
  )
}

interface Filters {
  open: boolean
  unused: boolean
  critical: boolean
  conflict: boolean
}

function OwnItems({ items }: { items: readonly ReviewItem[] }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const [filters, setFilters] = useState<Filters>({ open: true, unused: false, critical: false, conflict: false })
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState<'change' | 'end'>()
  const decision = useDecision((decided, what) => {
    setTicked(new Set())
    setAsking(undefined)
    const ids = decided.map((item) => item.id)
    const undo =
      what === 'keep' || what === 'change' ? { undo: () => decision.mutate({ decision: 'undo', items: ids }) } : {}
    toasts.show(what === 'undo' ? t`Weer open.` : t`Bewaard: ${decided.length}.`, undo)
  })
  const shown = items.filter(
    (item) =>
      (!filters.open || item.decision === null) &&
      (!filters.unused || item.facts.unused) &&
      (!filters.critical || item.facts.critical) &&
      (!filters.conflict || (item.facts.conflicts ?? []).length > 0),
  )
  const chosen = shown.filter((item) => ticked.has(item.id) && item.decision !== 'end')
  const ids = chosen.map((item) => item.id)
  const open = items.filter((item) => item.decision === null).length
  const some = ids.length > 0 && !decision.isPending
  const keep = () => decision.mutate({ decision: 'keep', items: ids })
  useShortcut('b', t`Behoud wat is aangevinkt`, keep, some)
  useShortcut('w', t`Laat wijzigen wat is aangevinkt`, () => setAsking('change'), some)
  useShortcut('e', t`Beëindig wat is aangevinkt`, () => setAsking('end'), some)
  const reviews = [...new Map(items.map((item) => [item.review.id, item.review])).values()]
  return (
    <>
      <p className={classes.lead}>
        {reviews.map((each) => t`${each.name}: af op ${shortDay(dayOf(each.deadline))}`).join('. ')}.{' '}
        <Plural value={open} _0="Alles is beslist." one="Nog # te beslissen." other="Nog # te beslissen." />
      </p>
      <div className={classes.tools}>
        {(
          [
            ['open', t`Alleen open`],
            ['unused', t`Ongebruikt`],
            ['critical', t`Vergaande rechten`],
            ['conflict', t`Functiescheiding`],
          ] as const
        ).map(([name, label]) => (
          <Checkbox
            key={name}
            label={label}
            checked={filters[name]}
            onChange={(event) => setFilters({ ...filters, [name]: event.currentTarget.checked })}
          />
        ))}
      </div>
      {decision.error && !asking && <ProblemNote problem={asProblem(decision.error)} />}
      {shown.length === 0 ? (
        <Note kind="done">
          <Trans>Met deze keuze is er niets meer te doen.</Trans>
        </Note>
      ) : (
        <>
          <ItemTable items={shown} ticked={ticked} onTick={setTicked} />
          <div className={`${classes.buttons} ${classes.gapAbove}`}>
            <Button onClick={keep} disabled={!some} loading={decision.isPending && !asking}>
              <Trans>Behoud ({ids.length})</Trans>
            </Button>
            <Button variant="default" disabled={!some} onClick={() => setAsking('change')}>
              <Trans>Laat wijzigen…</Trans>
            </Button>
            <Button variant="default" disabled={!some} onClick={() => setAsking('end')}>
              <Trans>Beëindig…</Trans>
            </Button>
            <Button
              variant="subtle"
              disabled={!some || chosen.every((item) => item.decision === null)}
              onClick={() => decision.mutate({ decision: 'undo', items: ids })}
            >
              <Trans>Zet weer open</Trans>
            </Button>
          </div>
        </>
      )}
      {asking === 'change' && (
        <ChangeDialog
          items={chosen}
          busy={decision.isPending}
          error={decision.error}
          onDone={(words) => decision.mutate({ decision: 'change', items: ids, words })}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'end' && (
        <EndDialog
          items={chosen}
          busy={decision.isPending}
          error={decision.error}
          onDone={(words) => decision.mutate({ decision: 'end', items: ids, ...(words ? { words } : {}) })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  )
}
