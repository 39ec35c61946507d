import type { NewProvider, Provider, ProviderPreset } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { create } from '../../../ui/api/client.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { useAttempt } from '../../../ui/api/use-attempt.ts'
import { useFields } from '../../../ui/fields/use-fields.ts'
import { Note } from '../../../ui/parts/note.tsx'
import { Page, Section } from '../../../ui/parts/page.tsx'
import { ProblemNote } from '../../../ui/parts/problem-note.tsx'
import { Answer } from '../../../ui/parts/states.tsx'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import { FromServer } from '../../../ui/text/from-server.tsx'
import parts from '../../parts/parts.module.css'
import { providersKey, usePresets } from '../queries.ts'
import classes from '../sign-in.module.css'
import { useClientAuthenticationNames } from '../words.ts'
import { CredentialFields, credentialsToSend, noCredentials } from './credential-fields.tsx'

/** A new provider begins as a draft: nobody sees it before it was tried and put on. */
export default function NewProviderPage() {
  const { t } = useLingui()
  const presets = usePresets()
  const [chosen, setChosen] = useState('')
  return (
    <Page title={t`Voeg een aanbieder toe`} narrow>
      <Answer query={presets}>
        {({ items }) => {
          const preset = items.find(({ name }) => name === chosen)
          return (
            <Section title={t`Welke aanbieder is het?`}>
              <div className={parts.form}>
                <NativeSelect
                  label={t`Soort`}
                  description={t`Hoede vult dan in wat bij deze soort gebruikelijk is. Je kunt alles nog wijzigen.`}
                  value={chosen}
                  onChange={(event) => setChosen(event.currentTarget.value)}
                  data={[
                    { value: '', label: t`Kies…` },
                    ...items.map(({ name, title }) => ({ value: name, label: title })),
                  ]}
                />
                {preset && <Caveats preset={preset} />}
                {preset && <ProviderForm key={preset.name} preset={preset} />}
              </div>
            </Section>
          )
        }}
      </Answer>
    </Page>
  )
}

function Caveats({ preset }: { preset: ProviderPreset }) {
  if (preset.caveats.length === 0) return null
  return (
    <Note kind="look">
      <p>
        <strong>
          <Trans>Goed om te weten</Trans>
        </strong>
      </p>
      <ul className={classes.caveats}>
        {preset.caveats.map((caveat) => (
          <li key={caveat}>
            <FromServer>{caveat}</FromServer>
          </li>
        ))}
      </ul>
    </Note>
  )
}

function ProviderForm({ preset }: { preset: ProviderPreset }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const attempt = useAttempt()
  const authenticationNames = useClientAuthenticationNames()
  const make = useMutation({
    mutationFn: (content: NewProvider) => create<Provider>('/providers', { ...content, id: attempt.idFor(content) }),
    onSuccess: async (provider) => {
      attempt.done()
      toasts.show(t`${provider.name} is toegevoegd. Probeer hem nu op de proefbank.`)
      await queries.invalidateQueries({ queryKey: providersKey })
      navigate(`/aanmelden/aanbieders/${provider.id}`)
    },
  })
  const problem = make.error ? asProblem(make.error) : null
  const fields = useFields(
    { name: '', issuer: '', clientId: '', authentication: preset.clientAuthentication, ...noCredentials },
    problem,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { authentication, ...values } = fields.values
    const [name, issuer, clientId] = [values.name.trim(), values.issuer.trim(), values.clientId.trim()]
    const errors = {
      ...(name ? {} : { name: t`Vul een naam in.` }),
      ...(URL.canParse(issuer) && issuer.startsWith('https://')
        ? {}
        : { issuer: t`Vul het adres in zoals de aanbieder het geeft. Het begint met https://.` }),
      ...(clientId ? {} : { clientId: t`Vul het nummer in dat de aanbieder aan Hoede gaf.` }),
    }
    if (fields.refuse(errors) || make.isPending) return
    const credentials = credentialsToSend(values, authentication)
    make.mutate({
      name,
      preset: preset.name,
      issuer,
      clientId,
      clientAuthentication: authentication,
      mapping: preset.mapping,
      request: preset.request,
      ...(credentials ? { credentials } : {}),
    })
  }
  return (
    <form className={parts.form} onSubmit={submit} noValidate>
      <TextInput
        label={t`Naam op het aanmeldscherm`}
        description={t`Zo herkennen medewerkers hem, bijvoorbeeld Account van De Linde`}
        maxLength={60}
        autoComplete="off"
        {...fields.text('name')}
      />
      <TextInput
        label={t`Adres van de aanbieder (issuer)`}
        description={t`Bijvoorbeeld ${preset.issuerExample}`}
        type="url"
        maxLength={400}
        autoComplete="off"
        {...fields.text('issuer')}
      />
      <TextInput
        label={t`Nummer van Hoede bij de aanbieder (client ID)`}
        maxLength={300}
        autoComplete="off"
        {...fields.text('clientId')}
      />
      <NativeSelect
        label={t`Hoe Hoede zich bekendmaakt`}
        {...fields.text('authentication')}
        data={Object.entries(authenticationNames).map(([value, label]) => ({ value, label }))}
      />
      <CredentialFields fields={fields} authentication={fields.values.authentication} filled={false} />
      {problem && <ProblemNote problem={problem} />}
      <div>
        <Button type="submit" loading={make.isPending}>
          <Trans>Voeg toe</Trans>
        </Button>
      </div>
    </form>
  )
}
