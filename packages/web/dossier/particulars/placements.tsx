import type { ClientDetail, Unit } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { clock, dayOf, momentAt, shortDay } from '../../ui/formats/dates.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { clientKey, useUnits } from '../queries.ts'
import classes from './particulars.module.css'

/** Teams and locations that are open, each with where it belongs: 'Berkenhof › Berkenhof 2'. */
export function unitOptions(units: readonly Unit[]): { value: string; label: string }[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const label = (unit: Unit): string => {
    const parent = unit.parentId ? byId.get(unit.parentId) : undefined
    return parent && parent.kind !== 'organisation' ? `${label(parent)} › ${unit.name}` : unit.name
  }
  return units
    .filter((unit) => unit.kind !== 'organisation' && !unit.closed)
    .map((unit) => ({ value: unit.id, label: label(unit) }))
    .toSorted((one, two) => one.label.localeCompare(two.label, 'nl'))
}

/** A day as a moment: today is now, another day its first minute. */
export function momentOfDay(day: string, now = new Date()): string | undefined {
  return day === dayOf(now) ? undefined : momentAt(day, '00:00')
}

/** Where the client lives and lived, and who is tied to them by name. */
export function PlacementsSection({ client, mayPlace }: { client: ClientDetail; mayPlace: boolean }) {
  const { t } = useLingui()
  const [doing, setDoing] = useState<'move' | 'end'>()
  const inCare = client.placements.some((placement) => placement.until === null)
  const relations: Record<string, string> = {
    'first-responsible': t`eerstverantwoordelijke`,
    practitioner: t`behandelaar`,
    'case-manager': t`casemanager`,
  }
  return (
    <Section
      title={t`Verblijf en betrokken medewerkers`}
      action={
        mayPlace && (
          <div className={`${classes.buttons} no-print`}>
            <Button size="sm" variant="default" onClick={() => setDoing('move')}>
              {inCare ? <Trans>Verhuis</Trans> : <Trans>Neem weer in zorg</Trans>}
            </Button>
            {inCare && (
              <Button size="sm" variant="default" onClick={() => setDoing('end')}>
                <Trans>Beëindig zorg</Trans>
              </Button>
            )}
          </div>
        )
      }
    >
      <ul className={classes.items}>
        {client.placements.map((placement) => (
          <li key={placement.id}>
            <div>
              <p className={classes.itemName}>
                {placement.unit.name}
                {placement.room && <span className={classes.soft}>{t`kamer ${placement.room}`}</span>}
              </p>
              <p className={classes.soft}>
                {placement.until ? (
                  <Trans>
                    van {shortDay(dayOf(placement.from))} tot {shortDay(dayOf(placement.until))}
                  </Trans>
                ) : (
                  <Trans>sinds {shortDay(dayOf(placement.from))}</Trans>
                )}
              </p>
            </div>
          </li>
        ))}
        {client.careRelations.map((relation) => (
          <li key={relation.id}>
            <div>
              <p className={classes.itemName}>
                {relation.person.name}
                <span className={classes.soft}>{relation.person.function}</span>
              </p>
              <p className={classes.soft}>
                {relations[relation.kind] ?? relation.kindName}
                {' · '}
                {relation.until ? (
                  <Trans>
                    van {shortDay(dayOf(relation.from))} tot {shortDay(dayOf(relation.until))}
                  </Trans>
                ) : (
                  <Trans>sinds {shortDay(dayOf(relation.from))}</Trans>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {doing === 'move' && <MoveDialog client={client} onClose={() => setDoing(undefined)} />}
      {doing === 'end' && <EndCareDialog client={client} onClose={() => setDoing(undefined)} />}
    </Section>
  )
}

function usePlacing(client: ClientDetail, done: string, onClose: () => void) {
  const toasts = useToasts()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: object) => post(`/clients/${client.id}/move`, body),
    onSuccess: async () => {
      toasts.show(done)
      void queries.invalidateQueries({ queryKey: ['caseload'] })
      await queries.invalidateQueries({ queryKey: clientKey(client.id) })
      onClose()
    },
  })
}

function MoveDialog({ client, onClose }: { client: ClientDetail; onClose: () => void }) {
  const { t } = useLingui()
  const units = useUnits()
  const move = usePlacing(client, t`De verhuizing is bewaard.`, onClose)
  const fields = useFields(
    { unitId: client.unit?.id ?? '', room: '', from: t`vandaag` },
    move.error ? asProblem(move.error) : null,
  )
  const submit = () => {
    const day = readNearDate(fields.values.from, 'past')
    const errors = {
      ...(fields.values.unitId ? {} : { unitId: t`Kies een team of locatie.` }),
      ...(day ? {} : { from: t`Schrijf een dag, bijvoorbeeld 12-3 of gisteren.` }),
    }
    if (fields.refuse(errors) || !day) return
    const from = momentOfDay(day)
    move.mutate({ unitId: fields.values.unitId, room: fields.values.room.trim() || null, ...(from ? { from } : {}) })
  }
  return (
    <FormDialog
      open
      title={t`Verhuis`}
      submit={<Trans>Verhuis</Trans>}
      busy={move.isPending}
      error={move.error ?? units.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t`Naar team of locatie`}
        {...fields.text('unitId')}
        data={[{ value: '', label: t`Kies…` }, ...unitOptions(units.data?.items ?? [])]}
      />
      <TextInput label={t`Kamer (mag leeg)`} maxLength={20} autoComplete="off" {...fields.text('room')} />
      <DateField label={t`Vanaf`} near="past" {...fields.text('from')} onChange={(text) => fields.set('from', text)} />
    </FormDialog>
  )
}

function EndCareDialog({ client, onClose }: { client: ClientDetail; onClose: () => void }) {
  const { t } = useLingui()
  const end = usePlacing(client, t`De zorg is beëindigd.`, onClose)
  const fields = useFields({ from: t`vandaag` }, end.error ? asProblem(end.error) : null)
  const submit = () => {
    const day = readNearDate(fields.values.from, 'past')
    if (fields.refuse(day ? {} : { from: t`Schrijf een dag, bijvoorbeeld 12-3 of gisteren.` }) || !day) return
    const from = momentOfDay(day)
    end.mutate({ unitId: null, ...(from ? { from } : {}) })
  }
  return (
    <FormDialog
      open
      grave
      title={t`Beëindig zorg`}
      submit={<Trans>Beëindig zorg</Trans>}
      busy={end.isPending}
      error={end.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        <Trans>
          {client.name} staat dan niet meer in de lijst van het team. Het dossier blijft nog een tijd open om af te
          ronden. Zorgrelaties eindigen ook.
        </Trans>
      </p>
      <DateField
        label={t`Laatste dag van de zorg`}
        near="past"
        {...fields.text('from')}
        onChange={(text) => fields.set('from', text)}
      />
      <p className={classes.soft}>
        <Trans>Vandaag betekent: nu, om {clock(new Date())}.</Trans>
      </p>
    </FormDialog>
  )
}
