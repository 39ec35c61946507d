import { logKinds } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { DateField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { dayOf, shortDay } from '../../ui/formats/dates.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { unitOptions } from '../parts/units.ts'
import { useLogEvents, useUnits } from '../queries.ts'
import { eventName } from './event-names.ts'
import classes from './logging.module.css'
import { actions, addDays, grounds, lastMonth, type Question } from './question.ts'
import { type Subject, SubjectPicker } from './subject-picker.tsx'
import { useLogChoices } from './words.ts'

interface QuestionFormProps {
  question: Question | undefined
  subject: Subject | undefined
  onSubject: (subject: Subject | undefined) => void
  onAsk: (question: Question) => void
  busy: boolean
}

/** Whom, when, what and how it ended. */
export function QuestionForm({ question, subject, onSubject, onAsk, busy }: QuestionFormProps) {
  const { t, i18n } = useLingui()
  const events = useLogEvents()
  const choices = useLogChoices()
  const units = useUnits()
  // Drawn once: it is theirs to open and close.
  const [opened] = useState(Boolean(question?.unit || question?.ground || question?.action))
  const usual = lastMonth()
  const fields = useFields({
    from: shortDay(question?.from ?? usual.from),
    until: shortDay(question?.until ?? usual.until),
    outcome: question?.outcome ?? '',
    event: question?.event ?? '',
    kind: question?.kind ?? '',
    emergency: question?.emergency ?? false,
    supplier: question?.supplier ?? false,
    partner: question?.partner ?? false,
    onlyGrant: question?.grant !== undefined,
    action: question?.action ?? '',
    unit: question?.unit ?? '',
    ground: question?.ground ?? '',
  })
  const today = dayOf(new Date())
  const periods = [
    { name: t`Vandaag`, from: today, until: today },
    { name: t`Gisteren`, from: addDays(today, -1), until: addDays(today, -1) },
    { name: t`7 dagen`, from: addDays(today, -6), until: today },
    { name: t`Maand`, ...usual },
  ]
  const choose = ({ from, until }: { from: string; until: string }) => {
    fields.set('from', shortDay(from))
    fields.set('until', shortDay(until))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const from = readNearDate(fields.values.from, 'past')
    const until = readNearDate(fields.values.until, 'past')
    const wrong = t`Schrijf een dag, bijvoorbeeld gisteren of 12-3.`
    const errors = {
      ...(from ? {} : { from: wrong }),
      ...(until ? {} : { until: wrong }),
      ...(from && until && until < from ? { until: t`Deze dag ligt voor de eerste.` } : {}),
    }
    if (fields.refuse(errors) || !from || !until) return
    onAsk({
      client: subject?.kind === 'client' ? subject.id : undefined,
      person: subject?.kind === 'person' ? subject.id : undefined,
      from,
      until,
      outcome: fields.values.outcome || undefined,
      event: fields.values.event || undefined,
      kind: logKinds.find((each) => each === fields.values.kind),
      emergency: fields.values.emergency || undefined,
      supplier: fields.values.supplier || undefined,
      partner: fields.values.partner || undefined,
      action: actions.find((each) => each === fields.values.action),
      unit: fields.values.unit || undefined,
      ground: grounds.find((each) => each === fields.values.ground),
      grant: fields.values.onlyGrant ? question?.grant : undefined,
    })
  }
  const named = (events.data?.items ?? [])
    .map(({ event, text }) => ({ value: event, label: eventName(event, text, i18n.locale) }))
    .toSorted((one, two) => one.label.localeCompare(two.label, i18n.locale))
  return (
    <form className={`${classes.question} no-print`} onSubmit={submit} noValidate aria-label={t`Vraag aan de logging`}>
      <SubjectPicker subject={subject} onPick={onSubject} />
      <fieldset className={classes.quick}>
        <legend>
          <Trans>Periode</Trans>
        </legend>
        {periods.map((period) => {
          const chosen = fields.values.from === shortDay(period.from) && fields.values.until === shortDay(period.until)
          return (
            <Button
              key={period.name}
              size="sm"
              variant={chosen ? 'light' : 'default'}
              aria-pressed={chosen}
              onClick={() => choose(period)}
            >
              {period.name}
            </Button>
          )
        })}
      </fieldset>
      <div className={classes.fields}>
        <DateField
          label={t`Van`}
          near="past"
          description={t`Bijvoorbeeld gisteren of 12-3`}
          {...fields.text('from')}
          onChange={(text) => fields.set('from', text)}
        />
        <DateField
          label={t`Tot en met`}
          near="past"
          description={t`Bijvoorbeeld gisteren of 12-3`}
          {...fields.text('until')}
          onChange={(text) => fields.set('until', text)}
        />
        <NativeSelect label={t`Soort`} {...fields.text('kind')} data={choices.kinds} />
        <NativeSelect
          label={t`Gebeurtenis`}
          {...fields.text('event')}
          data={[{ value: '', label: t`Alle gebeurtenissen` }, ...named]}
        />
        <NativeSelect label={t`Uitkomst`} {...fields.text('outcome')} data={choices.outcomes} />
      </div>
      <details className={classes.others} open={opened || undefined}>
        <summary>
          <Trans>Meer voorwaarden</Trans>
        </summary>
        <div className={classes.fields}>
          <NativeSelect
            label={t`In zorg bij`}
            description={t`Op het moment van de regel`}
            {...fields.text('unit')}
            data={[
              { value: '', label: t`Alle locaties en teams` },
              ...unitOptions(units.data?.items ?? [], { closed: true }),
            ]}
          />
          <NativeSelect
            label={t`Op grond van`}
            description={t`Waarvoor de rol gegeven is`}
            {...fields.text('ground')}
            data={choices.grounds}
          />
          <NativeSelect
            label={t`Handeling`}
            description={t`Wat er met de gegevens gebeurde`}
            {...fields.text('action')}
            data={choices.actions}
          />
        </div>
      </details>
      <div className={classes.ticks}>
        <Checkbox label={t`Alleen noodtoegang`} {...fields.tick('emergency')} />
        {question?.grant && <Checkbox label={t`Alleen met de gekozen rol`} {...fields.tick('onlyGrant')} />}
        <Checkbox label={t`Alleen leverancier en systemen`} {...fields.tick('supplier')} />
        <Checkbox label={t`Alleen koppelingen met andere systemen`} {...fields.tick('partner')} />
      </div>
      <div>
        <Button type="submit" loading={busy}>
          <Trans>Toon</Trans>
        </Button>
      </div>
    </form>
  )
}
