import type { AccessClient } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import classes from '../parts/parts.module.css'
import { type Picked, PickPeople } from '../parts/pick-people.tsx'
import { EndButton, Listing } from './listing.tsx'
import { PeriodFields, periodOf, useReadPeriod } from './period-fields.tsx'
import { useAddition } from './queries.ts'

/** The client's own objection to somebody. */
export function ObjectionsSection({ client }: { client: AccessClient }) {
  const { t } = useLingui()
  const [adding, setAdding] = useState(false)
  const may = client.may.includes('client:close')
  return (
    <>
      <Listing
        title={t`Bezwaar van de cliënt`}
        explanation={
          <Trans>Wie hier staat komt niet in het dossier, welke rol ook, en ook niet met noodtoegang.</Trans>
        }
        none={<Trans>De cliënt heeft tegen niemand bezwaar gemaakt.</Trans>}
        items={client.objections}
        add={may ? { label: t`Leg bezwaar vast`, onAdd: () => setAdding(true) } : undefined}
        line={(objection) => (
          <>
            <p className={classes.itemName}>
              {objection.person.name} <span className={classes.soft}>{objection.person.function}</span>
            </p>
            {objection.reason && <p>{objection.reason}</p>}
          </>
        )}
        actions={
          may
            ? (objection) => (
                <EndButton
                  client={client}
                  path={`objections/${objection.id}`}
                  version={objection.version}
                  title={t`Beëindig bezwaar`}
                  label={t`Beëindig het bezwaar tegen ${objection.person.name}`}
                >
                  <p>
                    <Trans>
                      {objection.person.name} kan het dossier dan weer openen, zo ver als de eigen rol reikt.
                    </Trans>
                  </p>
                </EndButton>
              )
            : undefined
        }
      />
      {adding && <ObjectDialog client={client} onClose={() => setAdding(false)} />}
    </>
  )
}

function ObjectDialog({ client, onClose }: { client: AccessClient; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const readPeriod = useReadPeriod()
  const [people, setPeople] = useState<Picked[]>([])
  const add = useAddition(client, 'objections', () => {
    toasts.show(t`Het bezwaar is vastgelegd.`)
    onClose()
  })
  const fields = useFields(
    { person: '', reason: '', from: t`vandaag`, until: '' },
    add.error ? asProblem(add.error) : null,
  )
  const submit = () => {
    const [person] = people
    const { errors, period } = readPeriod(fields.values)
    if (fields.refuse({ ...errors, ...(person ? {} : { person: t`Kies een medewerker.` }) }) || !person) return
    const { reason } = fields.values
    add.mutate({ personId: person.id, ...(reason.trim() ? { reason } : {}), ...period })
  }
  return (
    <FormDialog
      open
      title={t`Leg bezwaar vast`}
      submit={<Trans>Leg bezwaar vast</Trans>}
      busy={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PickPeople
        single
        label={t`Tegen welke medewerker?`}
        picked={people}
        error={fields.error('person')}
        onChange={setPeople}
      />
      <Textarea
        label={t`Wat zegt de cliënt? (mag leeg)`}
        description={t`De medewerker zelf leest dit niet. Het staat niet in de logging.`}
        autosize
        minRows={2}
        maxLength={1000}
        {...fields.text('reason')}
      />
      <PeriodFields {...periodOf(fields)} />
    </FormDialog>
  )
}
