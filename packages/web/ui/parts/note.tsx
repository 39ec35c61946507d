import type { ReactNode } from 'react'
import { CheckIcon, InfoIcon, WarningIcon } from './icons.tsx'
import classes from './note.module.css'

export type NoteKind = 'info' | 'look' | 'danger' | 'done'

const icons = { info: InfoIcon, look: WarningIcon, danger: WarningIcon, done: CheckIcon }

interface NoteProps {
  kind: NoteKind
  /** Read out at once by screen readers: only for what just went wrong. */
  alert?: boolean
  children: ReactNode
}

/** A block that stands out, with a sign and words, never colour alone. */
export function Note({ kind, alert = false, children }: NoteProps) {
  const Icon = icons[kind]
  return (
    <div className={classes.note} data-kind={kind} role={alert ? 'alert' : undefined}>
      <span className={classes.icon}>
        <Icon />
      </span>
      <div className={classes.body}>{children}</div>
    </div>
  )
}
