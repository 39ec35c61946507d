import type { ReactNode } from 'react'
import classes from './link-button.module.css'

interface LinkButtonProps {
  onClick: () => void
  children: ReactNode
  expanded?: boolean
  label?: string
}

/** Does something on this page but reads as a link: for side roads. */
export function LinkButton({ onClick, children, expanded, label }: LinkButtonProps) {
  return (
    <button type="button" className={classes.link} onClick={onClick} aria-expanded={expanded} aria-label={label}>
      {children}
    </button>
  )
}
