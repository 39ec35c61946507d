import type { Provider } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useFields } from '../../../ui/fields/use-fields.ts'
import { Section } from '../../../ui/parts/page.tsx'
import { ProblemNote } from '../../../ui/parts/problem-note.tsx'
import { ConflictNote } from '../../parts/conflict-note.tsx'
import parts from '../../parts/parts.module.css'
import classes from '../sign-in.module.css'
import { useClientAuthenticationNames } from '../words.ts'
import { CredentialFields, credentialsToSend, noCredentials } from './credential-fields.tsx'
import { requestOf, requestValues } from './mapping.ts'
import { BackToDraft } from './provider-state.tsx'
import { useProviderChange } from './use-provider-change.ts'

const none = '–'

/** How Hoede makes itself known, and what it asks. */
export function ProviderSettings({ provider }: { provider: Provider }) {
  const { t } = useLingui()
  const names = useClientAuthenticationNames()
  const initial = (from: Provider) => ({
    name: from.name,
    clientId: from.clientId,
    authentication: from.clientAuthentication,
    ...noCredentials,
    ...requestValues(from.request),
  })
  const saved = (changed: Provider) => fields.reset(initial(changed))
  const { change, problem, other } = useProviderChange(provider, t`De aanbieder is bewaard.`, saved)
  const fields = useFields(initial(provider), problem)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { name, clientId, authentication, ...rest } = fields.values
    const request = requestOf(rest)
    const errors = {
      ...(name.trim() ? {} : { name: t`Vul een naam in.` }),
      ...(clientId.trim() ? {} : { clientId: t`Vul het nummer in dat de aanbieder aan Hoede gaf.` }),
      ...(request ? {} : { minutes: t`Kies een aantal minuten van 0 tot en met 1440.` }),
    }
    if (fields.refuse(errors) || !request || change.isPending) return
    const credentials = credentialsToSend(rest, authentication)
    change.mutate({
      name: name.trim(),
      clientId: clientId.trim(),
      clientAuthentication: authentication,
      request,
      ...(credentials ? { credentials } : {}),
    })
  }
  return (
    <Section title={t`Instellingen van de aanbieder`}>
      <div className={classes.stack}>
        <p className={parts.soft}>
          <Trans>
            Adres (issuer): <span className={classes.code}>{provider.issuer}</span>
          </Trans>
        </p>
        <BackToDraft provider={provider} />
        <form className={parts.form} onSubmit={submit} noValidate>
          <TextInput label={t`Naam op het aanmeldscherm`} maxLength={60} autoComplete="off" {...fields.text('name')} />
          <TextInput
            label={t`Nummer van Hoede bij de aanbieder (client ID)`}
            maxLength={300}
            autoComplete="off"
            {...fields.text('clientId')}
          />
          <NativeSelect
            label={t`Hoe Hoede zich bekendmaakt`}
            {...fields.text('authentication')}
            data={Object.entries(names).map(([value, label]) => ({ value, label }))}
          />
          <CredentialFields
            fields={fields}
            authentication={fields.values.authentication}
            filled={provider.hasCredentials && fields.values.authentication === provider.clientAuthentication}
          />
          <RequestFields fields={fields} />
          {other && <ConflictNote>{[other.name, other.clientId].join(' · ') || none}</ConflictNote>}
          {problem && !other && <ProblemNote problem={problem} />}
          <div>
            <Button type="submit" variant="default" loading={change.isPending} aria-label={t`Bewaar de instellingen`}>
              <Trans>Bewaar</Trans>
            </Button>
          </div>
        </form>
      </div>
    </Section>
  )
}

type Values = { scopes: string; acrValues: string; acrs: string; minutes: string }

function RequestFields({ fields }: { fields: { text: (name: keyof Values) => object } }) {
  const { t } = useLingui()
  return (
    <>
      <TextInput
        label={t`Hoe oud de aanmelding bij de aanbieder mag zijn, in minuten`}
        description={t`Is die ouder, dan vraagt Hoede zelf de tweede stap. Van 0 tot en met 1440.`}
        inputMode="decimal"
        autoComplete="off"
        maxLength={8}
        {...fields.text('minutes')}
      />
      <TextInput
        label={t`Wat Hoede opvraagt (scopes)`}
        description={t`Met spaties ertussen, meestal alleen openid`}
        autoComplete="off"
        spellCheck={false}
        {...fields.text('scopes')}
      />
      <TextInput
        label={t`Gevraagd niveau (acr_values, mag leeg)`}
        autoComplete="off"
        spellCheck={false}
        {...fields.text('acrValues')}
      />
      <TextInput
        label={t`Gevraagde afspraken van Entra (acrs, mag leeg)`}
        description={t`Bijvoorbeeld c1`}
        autoComplete="off"
        spellCheck={false}
        {...fields.text('acrs')}
      />
    </>
  )
}
