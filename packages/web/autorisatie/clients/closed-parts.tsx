import type { AccessClient } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useFunctions } from '../grants/queries.ts'
import classes from '../parts/parts.module.css'
import { EndButton, Listing } from './listing.tsx'
import { PeriodFields, periodOf, useReadPeriod } from './period-fields.tsx'
import { useAddition } from './queries.ts'
import { useWords } from './words.ts'

/** A part of the record that is closed to some functions. */
export function ClosedPartsSection({ client }: { client: AccessClient }) {
  const { t } = useLingui()
  const words = useWords()
  const [adding, setAdding] = useState(false)
  const may = client.may.includes('client:close')
  return (
    <>
      <Listing
        title={t`Afgesloten delen`}
        explanation={<Trans>Een deel van het dossier dat dicht is voor sommige functies.</Trans>}
        none={<Trans>Alle delen zijn open voor wie in het dossier mag.</Trans>}
        items={client.closedParts}
        add={may ? { label: t`Sluit een deel af`, onAdd: () => setAdding(true) } : undefined}
        line={(closed) => (
          <>
            <p className={classes.itemName}>{words.part[closed.part]}</p>
            <p>
              <Trans>dicht voor {closed.functions.join(', ')}</Trans>
            </p>
            {closed.reason && <p>{closed.reason}</p>}
          </>
        )}
        actions={
          may
            ? (closed) => (
                <EndButton
                  client={client}
                  path={`closed-parts/${closed.id}`}
                  version={closed.version}
                  title={t`Open dit deel weer`}
                  label={t`Beëindig: ${words.part[closed.part]}`}
                >
                  <p>
                    <Trans>Deze functies zien dit deel dan weer, zo ver als hun rol reikt.</Trans>
                  </p>
                </EndButton>
              )
            : undefined
        }
      />
      {adding && <PartDialog client={client} onClose={() => setAdding(false)} />}
    </>
  )
}

function PartDialog({ client, onClose }: { client: AccessClient; onClose: () => void }) {
  const { t } = useLingui()
  const words = useWords()
  const toasts = useToasts()
  const functions = useFunctions()
  const readPeriod = useReadPeriod()
  const [chosen, setChosen] = useState<string[]>([])
  const add = useAddition(client, 'closed-parts', () => {
    toasts.show(t`Dit deel is afgesloten.`)
    onClose()
  })
  const fields = useFields(
    { part: '', functions: '', reason: '', from: t`vandaag`, until: '' },
    add.error ? asProblem(add.error) : null,
  )
  const submit = () => {
    const { part, reason } = fields.values
    const { errors, period } = readPeriod(fields.values)
    const found = {
      ...errors,
      ...(part ? {} : { part: t`Kies een deel.` }),
      ...(chosen.length ? {} : { functions: t`Kies minstens één functie.` }),
    }
    if (fields.refuse(found)) return
    add.mutate({ part, functions: chosen, ...(reason.trim() ? { reason } : {}), ...period })
  }
  return (
    <FormDialog
      open
      title={t`Sluit een deel af`}
      submit={<Trans>Sluit af</Trans>}
      busy={add.isPending}
      error={add.error ?? functions.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t`Deel van het dossier`}
        {...fields.text('part')}
        data={[
          { value: '', label: t`Kies…` },
          ...Object.entries(words.part).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Checkbox.Group
        label={t`Dicht voor deze functies`}
        value={chosen}
        error={fields.error('functions')}
        onChange={(names) => {
          setChosen(names)
          fields.set('functions', String(names.length))
        }}
      >
        <Stack gap="xs" mt={4}>
          {(functions.data?.items ?? []).map(({ name }) => (
            <Checkbox key={name} value={name} label={name} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Textarea label={t`Toelichting (mag leeg)`} autosize minRows={2} maxLength={1000} {...fields.text('reason')} />
      <PeriodFields {...periodOf(fields)} />
    </FormDialog>
  )
}
