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

/** A day in words, whose date does not break in its middle. */
export function Day({ text }: { text: string }) {
  const [before, date, after] = text.split(/(\d+-\d+-\d{4})/)
  return (
    <>
      {before}
      {date && <span className={classes.nowrap}>{date}</span>}
      {after}
    </>
  )
}
