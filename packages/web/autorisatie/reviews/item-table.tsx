import type { ReviewItem } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox } from '@mantine/core'
import { dayOf, shortDay } from '../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { WarningIcon } from '../../ui/parts/icons.tsx'
import classes from '../parts/parts.module.css'
import { useReviewWords } from './words.ts'

interface ItemTableProps {
  items: readonly ReviewItem[]
  ticked: ReadonlySet<string>
  onTick: (ticked: ReadonlySet<string>) => void
}

/** What is reviewed, with a tick each: by keyboard it is Tab and the space bar, then one key for all that is ticked. */
export function ItemTable({ items, ticked, onTick }: ItemTableProps) {
  const { t } = useLingui()
  const words = useReviewWords()
  const tick = (id: string, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(id)
    else next.delete(id)
    onTick(next)
  }
  const all = items.every((item) => ticked.has(item.id))
  const columns: Column<ReviewItem>[] = [
    {
      key: 'person',
      head: t`Medewerker`,
      names: true,
      cell: (item) => (
        <Checkbox
          classNames={{ labelWrapper: classes.wraps ?? '' }}
          checked={ticked.has(item.id)}
          onChange={(event) => tick(item.id, event.currentTarget.checked)}
          label={
            <>
              {item.person.name}
              <span className={classes.under}>{[item.person.function, ...item.person.teams].join(' · ')}</span>
            </>
          }
        />
      ),
    },
    { key: 'words', head: t`Rol en bereik`, cell: (item) => item.facts.words },
    { key: 'since', head: t`Sinds`, oneLine: true, cell: (item) => shortDay(dayOf(item.facts.since)) },
    { key: 'use', head: t`Laatst gebruikt`, cell: (item) => <LastUse item={item} /> },
    {
      key: 'decision',
      head: t`Besluit`,
      cell: (item) => <span title={item.words ?? undefined}>{words.decision(item.decision)}</span>,
    },
  ]
  return (
    <>
      <Checkbox
        mb="xs"
        label={t`Vink alles aan wat hier staat (${items.length})`}
        checked={all}
        indeterminate={!all && items.some((item) => ticked.has(item.id))}
        onChange={() => onTick(all ? new Set() : new Set(items.map((item) => item.id)))}
      />
      <DataTable caption={t`Te controleren`} columns={columns} rows={items} rowKey={(item) => item.id} />
    </>
  )
}

function LastUse({ item }: { item: ReviewItem }) {
  const { lastUse, unused, critical, conflicts = [] } = item.facts
  return (
    <span>
      {lastUse ? shortDay(dayOf(lastUse)) : !unused && <Trans>nog niet</Trans>}
      {unused && (
        <span className={classes.state} data-kind="look">
          <WarningIcon size={18} />
          <Trans>ongebruikt</Trans>
        </span>
      )}
      {critical && (
        <span className={classes.under}>
          <Trans>vergaande rechten</Trans>
        </span>
      )}
      {conflicts.map((name) => (
        <span key={name} className={classes.state} data-kind="look">
          <WarningIcon size={18} />
          <span>
            <Trans>functiescheiding: {name}</Trans>
          </span>
        </span>
      ))}
    </span>
  )
}
