import { Plural, Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { MoreButton } from '../../ui/parts/states.tsx'
import classes from './parts.module.css'

/** A whole organisation can stand in a list: it is drawn some at a time. */
const step = 50

interface LongTableProps<T> {
  caption: string
  columns: Column<T>[]
  list: { count: number; items: readonly T[] }
  rowKey: (row: T) => string
}

/** A table some rows at a time, which says what the server left out. */
export function LongTable<T>({ caption, columns, list: { count, items }, rowKey }: LongTableProps<T>) {
  const [shown, setShown] = useState(step)
  const rest = count - items.length
  return (
    <>
      <DataTable caption={caption} columns={columns} rows={items.slice(0, shown)} rowKey={rowKey} />
      <MoreButton hasMore={items.length > shown} busy={false} onMore={() => setShown(shown + step)} />
      {items.length <= shown && rest > 0 && (
        <p className={classes.soft}>
          <Plural value={rest} one="En nog #." other="En nog #." /> <Trans>Kijk bij een plek eronder.</Trans>
        </p>
      )}
    </>
  )
}
