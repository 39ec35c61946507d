import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Announce } from '../../ui/parts/states.tsx'
import classes from './copy-row.module.css'
import parts from './parts.module.css'

interface CopyRowProps {
  name: string
  value: string
  /** Where it belongs at the other party. */
  hint: string
}

/** An address that somebody takes over elsewhere. */
export function CopyRow({ name, value, hint }: CopyRowProps) {
  const { t } = useLingui()
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setSaid(t`Gekopieerd.`)
    } catch {
      setSaid(t`Kopiëren lukte niet. Selecteer het adres en kopieer het zelf.`)
    }
  }
  return (
    <li>
      <div className={classes.main}>
        <p className={parts.itemName}>{name}</p>
        <p className={parts.soft}>{hint}</p>
        <p className={classes.value}>{value}</p>
      </div>
      <div className={classes.copy}>
        {said && <span>{said}</span>}
        <Announce>{said}</Announce>
        <Button size="sm" variant="default" aria-label={t`Kopieer ${name}`} onClick={() => void copy()}>
          <Trans>Kopieer</Trans>
        </Button>
      </div>
    </li>
  )
}
