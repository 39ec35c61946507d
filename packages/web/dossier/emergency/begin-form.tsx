import type { EmergencyFound } from '@hoede/contract'
import { type EmergencyReason, emergencyReasons, emergencyWordsAtLeast } from '@hoede/contract/vocabulary'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, Textarea } from '@mantine/core'
import type { FormEvent } from 'react'
import { useNavigate } from 'react-router'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { emergencyReasonName } from '../../ui/i18n/vocabulary.ts'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import classes from './emergency.module.css'
import type { Wanted } from './emergency-page.tsx'
import { useBegin } from './queries.ts'
import { lengthsWithin } from './time-left.ts'

/** Why, and for how long; then a fresh second factor (asked by itself), and the record opens. */
export function BeginForm({ wanted, most }: { wanted: Wanted; most: number }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const toasts = useToasts()
  const lengths = lengthsWithin(most)
  const begin = useBegin(({ emergency, told }) => {
    toasts.show(told.length > 0 ? t`Noodtoegang is begonnen. Bericht is gestuurd.` : t`Noodtoegang is begonnen.`)
    navigate(emergency.client ? `/clienten/${emergency.client.id}` : '/')
  })
  const fields = useFields(
    { reason: '', words: '', minutes: String(lengths.find((each) => each >= 30) ?? most) },
    begin.error ? asProblem(begin.error) : null,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (begin.isPending) return
    const { reason, words, minutes } = fields.values
    const wrong = {
      ...(reason ? {} : { reason: t`Kies een reden.` }),
      ...(words.trim().length >= emergencyWordsAtLeast ? {} : { words: t`Leg in minstens tien tekens uit waarom.` }),
    }
    if (fields.refuse(wrong)) return
    const whom = 'client' in wanted ? { clientId: wanted.client.id } : { unitId: wanted.unit.id }
    begin.mutate({ ...whom, reason: reason as EmergencyReason, words: words.trim(), minutes: Number(minutes) })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label={t`Begin noodtoegang`}>
      <NativeSelect
        label={t`Reden`}
        {...fields.text('reason')}
        data={[
          { value: '', label: t`Kies…` },
          ...(Object.keys(emergencyReasons) as EmergencyReason[]).map((value) => ({
            value,
            label: emergencyReasonName(value),
          })),
        ]}
      />
      <Textarea
        label={t`Wat is er aan de hand?`}
        description={t`Alleen te lezen voor wie dit beoordeelt.`}
        autosize
        minRows={3}
        maxLength={1000}
        {...fields.text('words')}
      />
      <NativeSelect
        label={t`Hoe lang heb je nodig?`}
        {...fields.text('minutes')}
        data={lengths.map((each) => ({ value: String(each), label: t`${each} minuten` }))}
      />
      {'client' in wanted && <Told told={wanted.client.told} />}
      {begin.error && asProblem(begin.error).code !== 'invalid-input' && (
        <ProblemNote problem={asProblem(begin.error)} />
      )}
      <div>
        <Button type="submit" loading={begin.isPending}>
          <Trans>Begin noodtoegang</Trans>
        </Button>
      </div>
    </form>
  )
}

/** By name: who hears of it. */
function Told({ told }: { told: EmergencyFound['told'] }) {
  const named = told.slice(0, 3).map((each) => `${each.name} (${each.function})`)
  const more = told.length - named.length
  if (named.length === 0) return null
  return (
    <p className={classes.soft}>
      <Trans>Krijgen meteen bericht: {named.join(', ')}</Trans>
      {more > 0 && (
        <>
          {' '}
          <Plural value={more} one="en nog # collega" other="en nog # collega’s" />
        </>
      )}
    </p>
  )
}
