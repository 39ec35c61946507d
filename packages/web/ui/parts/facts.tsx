import type { ReactNode } from 'react'
import classes from './facts.module.css'

export interface Fact {
  name: string
  /** Absent or empty: shown as a dash. */
  value: ReactNode
}

/** Names with their values, two columns on a wide screen. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value || '–'}</dd>
        </div>
      ))}
    </dl>
  )
}
