import { type ReportKind, reportKinds, reportLength } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect, SegmentedControl, Textarea } from '@mantine/core'
import type { Ref } from 'react'
import { DateField, TimeField } from '../../ui/fields/date-field.tsx'
import { number } from '../../ui/formats/numbers.ts'
import { reportKindName } from '../../ui/i18n/vocabulary.ts'
import { LinkButton } from '../../ui/parts/link-button.tsx'
import { changeForm, charactersLeft, type ReportText, type SoepPart, soepParts } from './report-text.ts'
import classes from './reports.module.css'

export type ReportErrors = Partial<Record<'text' | 'day' | 'time' | 'reason', string>>

interface ReportFieldsProps {
  value: ReportText
  onChange: (change: Partial<ReportText>) => void
  errors: ReportErrors
  /** The field to write in. */
  field: Ref<HTMLTextAreaElement>
  /** A correction keeps its kind and asks for a reason. */
  correction?: boolean
  /** The moment of care has its fields open. */
  momentOpen: boolean
  onMoment: () => void
}

/** What a report is made of, for writing one and for correcting one. */
export function ReportFields(props: ReportFieldsProps) {
  const { value, onChange, errors, field, correction = false, momentOpen, onMoment } = props
  const { t } = useLingui()
  const names = useSoepNames()
  return (
    <div className={classes.fields}>
      <div className={classes.choices}>
        {!correction && (
          <NativeSelect
            aria-label={t`Soort rapportage`}
            value={value.kind}
            onChange={(event) => onChange({ kind: event.currentTarget.value as ReportKind })}
            data={(Object.keys(reportKinds) as ReportKind[]).map((kind) => ({
              value: kind,
              label: reportKindName(kind),
            }))}
          />
        )}
        <SegmentedControl
          aria-label={t`Vorm`}
          value={value.form}
          onChange={(form) => onChange(changeForm(value, form as ReportText['form']))}
          data={[
            { value: 'free', label: t`Vrije tekst` },
            { value: 'soep', label: 'SOEP' },
          ]}
        />
      </div>
      {value.form === 'free' ? (
        <Textarea
          ref={field}
          label={correction ? t`Tekst` : t`Rapportage`}
          classNames={{ input: classes.text ?? '', label: correction ? '' : (classes.hidden ?? '') }}
          placeholder={correction ? '' : t`Wat deed je, wat zag je, hoe ging het?`}
          value={value.text}
          error={errors.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      ) : (
        soepParts.map((part, index) => (
          <Textarea
            key={part}
            ref={index === 0 ? field : undefined}
            label={names[part].label}
            description={names[part].hint}
            classNames={{ input: classes.part ?? '' }}
            value={value.soep[part]}
            error={index === 0 ? errors.text : undefined}
            onChange={(event) => onChange({ soep: { ...value.soep, [part]: event.currentTarget.value } })}
          />
        ))
      )}
      <LengthLeft value={value} />
      {correction && (
        <Textarea
          label={t`Waarom verbeter je dit?`}
          description={t`Bijvoorbeeld: typefout, verkeerde tijd, aangevuld.`}
          classNames={{ input: classes.reason ?? '' }}
          maxLength={300}
          required
          withAsterisk={false}
          value={value.reason}
          error={errors.reason}
          onChange={(event) => onChange({ reason: event.currentTarget.value })}
        />
      )}
      {momentOpen ? (
        <fieldset className={classes.moment}>
          <legend>
            <Trans>Moment van de zorg</Trans>
          </legend>
          <DateField
            label={t`Dag`}
            near="past"
            placeholder={t`vandaag`}
            value={value.day}
            error={errors.day}
            onChange={(day) => onChange({ day })}
          />
          <TimeField label={t`Tijd`} value={value.time} error={errors.time} onChange={(time) => onChange({ time })} />
        </fieldset>
      ) : null}
      <div className={classes.ticks}>
        {!momentOpen && (
          <span className={classes.now}>
            {correction ? <Trans>Moment van de zorg blijft gelijk.</Trans> : <Trans>Moment van de zorg: nu.</Trans>}{' '}
            <LinkButton onClick={onMoment}>
              <Trans>Ander moment</Trans>
            </LinkButton>
          </span>
        )}
        <Checkbox
          label={t`Belangrijk`}
          checked={value.important}
          onChange={(event) => onChange({ important: event.currentTarget.checked })}
        />
        <Checkbox
          label={t`Familie mag dit lezen`}
          checked={value.visibleToFamily}
          onChange={(event) => onChange({ visibleToFamily: event.currentTarget.checked })}
        />
      </div>
    </div>
  )
}

function LengthLeft({ value }: { value: ReportText }) {
  const left = charactersLeft(value)
  if (left > reportLength / 10) return null
  return (
    <p role="status" className={classes.left} data-over={left < 0 || undefined}>
      {left >= 0 ? (
        <Trans>Nog {number(left)} tekens</Trans>
      ) : (
        <Trans>{number(-left)} tekens te veel. Verdeel de tekst over meer rapportages.</Trans>
      )}
    </p>
  )
}

/** The four parts of a SOEP report (zib SOEPVerslag), in words. */
export function useSoepNames(): Record<SoepPart, { label: string; hint: string }> {
  const { t } = useLingui()
  return {
    s: { label: t`S – subjectief`, hint: t`Wat de cliënt of familie vertelt` },
    o: { label: t`O – objectief`, hint: t`Wat je ziet, hoort of meet` },
    e: { label: t`E – evaluatie`, hint: t`Wat je ervan vindt` },
    p: { label: t`P – plan`, hint: t`Wat er moet gebeuren` },
  }
}
