import type { Grant } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import { scopeName } from '../../ui/i18n/vocabulary.ts'
import classes from '../parts/parts.module.css'

/** How far a grant reaches, by the name of its place or client where it has one. */
export function Reach({ grant }: { grant: Pick<Grant, 'scope' | 'unit' | 'client'> }) {
  if (grant.unit) return <>{grant.unit.name}</>
  if (grant.client) return <Trans>cliënt {grant.client.number}</Trans>
  return <>{scopeName(grant.scope)}</>
}

/** A day that does not break in its middle. */
export const Day = ({ text }: { text: string }) => <span className={classes.nowrap}>{text}</span>
