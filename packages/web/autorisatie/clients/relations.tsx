import type { AccessClient, ClientRelation } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useRelationKinds } from '../grants/queries.ts'
import classes from '../parts/parts.module.css'
import { type Picked, PickPeople } from '../parts/pick-people.tsx'
import { EndButton, Listing } from './listing.tsx'
import { PeriodFields, periodOf, useReadPeriod } from './period-fields.tsx'
import { useAddition } from './queries.ts'
import { usePeriodWords } from './words.ts'

/** Who is tied to the client: first responsible, practitioner, case manager, or a kind of the customer's own. */
export function RelationsSection({ client }: { client: AccessClient }) {
  const { t } = useLingui()
  const [adding, setAdding] = useState(false)
  const may = client.may.includes('client:relate')
  return (
    <>
      <Listing
        title={t`Zorgrelaties`}
        explanation={<Trans>Wie een rol heeft voor ‘eigen cliënten’ komt hierdoor in het dossier.</Trans>}
        none={<Trans>Er is nu geen zorgrelatie.</Trans>}
        items={client.relations}
        add={may ? { label: t`Begin een zorgrelatie`, onAdd: () => setAdding(true) } : undefined}
        line={(relation) => (
          <>
            <p className={classes.itemName}>
              {relation.person.name} <span className={classes.soft}>{relation.person.function}</span>
            </p>
            <p>{relation.kind.name}</p>
          </>
        )}
        actions={
          may
            ? (relation) => (
                <EndButton
                  client={client}
                  path={`relations/${relation.id}`}
                  version={relation.version}
                  title={t`Beëindig zorgrelatie`}
                  label={t`Beëindig de zorgrelatie met ${relation.person.name}`}
                >
                  <p>
                    <Trans>
                      {relation.person.name} is dan geen ‘{relation.kind.name}’ meer van deze cliënt.
                    </Trans>
                  </p>
                </EndButton>
              )
            : undefined
        }
      />
      {adding && <RelateDialog client={client} onClose={() => setAdding(false)} />}
    </>
  )
}

function RelateDialog({ client, onClose }: { client: AccessClient; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const kinds = useRelationKinds()
  const readPeriod = useReadPeriod()
  const [people, setPeople] = useState<Picked[]>([])
  const relate = useAddition(client, 'relations', () => {
    toasts.show(t`De zorgrelatie is vastgelegd.`)
    onClose()
  })
  const problem = relate.error ? asProblem(relate.error) : null
  const fields = useFields({ kind: '', person: '', takeOver: false, from: t`vandaag`, until: '' }, problem)
  const holder = client.relations.find(
    (each) => each.kind.key === fields.values.kind && each.kind.exclusive && each.state !== 'ended',
  )
  const submit = () => {
    const [person] = people
    const { kind, takeOver } = fields.values
    const { errors, period } = readPeriod(fields.values)
    const found = {
      ...errors,
      ...(kind ? {} : { kind: t`Kies een soort zorgrelatie.` }),
      ...(person ? {} : { person: t`Kies een medewerker.` }),
    }
    if (fields.refuse(found) || !person) return
    relate.mutate({ personId: person.id, kind, ...(takeOver ? { takeOver } : {}), ...period })
  }
  return (
    <FormDialog
      open
      title={t`Begin een zorgrelatie`}
      submit={<Trans>Leg vast</Trans>}
      busy={relate.isPending}
      error={relate.error ?? kinds.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t`Soort zorgrelatie`}
        {...fields.text('kind')}
        data={[
          { value: '', label: t`Kies…` },
          ...(kinds.data?.items ?? [])
            .filter((kind) => !kind.retired)
            .map(({ key, name }) => ({ value: key, label: name })),
        ]}
      />
      <PickPeople single label={t`Medewerker`} picked={people} error={fields.error('person')} onChange={setPeople} />
      {holder && (
        <Holder holder={holder}>
          <Checkbox label={t`Neem het over vanaf de begindag hieronder`} {...fields.tick('takeOver')} />
        </Holder>
      )}
      <PeriodFields {...periodOf(fields)} />
    </FormDialog>
  )
}

/** Of this kind a client has one at a time: who it is now, and that this one can take over. */
function Holder({ holder, children }: { holder: ClientRelation; children: ReactNode }) {
  const words = usePeriodWords()
  const { name } = holder.person
  return (
    <Note kind="look">
      <p>
        <Trans>
          {name} is nu ‘{holder.kind.name}’ ({words(holder)}). Een cliënt heeft er één tegelijk.
        </Trans>
      </p>
      {children}
    </Note>
  )
}
