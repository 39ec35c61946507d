import type { AccessClient, Closure } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, Textarea } from '@mantine/core'
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
import { useWords } from './words.ts'

/** A closed record: only named people get in. */
export function ClosuresSection({ client }: { client: AccessClient }) {
  const { t } = useLingui()
  const words = useWords()
  const [closing, setClosing] = useState(false)
  const [naming, setNaming] = useState<Closure>()
  const may = client.may.includes('client:close')
  return (
    <>
      <Listing
        title={t`Afgesloten dossier`}
        explanation={
          <Trans>Alleen medewerkers die hier staan komen in het dossier, en niet verder dan hun rol reikt.</Trans>
        }
        none={<Trans>Dit dossier is niet afgesloten.</Trans>}
        items={client.closures}
        add={may ? { label: t`Sluit dossier af`, onAdd: () => setClosing(true) } : undefined}
        line={(closure) => (
          <>
            <p className={classes.itemName}>{words.closure[closure.ground]}</p>
            {closure.reason && <p>{closure.reason}</p>}
            <People client={client} closure={closure} may={may && closure.state !== 'ended'} />
          </>
        )}
        actions={
          may
            ? (closure) => (
                <>
                  <Button size="sm" variant="default" onClick={() => setNaming(closure)}>
                    <Trans>Laat iemand toe</Trans>
                  </Button>
                  <EndButton
                    client={client}
                    path={`closures/${closure.id}`}
                    version={closure.version}
                    title={t`Open het dossier weer`}
                    label={t`Open het dossier weer`}
                    verb={t`Open het dossier weer`}
                  >
                    <p>
                      <Trans>Iedereen van wie de rol tot hier reikt, kan het dossier dan weer openen.</Trans>
                    </p>
                  </EndButton>
                </>
              )
            : undefined
        }
      />
      {closing && <CloseDialog client={client} onClose={() => setClosing(false)} />}
      {naming && <NameDialog client={client} closure={naming} onClose={() => setNaming(undefined)} />}
    </>
  )
}

function People({ client, closure, may }: { client: AccessClient; closure: Closure; may: boolean }) {
  const { t } = useLingui()
  const open = closure.people.filter((entry) => entry.state !== 'ended')
  return (
    <ul className={classes.items}>
      {open.map((entry) => {
        const { name } = entry.person
        return (
          <li key={entry.id}>
            <span>
              {name} <span className={classes.soft}>{entry.person.function}</span>
            </span>
            {may && (
              <EndButton
                client={client}
                path={`closures/${closure.id}/people/${entry.id}`}
                version={entry.version}
                title={t`Laat ${name} niet meer toe`}
                label={t`Niet meer toelaten: ${name}`}
                verb={t`Niet meer toelaten`}
              >
                <p>
                  <Trans>{name} komt dan niet meer in dit dossier.</Trans>
                </p>
              </EndButton>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function CloseDialog({ client, onClose }: { client: AccessClient; onClose: () => void }) {
  const { t } = useLingui()
  const words = useWords()
  const toasts = useToasts()
  const readPeriod = useReadPeriod()
  const [people, setPeople] = useState<Picked[]>([])
  const close = useAddition(client, 'closures', () => {
    toasts.show(t`Het dossier is afgesloten.`)
    onClose()
  })
  const fields = useFields(
    { ground: '', reason: '', people: '', from: t`vandaag`, until: '' },
    close.error ? asProblem(close.error) : null,
  )
  const submit = () => {
    const { ground, reason } = fields.values
    const { errors, period } = readPeriod(fields.values)
    const found = {
      ...errors,
      ...(ground ? {} : { ground: t`Kies waarom het dossier wordt afgesloten.` }),
      ...(people.length ? {} : { people: t`Kies wie er in het dossier mag.` }),
    }
    if (fields.refuse(found)) return
    close.mutate({ ground, people: people.map((each) => each.id), ...(reason.trim() ? { reason } : {}), ...period })
  }
  return (
    <FormDialog
      open
      grave
      title={t`Sluit dossier af`}
      submit={<Trans>Sluit dossier af</Trans>}
      busy={close.isPending}
      error={close.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        <Trans>
          Voor iedereen die je hier niet noemt, is dit dossier er niet meer: ook niet in lijsten en bij zoeken. In nood
          kan noodtoegang nog wel.
        </Trans>
      </p>
      <NativeSelect
        label={t`Waarom`}
        {...fields.text('ground')}
        data={[
          { value: '', label: t`Kies…` },
          ...Object.entries(words.closure).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Textarea
        label={t`Toelichting (mag leeg)`}
        description={t`Alleen te lezen voor wie dossiers mag afsluiten en hier in mag. Staat niet in de logging.`}
        autosize
        minRows={2}
        maxLength={1000}
        {...fields.text('reason')}
      />
      <PickPeople
        label={t`Wie komen er nog in?`}
        picked={people}
        error={fields.error('people')}
        onChange={(chosen) => {
          setPeople(chosen)
          fields.set('people', String(chosen.length))
        }}
      />
      <PeriodFields {...periodOf(fields)} />
    </FormDialog>
  )
}

function NameDialog({ client, closure, onClose }: { client: AccessClient; closure: Closure; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const readPeriod = useReadPeriod()
  const [people, setPeople] = useState<Picked[]>([])
  const name = useAddition(client, `closures/${closure.id}/people`, () => {
    toasts.show(t`De medewerker is toegelaten.`)
    onClose()
  })
  const fields = useFields({ person: '', from: t`vandaag`, until: '' }, name.error ? asProblem(name.error) : null)
  const submit = () => {
    const [person] = people
    const { errors, period } = readPeriod(fields.values)
    if (fields.refuse({ ...errors, ...(person ? {} : { person: t`Kies een medewerker.` }) }) || !person) return
    name.mutate({ personId: person.id, ...period })
  }
  return (
    <FormDialog
      open
      title={t`Laat iemand toe`}
      submit={<Trans>Laat toe</Trans>}
      busy={name.isPending}
      error={name.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PickPeople single label={t`Medewerker`} picked={people} error={fields.error('person')} onChange={setPeople} />
      <PeriodFields {...periodOf(fields)} />
    </FormDialog>
  )
}
