import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Note } from '../parts/note.tsx'
import { Announce } from '../parts/states.tsx'
import classes from './sign-in.module.css'

interface RecoveryCodesStepProps {
  codes: readonly string[]
  onDone: () => void
}

/** The ten codes, shown this once: copy, download or print them, and say that they are kept. */
export function RecoveryCodesStep({ codes, onDone }: RecoveryCodesStepProps) {
  const { t } = useLingui()
  const [kept, setKept] = useState(false)
  const [missing, setMissing] = useState(false)
  const [said, setSaid] = useState('')
  const text = `${t`Herstelcodes van Hoede (${location.host})`}\n\n${codes.join('\n')}\n\n${t`Elke code werkt één keer. Bewaar ze waar alleen jij erbij kunt.`}\n`
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setSaid(t`Gekopieerd`)
  }
  const download = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    const link = Object.assign(document.createElement('a'), { href: address, download: 'hoede-herstelcodes.txt' })
    link.click()
    URL.revokeObjectURL(address)
    setSaid(t`Opgeslagen als hoede-herstelcodes.txt`)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (kept) onDone()
    else setMissing(true)
  }
  return (
    <form onSubmit={submit} aria-label={t`Herstelcodes`}>
      <Stack gap="md">
        <h2 className={classes.stepTitle}>
          <Trans>Bewaar je herstelcodes</Trans>
        </h2>
        <Note kind="look">
          <p>
            <Trans>
              Met deze codes kom je erin als je je telefoon kwijt bent. Je ziet ze maar één keer. Elke code werkt één
              keer.
            </Trans>
          </p>
        </Note>
        <ol className={classes.codes} aria-label={t`Herstelcodes`}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <Group gap="xs" className="no-print">
          <Button variant="default" onClick={copy}>
            <Trans>Kopieer</Trans>
          </Button>
          <Button variant="default" onClick={download}>
            <Trans>Download als tekst</Trans>
          </Button>
          <Button variant="default" onClick={() => print()}>
            <Trans>Druk af</Trans>
          </Button>
        </Group>
        {said && <p className={classes.said}>{said}</p>}
        <Announce>{said}</Announce>
        <Checkbox
          className="no-print"
          label={t`Ik heb ze bewaard`}
          checked={kept}
          error={missing && !kept ? t`Zet hier een vinkje als je de codes hebt bewaard.` : undefined}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <Button type="submit" fullWidth className="no-print">
          <Trans>Verder</Trans>
        </Button>
      </Stack>
    </form>
  )
}
