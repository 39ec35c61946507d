import { Trans } from '@lingui/react/macro'
import { VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import { difference } from './difference.ts'
import classes from './text.module.css'

/** A text with what was added and removed since another: by line and sign as well as by colour. */
export function DifferenceText({ before, after }: { before: string; after: string }) {
  const pieces = useMemo(() => {
    let offset = 0
    return difference(before, after).map((piece) => {
      const key = `${piece.kind}-${offset}`
      offset += piece.text.length
      return { ...piece, key }
    })
  }, [before, after])
  return (
    <div className={classes.prose} dir="auto">
      {pieces.map(({ kind, text, key }) => {
        if (kind === 'same') return <span key={key}>{text}</span>
        if (kind === 'added') {
          return (
            <ins key={key} className={classes.added}>
              <VisuallyHidden>
                <Trans>[erbij:]</Trans>{' '}
              </VisuallyHidden>
              {text}
            </ins>
          )
        }
        return (
          <del key={key} className={classes.removed}>
            <VisuallyHidden>
              <Trans>[weg:]</Trans>{' '}
            </VisuallyHidden>
            {text}
          </del>
        )
      })}
    </div>
  )
}

/** What somebody wrote: line breaks kept, its own direction of writing, never as markup. */
export function Prose({ children }: { children: string }) {
  return (
    <div className={classes.prose} dir="auto">
      {children}
    </div>
  )
}
