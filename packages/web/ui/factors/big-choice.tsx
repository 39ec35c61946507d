import type { ReactNode } from 'react'
import classes from './factors.module.css'

/** Ways to choose among, one under the other: large enough for a thumb, each with what it is in words. */
export function BigChoices({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.choices} aria-label={label}>
      {children}
    </ul>
  )
}

interface BigChoiceProps {
  icon?: ReactNode
  name: ReactNode
  more?: ReactNode
  onClick: () => void
}

export function BigChoice({ icon, name, more, onClick }: BigChoiceProps) {
  return (
    <li>
      <button type="button" className={classes.choice} onClick={onClick}>
        {icon}
        <span className={classes.choiceText}>
          <span className={classes.choiceName}>{name}</span>
          {more && <span className={classes.choiceMore}>{more}</span>}
        </span>
      </button>
    </li>
  )
}
