import type { ReactNode } from 'react'
import classes from './parts.module.css'

interface FileFieldProps {
  label: ReactNode
  accept: string
  /** What stands in the file; empty when none was chosen. */
  onText: (text: string) => void
}

/** Chooses a file of text, and reads it. */
export function FileField({ label, accept, onText }: FileFieldProps) {
  const choose = async (file: File | null | undefined) => onText(file ? await file.text() : '')
  return (
    <p>
      <label>
        <strong>{label}</strong>
        <br />
        <input
          className={classes.file}
          type="file"
          accept={accept}
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </label>
    </p>
  )
}

/** How much of each: 3 nieuw, 1 gewijzigd. */
export function Totals({ counts }: { counts: readonly { name: string; count: number }[] }) {
  return (
    <ul className={classes.totals}>
      {counts.map(({ name, count }) => (
        <li key={name}>
          <strong>{count}</strong> {name}
        </li>
      ))}
    </ul>
  )
}
