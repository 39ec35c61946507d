import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { createPortal } from 'react-dom'
import { dayOf, shortDay } from '../formats/dates.ts'
import { Note } from '../parts/note.tsx'
import { Announce } from '../parts/states.tsx'
import { useEnvironment } from '../session/environment.ts'
import classes from './factors.module.css'

interface CodeSheetProps {
  codes: readonly string[]
  onDone: () => void
}

/** The ten codes, shown this once: print, download or copy them, and say that they are kept. */
export default function CodeSheet({ codes, onDone }: CodeSheetProps) {
  const { t } = useLingui()
  const [kept, setKept] = useState(false)
  const [missing, setMissing] = useState(false)
  const [said, setSaid] = useState('')
  const text = `${t`Codeblad van Hoede (${location.host})`}\n\n${codes.join('\n')}\n\n${t`Elke code werkt één keer. Bewaar ze waar alleen jij erbij kunt.`}\n`
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid(t`Gekopieerd`),
      () => setSaid(t`Kopiëren lukte niet. Druk het codeblad af of download het.`),
    )
  const download = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    const link = Object.assign(document.createElement('a'), { href: address, download: 'hoede-codeblad.txt' })
    link.click()
    URL.revokeObjectURL(address)
    setSaid(t`Opgeslagen als hoede-codeblad.txt`)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (kept) onDone()
    else setMissing(true)
  }
  return (
    <form onSubmit={submit} aria-label={t`Codeblad`}>
      <Stack gap="md">
        <h2 className={classes.title}>
          <Trans>Bewaar je codeblad</Trans>
        </h2>
        <Note kind="look">
          <p>
            <Trans>
              Met deze codes kom je erin als je telefoon of sleutel er niet is. Je ziet ze maar één keer. Elke code
              werkt één keer.
            </Trans>
          </p>
        </Note>
        <ol className={classes.codes} aria-label={t`De tien codes`}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <Group gap="xs">
          <Button onClick={() => print()} data-autofocus>
            <Trans>Druk af</Trans>
          </Button>
          <Button variant="default" onClick={download}>
            <Trans>Download als tekst</Trans>
          </Button>
          <Button variant="default" onClick={() => void copy()}>
            <Trans>Kopieer</Trans>
          </Button>
        </Group>
        {said && <p className={classes.said}>{said}</p>}
        <Announce>{said}</Announce>
        <Checkbox
          label={t`Ik heb ze bewaard`}
          checked={kept}
          error={missing && !kept ? t`Zet hier een vinkje als je de codes hebt bewaard.` : undefined}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <Button type="submit" fullWidth variant={kept ? 'filled' : 'default'}>
          <Trans>Verder</Trans>
        </Button>
      </Stack>
      <PaperSheet codes={codes} />
    </form>
  )
}

/** The sheet as it comes out of the printer. It does not say whose it is: who finds it should not know. */
function PaperSheet({ codes }: { codes: readonly string[] }) {
  const environment = useEnvironment()
  const customer = environment.data?.customer ?? ''
  const today = shortDay(dayOf(new Date()))
  return createPortal(
    <div className={classes.paper}>
      <h1>
        <Trans>Codeblad van Hoede</Trans>
      </h1>
      <p>
        {customer} · {location.host} · <Trans>gemaakt op {today}</Trans>
      </p>
      <p>
        <Trans>
          Heb je bij het aanmelden je telefoon of sleutel niet bij je? Kies dan ‘Op een andere manier’ en vul een code
          van dit blad in. Elke code werkt één keer: zet een kruisje bij wat je gebruikt hebt.
        </Trans>
      </p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <span className={classes.box} />
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        <Trans>
          Bewaar dit blad waar alleen jij erbij kunt. Schrijf je gebruikersnaam en wachtwoord er niet op. Ben je het
          kwijt? Maak dan in Hoede bij ‘Account en beeld’ een nieuw codeblad; dit blad werkt dan niet meer.
        </Trans>
      </p>
    </div>,
    document.body,
  )
}
