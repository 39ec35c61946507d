import type { ReviewPlan, ReviewPreview } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { dayOf, shortDay } from '../../ui/formats/dates.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { endOf } from '../parts/days.ts'
import classes from '../parts/parts.module.css'
import { type Picked, PickPeople } from '../parts/pick-people.tsx'
import { unitOptions } from '../parts/units.ts'
import { useRoles, useUnits } from '../queries.ts'
import { ChooseMany } from './choose-many.tsx'
import { PlanPreview } from './plan-preview.tsx'
import { previewReview, startReview, useReviews } from './queries.ts'

type Next = NonNullable<ReturnType<typeof useReviews>['data']>['next']

/** A review is set up, looked at, and begun. */
export default function NewReviewPage() {
  const { t } = useLingui()
  const [address] = useSearchParams()
  const reviews = useReviews()
  return (
    <Page title={t`Begin een controle`}>
      <Answer query={reviews}>
        {({ next }) => <NewReview next={address.get('volgende') === 'ja' ? next : null} />}
      </Answer>
    </Page>
  )
}

function NewReview({ next }: { next: Next }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const units = useUnits()
  const roles = useRoles()
  const attempt = useAttempt()
  const [population, setPopulation] = useState(next?.population ?? { units: [], roles: [], functions: [] })
  const [fallback, setFallback] = useState<Picked[]>([])
  const [escalate, setEscalate] = useState<Picked[]>([])
  const [looked, setLooked] = useState<{ plan: ReviewPlan; preview: ReviewPreview }>()
  const preview = useMutation({
    mutationFn: previewReview,
    onSuccess: (found, plan) => setLooked({ plan, preview: found }),
  })
  const start = useMutation({
    mutationFn: startReview,
    onSuccess: async (review) => {
      attempt.done()
      await queries.invalidateQueries({ queryKey: ['access-reviews'] })
      navigate(`/controles/${review.id}`)
    },
  })
  const error = preview.error ?? start.error
  const fields = useFields(
    {
      name: next?.name ?? '',
      occasion: next?.occasion ?? ('quarterly' as string),
      deadline: next ? shortDay(dayOf(next.deadline)) : '',
      escalate: '',
    },
    error ? asProblem(error) : null,
  )
  const change = (act: () => void) => {
    act()
    setLooked(undefined)
  }
  const look = (event: FormEvent) => {
    event.preventDefault()
    const found = {
      ...(fields.values.name.trim() ? {} : { name: t`Vul een naam in.` }),
      ...(readNearDate(fields.values.deadline, 'future') ? {} : { deadline: t`Schrijf een dag, bijvoorbeeld 12-3.` }),
      ...(escalate[0] ? {} : { escalate: t`Kies een medewerker.` }),
    }
    if (fields.refuse(found) || !escalate[0]) return
    preview.mutate({ population, escalateTo: escalate[0].id, ...(fallback[0] ? { fallbackId: fallback[0].id } : {}) })
  }
  const begin = () => {
    const day = readNearDate(fields.values.deadline, 'future')
    if (!looked || !day) return
    const { name, occasion } = fields.values
    const content = { name: name.trim(), occasion: occasion as 'quarterly', deadline: endOf(day), ...looked.plan }
    start.mutate({ ...content, id: attempt.idFor(content) })
  }
  return (
    <>
      <Section title={t`1. Wat en wie`}>
        <form className={classes.form} onSubmit={look} noValidate>
          <TextInput label={t`Naam`} maxLength={120} {...fields.text('name')} placeholder={t`Kwartaalcontrole`} />
          <NativeSelect
            label={t`Wanneer`}
            {...fields.text('occasion')}
            data={[
              { value: 'quarterly', label: t`Elk kwartaal` },
              { value: 'half-yearly', label: t`Elk half jaar` },
              { value: 'event', label: t`Bij een gebeurtenis` },
            ]}
          />
          <DateField
            label={t`Af op`}
            near="future"
            description={t`Controleurs krijgen een week en een dag ervoor een herinnering.`}
            {...fields.text('deadline')}
            onChange={(text) => fields.set('deadline', text)}
          />
          <ChooseMany
            label={t`Locaties en teams`}
            options={unitOptions(units.data?.items ?? [])}
            chosen={population.units}
            onChange={(chosen) => change(() => setPopulation({ ...population, units: chosen }))}
          />
          <ChooseMany
            label={t`Rollen`}
            options={(roles.data?.items ?? []).map((role) => ({ value: role.id, label: role.name }))}
            chosen={population.roles}
            onChange={(chosen) => change(() => setPopulation({ ...population, roles: chosen }))}
          />
          <PickPeople
            single
            label={t`Controleert wie geen teamleider heeft`}
            picked={fallback}
            onChange={(picked) => change(() => setFallback(picked))}
          />
          <PickPeople
            single
            label={t`Krijgt wat op de einddatum open is`}
            picked={escalate}
            error={fields.error('escalate')}
            onChange={(picked) => change(() => setEscalate(picked))}
          />
          <div>
            <Button type="submit" loading={preview.isPending} variant={looked ? 'default' : 'filled'}>
              <Trans>Bekijk wie wat controleert</Trans>
            </Button>
          </div>
          {error && <ProblemNote problem={asProblem(error)} />}
        </form>
      </Section>
      {looked && (
        <Section title={t`2. Kijk na en begin`}>
          <PlanPreview
            preview={looked.preview}
            assigned={looked.plan.assign ?? []}
            onAssign={(assign) => preview.mutate({ ...looked.plan, assign })}
          />
          <Button
            mt="md"
            onClick={begin}
            loading={start.isPending}
            disabled={looked.preview.problems.length > 0 || looked.preview.items === 0}
          >
            <Trans>Begin de controle</Trans>
          </Button>
        </Section>
      )}
    </>
  )
}
