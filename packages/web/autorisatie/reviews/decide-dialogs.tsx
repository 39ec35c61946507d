import type { ReviewItem } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'

interface DialogProps {
  items: readonly ReviewItem[]
  busy: boolean
  error: unknown
  onDone: (words: string) => void
  onClose: () => void
}

const listed = (items: readonly ReviewItem[]) => (
  <ul>
    {items.slice(0, 10).map((item) => (
      <li key={item.id}>
        {item.person.name}: {item.facts.words}
      </li>
    ))}
    {items.length > 10 && <li>…</li>}
  </ul>
)

/** Says in words what must change; somebody who gives roles carries it out. */
export function ChangeDialog({ items, busy, error, onDone, onClose }: DialogProps) {
  const { t } = useLingui()
  const [words, setWords] = useState('')
  const [empty, setEmpty] = useState(false)
  const submit = () => (words.trim() ? onDone(words.trim()) : setEmpty(true))
  return (
    <FormDialog
      open
      title={t`Laat wijzigen`}
      submit={<Trans>Leg vast</Trans>}
      busy={busy}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      {listed(items)}
      <Textarea
        label={t`Wat moet er veranderen?`}
        description={t`Schrijf niets over cliënten. De applicatiebeheerder voert dit uit.`}
        maxLength={500}
        autosize
        minRows={2}
        value={words}
        error={empty && !words.trim() ? t`Schrijf op wat er moet veranderen.` : undefined}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

/** Ends roles at once: that cannot be taken back here. */
export function EndDialog({ items, busy, error, onDone, onClose }: DialogProps) {
  const { t } = useLingui()
  const [words, setWords] = useState('')
  return (
    <FormDialog
      open
      grave
      title={t`Beëindig`}
      submit={<Trans>Beëindig {items.length}</Trans>}
      busy={busy}
      error={error}
      onSubmit={() => onDone(words.trim())}
      onClose={onClose}
    >
      {listed(items)}
      <p>
        <Trans>
          Dit werkt meteen, ook waar iemand nu is aangemeld. Terug kan alleen door de rol opnieuw te laten geven.
        </Trans>
      </p>
      <Textarea
        label={t`Toelichting (mag leeg)`}
        maxLength={500}
        autosize
        minRows={2}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
