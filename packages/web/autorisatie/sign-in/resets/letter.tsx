import type { ResetLetter } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox } from '@mantine/core'
import { useEffect, useState } from 'react'
import { shortMoment } from '../../../ui/formats/dates.ts'
import { Note } from '../../../ui/parts/note.tsx'
import { Page } from '../../../ui/parts/page.tsx'
import { PrintButton } from '../../../ui/parts/print-button.tsx'
import { useEnvironment } from '../../../ui/session/environment.ts'
import parts from '../../parts/parts.module.css'
import classes from '../sign-in.module.css'

/** The letter, this once. On paper only the letter itself. */
export function LetterPage({ letter, onDone }: { letter: ResetLetter; onDone: () => void }) {
  const { t } = useLingui()
  const [kept, setKept] = useState(false)
  useEffect(() => {
    // Leaving by accident would cost a new request by two people.
    if (kept) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [kept])
  return (
    <Page title={t`Brief voor ${letter.name}`} action={<PrintButton />}>
      <div className={`${classes.notes} no-print`}>
        <Note kind="danger">
          <p>
            <strong>
              <Trans>Je ziet deze brief maar één keer.</Trans>
            </strong>
          </p>
          <p>
            <Trans>
              Druk hem nu af. Geef hem zelf aan {letter.name}, nadat je weet dat het {letter.name} is. Mail hem niet,
              zet hem niet in een chat en maak er geen foto van. Wie de brief heeft, kan een nieuw wachtwoord kiezen.
            </Trans>
          </p>
        </Note>
      </div>
      <Letter letter={letter} />
      <div className={`${parts.form} no-print`}>
        <Checkbox
          label={t`Ik heb de brief afgedrukt of overgeschreven`}
          checked={kept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <div>
          <Button disabled={!kept} onClick={onDone}>
            <Trans>Klaar</Trans>
          </Button>
        </div>
      </div>
    </Page>
  )
}

function Letter({ letter }: { letter: ResetLetter }) {
  const customer = useEnvironment().data?.customer ?? ''
  return (
    <article className={classes.letter}>
      <p>{customer}</p>
      <p>
        <Trans>Beste {letter.name},</Trans>
      </p>
      <p>
        <Trans>Twee collega's hebben ervoor gezorgd dat je opnieuw kunt beginnen met aanmelden bij Hoede.</Trans>
      </p>
      <ol>
        <li>
          <Trans>
            Ga naar <strong className={classes.code}>{letter.address}</strong>
          </Trans>
        </li>
        <li>
          <Trans>
            Vul je gebruikersnaam in: <strong className={classes.code}>{letter.userName}</strong>
          </Trans>
        </li>
        <li>
          <Trans>Vul deze code in:</Trans>
          <p className={classes.letterCode}>{letter.code}</p>
        </li>
        <li>
          <Trans>Kies een nieuw wachtwoord en stel opnieuw een tweede stap in.</Trans>
        </li>
      </ol>
      <p>
        <Trans>
          De code werkt één keer, tot {shortMoment(letter.expiresAt)}. Geef hem aan niemand anders, ook niet aan de
          helpdesk. Heb je hier niet om gevraagd? Zeg het dan meteen tegen je leidinggevende.
        </Trans>
      </p>
    </article>
  )
}
