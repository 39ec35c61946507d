import type { ReentryState } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, PasswordInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { post } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { momentInWords } from '../formats/dates.ts'
import { Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useToasts } from '../parts/toasts.tsx'
import { useSignedIn } from '../session/signed-in.ts'
import classes from './account.module.css'
import { askMeAgain } from './queries.ts'

/** On a shared computer: the short code with which one comes back to it for the rest of the shift. */
export function OwnShortCode() {
  const { t } = useLingui()
  const { me } = useSignedIn()
  const toasts = useToasts()
  const client = useQueryClient()
  const [pin, setPin] = useState('')
  const choose = useMutation({
    mutationFn: () => post<ReentryState>('/me/pin', { pin }),
    onSuccess: ({ validUntil }) => {
      setPin('')
      toasts.show(t`Je korte code werkt op deze computer tot ${momentInWords(validUntil)}.`)
      return askMeAgain(client)
    },
  })
  const end = useMutation({
    mutationFn: () => post('/me/pin/end'),
    onSuccess: () => {
      toasts.show(t`Je korte code werkt niet meer.`)
      return askMeAgain(client)
    },
  })
  if (!me.sharedComputer) return null
  const { name, pinUntil } = me.sharedComputer
  const until = pinUntil && momentInWords(pinUntil)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!choose.isPending) choose.mutate()
  }
  const problem = choose.error ?? end.error
  return (
    <Section title={t`Korte code op deze computer`}>
      <form className={classes.form} onSubmit={submit} aria-label={t`Korte code kiezen`}>
        <p>
          <Trans>
            Dit is de gedeelde computer ‘{name}’. Met een korte code kom je hier tijdens deze dienst snel weer binnen.
            De code werkt alleen op deze computer.
          </Trans>
        </p>
        {until && (
          <p>
            <strong>
              <Trans>Je korte code werkt tot {until}.</Trans>
            </strong>
          </p>
        )}
        {problem && <ProblemNote problem={asProblem(problem)} />}
        <PasswordInput
          label={until ? t`Nieuwe korte code` : t`Korte code`}
          description={t`Zes tot twaalf cijfers. Geen geboortedatum en geen 123456.`}
          name="new-short-code"
          inputMode="numeric"
          autoComplete="off"
          pattern="[0-9]{6,12}"
          title={t`Zes tot twaalf cijfers`}
          maxLength={12}
          required
          withAsterisk={false}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
          visibilityToggleButtonProps={{ 'aria-label': t`Toon of verberg de korte code`, tabIndex: 0 }}
        />
        <Group gap="xs">
          <Button type="submit" loading={choose.isPending}>
            {until ? <Trans>Wijzig korte code</Trans> : <Trans>Kies deze korte code</Trans>}
          </Button>
          {until && (
            <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
              <Trans>Beëindig korte code</Trans>
            </Button>
          )}
        </Group>
      </form>
    </Section>
  )
}
