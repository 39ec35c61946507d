import type { ReactNode } from 'react'
import classes from './data-table.module.css'

export interface Column<T> {
  key: string
  /** The head of the column; on a phone it stands before each value. */
  head: string
  cell: (row: T) => ReactNode
  /** The cell that names the row, read out with every other cell of it. */
  names?: boolean
  /** Never broken over two lines: a moment, a number with its unit. */
  oneLine?: boolean
  /** Numbers line up at the right. */
  numeric?: boolean
}

interface DataTableProps<T> {
  /** What the table is, for screen readers; shown above it with showCaption. */
  caption: string
  showCaption?: boolean
  columns: Column<T>[]
  rows: readonly T[]
  rowKey: (row: T) => string
  /** The row that somebody came for: it stands out, and is scrolled to. */
  marked?: string | undefined
}

const intoView = (row: HTMLElement | null) => row?.scrollIntoView({ block: 'center' })

/** A table on a wide screen, a list of cards on a narrow one; the same elements in both. */
export function DataTable<T>({ caption, showCaption = false, columns, rows, rowKey, marked }: DataTableProps<T>) {
  return (
    <table className={classes.table}>
      <caption className={showCaption ? classes.caption : classes.hidden}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" data-numeric={column.numeric || undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = rowKey(row)
          const isMarked = marked !== undefined && key === marked
          return (
            <tr key={key} data-marked={isMarked || undefined} ref={isMarked ? intoView : undefined}>
              {columns.map((column) => {
                const Cell = column.names ? 'th' : 'td'
                return (
                  <Cell
                    key={column.key}
                    scope={column.names ? 'row' : undefined}
                    data-label={column.head}
                    data-numeric={column.numeric || undefined}
                    data-one-line={column.oneLine || undefined}
                  >
                    {column.cell(row)}
                  </Cell>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
