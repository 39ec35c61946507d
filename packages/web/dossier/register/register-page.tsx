import type { NewClient } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef } from 'react'
import { useNavigate } from 'react-router'
import { create } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { readBsn } from '../../ui/formats/bsn.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Empty } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { emptyParticulars, type ParticularName, type Particulars } from '../particulars/client-fields.ts'
import { ParticularInput } from '../particulars/particular-input.tsx'
import classes from '../particulars/particulars.module.css'
import { momentOfDay, unitOptions } from '../particulars/placements.tsx'
import { useParticularsReader } from '../particulars/read-particulars.ts'
import { useUnits } from '../queries.ts'

const names: ParticularName[] = ['givenNames', 'initials', 'nickname']
const ownName: ParticularName[] = ['ownPrefix', 'ownName']
const partner: ParticularName[] = ['partnerPrefix', 'partnerName', 'nameOrder']
const address: ParticularName[] = [
  'street',
  'houseNumber',
  'houseNumberAddition',
  'postalCode',
  'city',
  'phone',
  'mobile',
  'email',
]
const practitioner: ParticularName[] = ['generalPractitioner', 'generalPractitionerPhone', 'resuscitation']

/** Registering a client and giving them a place. */
export default function RegisterPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  if (!may('client:register')) {
    return (
      <Page title={t`Schrijf cliënt in`} narrow>
        <Empty title={t`Je mag geen cliënten inschrijven`}>
          <Trans>Vraag het aan je teamleider of applicatiebeheerder.</Trans>
        </Empty>
      </Page>
    )
  }
  return <RegisterForm />
}

function RegisterForm() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const toasts = useToasts()
  const queries = useQueryClient()
  const units = useUnits()
  const attempt = useAttempt()
  const read = useParticularsReader()
  const form = useRef<HTMLFormElement>(null)
  const save = useMutation({
    mutationFn: (body: NewClient & { id: string }) => create<{ id: string }>('/clients', body),
    onSuccess: ({ id }) => {
      attempt.done()
      toasts.show(t`De cliënt is ingeschreven.`)
      void queries.invalidateQueries({ queryKey: ['caseload'] })
      navigate(`/clienten/${id}/gegevens`, { replace: true })
    },
  })
  const problem = save.error ? asProblem(save.error) : null
  const fields = useFields<Particulars>(
    { ...emptyParticulars, nameOrder: 'own', sex: 'unknown', resuscitation: 'unknown' },
    problem,
  )
  const place = useFields({ bsn: '', unitId: '', room: '', from: t`vandaag`, number: '' }, problem)
  const bsnProblem = problem?.code === 'bsn-invalid' || problem?.code === 'bsn-exists' ? problem.title : undefined

  const showFirstError = () =>
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (save.isPending) return
    const { errors, read: given } = read(fields.values)
    const { bsn: bsnText, unitId, room, from, number } = place.values
    const bsn = readBsn(bsnText)
    const day = readNearDate(from, 'past') ?? readNearDate(from, 'future')
    const placeErrors = {
      ...(bsnText.trim() && !bsn ? { bsn: t`Dit BSN klopt niet. Controleer de negen cijfers.` } : {}),
      ...(unitId ? {} : { unitId: t`Kies een team of locatie.` }),
      ...(day ? {} : { from: t`Schrijf een dag, bijvoorbeeld 12-3 of gisteren.` }),
    }
    const refused = [fields.refuse(errors), place.refuse(placeErrors)].some(Boolean)
    if (refused || !day) return showFirstError()
    const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
    const moment = momentOfDay(day)
    const body = {
      ...filled,
      ownName: given.ownName ?? '',
      unitId,
      ...(bsn ? { bsn } : {}),
      ...(number.trim() ? { number: number.trim() } : {}),
      ...(room.trim() ? { room: room.trim() } : {}),
      ...(moment ? { from: moment } : {}),
    }
    save.mutate({ id: attempt.idFor(body), ...body })
  }

  const inputs = (list: readonly ParticularName[]) => (
    <div className={classes.inputs}>
      {list.map((name) => (
        <ParticularInput key={name} name={name} fields={fields} required={name === 'ownName'} />
      ))}
    </div>
  )
  return (
    <Page title={t`Schrijf cliënt in`}>
      <form ref={form} onSubmit={submit} aria-label={t`Cliënt inschrijven`} noValidate>
        <Section title={t`Wie`}>
          {inputs(names)}
          {inputs(ownName)}
          <br />
          {inputs(partner)}
          <br />
          <div className={classes.inputs}>
            <ParticularInput name="birthDate" fields={fields} />
            <ParticularInput name="sex" fields={fields} />
            <TextInput
              label={t`BSN`}
              description={t`Negen cijfers; mag nog leeg blijven`}
              inputMode="numeric"
              autoComplete="off"
              maxLength={11}
              {...place.text('bsn')}
              error={place.error('bsn') ?? bsnProblem}
              onBlur={(event) => {
                const typed = event.currentTarget.value
                if (typed.trim() && !readBsn(typed)) {
                  place.refuse({ bsn: t`Dit BSN klopt niet. Controleer de negen cijfers.` })
                }
              }}
            />
            <TextInput
              label={t`Cliëntnummer`}
              description={t`Leeg: Hoede geeft het volgende nummer`}
              autoComplete="off"
              maxLength={20}
              {...place.text('number')}
            />
          </div>
        </Section>
        <Section title={t`Waar`}>
          <div className={classes.inputs}>
            <NativeSelect
              label={t`Team of locatie`}
              {...place.text('unitId')}
              data={[{ value: '', label: t`Kies…` }, ...unitOptions(units.data?.items ?? [])]}
            />
            <TextInput label={t`Kamer (mag leeg)`} maxLength={20} autoComplete="off" {...place.text('room')} />
            <DateField
              label={t`In zorg vanaf`}
              near="past"
              {...place.text('from')}
              onChange={(text) => place.set('from', text)}
            />
          </div>
          {units.error && <ProblemNote problem={asProblem(units.error)} retry={() => void units.refetch()} />}
        </Section>
        <Section title={t`Adres en bereikbaarheid`}>{inputs(address)}</Section>
        <Section title={t`Huisarts en reanimatie`}>{inputs(practitioner)}</Section>
        {problem && <ProblemNote problem={problem} />}
        <br />
        <div className={classes.buttons}>
          <Button type="submit" loading={save.isPending}>
            <Trans>Schrijf in</Trans>
          </Button>
          <Button variant="subtle" color="gray" onClick={() => navigate(-1)}>
            <Trans>Annuleer</Trans>
          </Button>
        </div>
      </form>
    </Page>
  )
}
