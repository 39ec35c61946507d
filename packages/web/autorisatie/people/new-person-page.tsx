import type { InvitationLink, PersonDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { create } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { problemTitle } from '../../ui/i18n/vocabulary.ts'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { startOf } from '../parts/days.ts'
import classes from '../parts/parts.module.css'
import { unitOptions } from '../parts/units.ts'
import { useUnits } from '../queries.ts'
import { InvitationLinkShown } from './invitation-link.tsx'
import { ParticularFields, particularsToSend, useMissing } from './person-fields.tsx'

interface Made {
  person: PersonDetail
  invitation: InvitationLink
}

/** Somebody new: their particulars, and then the link that lets them in. */
export default function NewPersonPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [made, setMade] = useState<Made>()
  if (!made) {
    return (
      <Page title={t`Voeg medewerker toe`} narrow>
        <Section title={t`Wie is het?`}>
          <NewPersonForm onMade={setMade} />
        </Section>
      </Page>
    )
  }
  const { person, invitation } = made
  return (
    <Page title={t`${person.name} is toegevoegd`} narrow>
      <Section title={t`Uitnodiging`}>
        <InvitationLinkShown
          invitation={invitation}
          name={person.name}
          onDone={() => navigate(`/medewerkers/${person.id}`)}
        />
        <p className={classes.soft}>
          <Trans>{person.givenName} kan nog niets zien. Geef daarna op de pagina van deze medewerker een rol.</Trans>
        </p>
      </Section>
    </Page>
  )
}

const empty = { givenName: '', prefix: '', familyName: '', function: '', email: '', phone: '', userName: '', team: '' }

function NewPersonForm({ onMade }: { onMade: (made: Made) => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const units = useUnits()
  const attempt = useAttempt()
  const missing = useMissing()
  const make = useMutation({
    mutationFn: (content: object) => create<Made>('/people', { ...content, id: attempt.idFor(content) }),
    onSuccess: (made) => {
      attempt.done()
      void queries.invalidateQueries({ queryKey: ['people'] })
      onMade(made)
    },
  })
  const problem = make.error ? asProblem(make.error) : null
  const fields = useFields({ ...empty, employedFrom: t`vandaag` }, problem)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { values } = fields
    const userName = values.userName.trim().toLowerCase()
    const day = readNearDate(values.employedFrom, 'future')
    const errors = {
      ...missing(values),
      ...(/^[a-z0-9][a-z0-9._-]{1,63}$/.test(userName)
        ? {}
        : { userName: t`Gebruik 2 tot 64 kleine letters, cijfers, punten of streepjes, bijvoorbeeld anna.visser.` }),
      ...(day ? {} : { employedFrom: t`Schrijf een dag, bijvoorbeeld vandaag of 12-3.` }),
    }
    if (fields.refuse(errors) || !day || make.isPending) return
    const from = startOf(day)
    make.mutate({
      ...particularsToSend(values),
      userName,
      ...(values.team ? { teams: [values.team] } : {}),
      ...(from ? { employedFrom: from } : {}),
    })
  }
  const taken = problem?.code === 'user-name-taken' ? problemTitle(problem) : undefined
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <ParticularFields fields={fields} />
      <TextInput
        label={t`Gebruikersnaam`}
        description={t`Hiermee meldt de medewerker zich aan. Kan later niet meer anders.`}
        maxLength={64}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...fields.text('userName')}
        error={fields.error('userName') ?? taken}
      />
      <NativeSelect
        label={t`Team (mag leeg)`}
        {...fields.text('team')}
        data={[{ value: '', label: t`Nog geen team` }, ...unitOptions(units.data?.items ?? [])]}
      />
      <DateField
        label={t`In dienst vanaf`}
        near="future"
        description={t`Bijvoorbeeld vandaag, maandag of 12-3`}
        {...fields.text('employedFrom')}
        onChange={(text) => fields.set('employedFrom', text)}
      />
      {problem && <ProblemNote problem={problem} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={make.isPending}>
          <Trans>Voeg toe en maak uitnodiging</Trans>
        </Button>
        <Button component={Link} to="/medewerkers" variant="subtle" color="gray">
          <Trans>Annuleer</Trans>
        </Button>
      </div>
    </form>
  )
}
