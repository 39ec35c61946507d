import type { Setting } from '@hoede/contract'
import type { SettingKey } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { DecimalField } from '../../ui/fields/decimal-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { readNumber } from '../../ui/formats/numbers.ts'
import { settingLabel } from '../../ui/i18n/vocabulary.ts'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { RelationKindsSection } from '../clients/kinds-section.tsx'
import { ConflictNote } from '../parts/conflict-note.tsx'
import classes from '../parts/parts.module.css'
import { settingsKey, useSettings } from '../queries.ts'

/** What an organisation sets for itself, each within its bounds. */
export default function SettingsPage() {
  const { t } = useLingui()
  const settings = useSettings()
  const { may } = useSignedIn()
  return (
    <Page title={t`Instellingen`} narrow>
      <p className={classes.lead}>
        {may('setting:change') ? (
          <Trans>Deze gelden voor iedereen in deze omgeving.</Trans>
        ) : (
          <Trans>Deze gelden voor iedereen in deze omgeving. Jouw rol mag ze bekijken, niet wijzigen.</Trans>
        )}
      </p>
      {may('setting:change') && (
        <p className={classes.lead}>
          <Link className={classes.link} to="/aanmelden/beleid">
            <Trans>Alles over aanmelden staat bij Aanmelden</Trans>
          </Link>
        </p>
      )}
      <Answer query={settings}>
        {({ items }) =>
          items.map((setting) => <SettingForm key={setting.key} setting={setting} readOnly={!may('setting:change')} />)
        }
      </Answer>
      <RelationKindsSection mayChange={may('setting:change')} />
    </Page>
  )
}

function SettingForm({ setting, readOnly }: { setting: Setting; readOnly: boolean }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [base, setBase] = useState(setting)
  const save = useMutation({
    mutationFn: (value: number) => post<Setting>(`/settings/${setting.key}`, { version: base.version, value }),
    onSuccess: (changed) => {
      setBase(changed)
      toasts.show(t`De instelling is bewaard.`)
      return queries.invalidateQueries({ queryKey: settingsKey })
    },
    onError: (error) => {
      const { code, current } = asProblem(error)
      if (code === 'conflict' && current) setBase(current as Setting)
    },
  })
  const problem = save.error ? asProblem(save.error) : null
  const fields = useFields({ value: String(setting.value) }, problem)
  const { min, max } = setting
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const value = readNumber(fields.values.value)
    const fits = value !== undefined && Number.isInteger(value) && value >= min && value <= max
    if (fields.refuse(fits ? {} : { value: t`Kies een heel getal van ${min} tot en met ${max}.` })) return
    if (fits && !save.isPending) save.mutate(value)
  }
  const label = settingLabel(setting.key as SettingKey)
  return (
    <Section title={label}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <DecimalField
          decimals={0}
          label={t`Aantal`}
          aria-label={label}
          description={t`Van ${min} tot en met ${max}`}
          maw={160}
          readOnly={readOnly}
          {...fields.text('value')}
          onChange={(text) => fields.set('value', text)}
        />
        {problem?.code === 'conflict' ? (
          <ConflictNote>{base.value}</ConflictNote>
        ) : (
          problem && <ProblemNote problem={problem} />
        )}
        {!readOnly && (
          <div>
            <Button type="submit" variant="default" loading={save.isPending} aria-label={t`Bewaar: ${label}`}>
              <Trans>Bewaar</Trans>
            </Button>
          </div>
        )}
      </form>
    </Section>
  )
}
