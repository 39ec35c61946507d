import type { InvitationLink } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { momentInWords } from '../../ui/formats/dates.ts'
import { Actions } from '../../ui/parts/dialog.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Announce } from '../../ui/parts/states.tsx'
import classes from '../parts/parts.module.css'

interface InvitationLinkShownProps {
  invitation: InvitationLink
  name: string
  onDone: () => void
}

/** The one-time link, this once: whoever has it can choose the password. */
export function InvitationLinkShown({ invitation, name, onDone }: InvitationLinkShownProps) {
  const { t } = useLingui()
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(invitation.link)
      setSaid(t`De link is gekopieerd.`)
    } catch {
      setSaid(t`Kopiëren lukte niet. Selecteer de link en kopieer hem zelf.`)
    }
  }
  return (
    <div className={classes.form}>
      <Note kind="look">
        <p>
          <Trans>
            Geef deze link aan {name}, en aan niemand anders. Je ziet hem maar één keer. Hij werkt 24 uur, tot{' '}
            {momentInWords(invitation.expiresAt)}, en één keer.
          </Trans>
        </p>
      </Note>
      <TextInput
        label={t`Link van de uitnodiging`}
        readOnly
        value={invitation.link}
        classNames={{ input: classes.linkField ?? '' }}
        onFocus={(event) => event.currentTarget.select()}
      />
      {said && <p>{said}</p>}
      <Announce>{said}</Announce>
      <Actions>
        <Button onClick={() => void copy()}>
          <Trans>Kopieer de link</Trans>
        </Button>
        <Button variant="default" onClick={onDone}>
          <Trans>Klaar</Trans>
        </Button>
      </Actions>
    </div>
  )
}
