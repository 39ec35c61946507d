import type { Permission } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { dayOf } from '../../ui/formats/dates.ts'
import { permissionName } from '../../ui/i18n/vocabulary.ts'
import { SearchIcon } from '../../ui/parts/icons.tsx'
import classes from '../parts/parts.module.css'
import { asked, type Question } from './question.ts'

interface FieldsProps {
  question: Question
  onChange: (change: Partial<Question>) => void
}

/** Which right, and when. */
export function QuestionFields({ question, onChange }: FieldsProps) {
  const { t } = useLingui()
  const rights = asked.includes(question.permission) ? asked : [...asked, question.permission]
  return (
    <div className={`${classes.tools} no-print`}>
      <NativeSelect
        label={t`Recht`}
        value={question.permission}
        onChange={(event) => onChange({ permission: event.currentTarget.value as Permission })}
        data={rights.map((value) => ({ value, label: permissionName(value) }))}
      />
      <TextInput
        type="date"
        label={t`Op welke dag, om 12 uur (leeg is nu)`}
        max={dayOf(new Date())}
        value={question.day}
        onChange={(event) => onChange({ day: event.currentTarget.value })}
      />
    </div>
  )
}

/** By number alone: whoever looks after access need not know who somebody is. */
export function ClientField({ question, onChange }: FieldsProps) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(question.client)
  useEffect(() => setTyped(question.client), [question.client])
  const find = (event: FormEvent) => {
    event.preventDefault()
    onChange({ client: typed.trim() })
  }
  return (
    <form className={`${classes.tools} no-print`} onSubmit={find}>
      <TextInput
        label={t`Cliëntnummer`}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" leftSection={<SearchIcon size={18} />}>
        <Trans>Zoek</Trans>
      </Button>
    </form>
  )
}
