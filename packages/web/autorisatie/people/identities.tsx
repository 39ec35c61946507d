import type { Identity, PersonDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { momentInWords } from '../../ui/formats/dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import classes from '../parts/parts.module.css'
import { identitiesKey, useIdentities, useWays } from '../sign-in/queries.ts'

/** With which accounts of the organisation somebody comes in. */
export function IdentitiesSection({ person, mayChange }: { person: PersonDetail; mayChange: boolean }) {
  const { t } = useLingui()
  const identities = useIdentities(person.id)
  const ways = useWays(mayChange)
  const [adding, setAdding] = useState(false)
  const providers = ways.data?.providers ?? []
  return (
    <Section
      title={t`Accounts van de organisatie`}
      action={
        mayChange &&
        providers.length > 0 && (
          <Button
            size="sm"
            variant="default"
            className="no-print"
            leftSection={<PlusIcon size={18} />}
            onClick={() => setAdding(true)}
          >
            <Trans>Koppel een account</Trans>
          </Button>
        )
      }
    >
      <Answer query={identities}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.soft}>
              <Trans>Geen. {person.givenName} meldt zich aan met de gegevens van Hoede.</Trans>
            </p>
          ) : (
            <ul className={classes.items}>
              {items.map((identity) => (
                <IdentityLine key={identity.id} person={person} identity={identity} mayChange={mayChange} />
              ))}
            </ul>
          )
        }
      </Answer>
      {adding && <LinkIdentity person={person} providers={providers} onClose={() => setAdding(false)} />}
    </Section>
  )
}

interface IdentityLineProps {
  person: PersonDetail
  identity: Identity
  mayChange: boolean
}

function IdentityLine({ person, identity, mayChange }: IdentityLineProps) {
  const { t } = useLingui()
  const [ending, setEnding] = useState(false)
  return (
    <li>
      <div>
        <p className={classes.itemName}>{identity.provider.name}</p>
        <p className={classes.linkField}>{identity.subject}</p>
        <p className={classes.soft}>
          <Trans>
            Gekoppeld {momentInWords(identity.linkedAt)} door {identity.linkedBy}
          </Trans>
          {' · '}
          {identity.lastUsedAt ? (
            <Trans>laatst gebruikt {momentInWords(identity.lastUsedAt)}</Trans>
          ) : (
            <Trans>nog niet gebruikt</Trans>
          )}
        </p>
      </div>
      {mayChange && (
        <Button
          size="sm"
          variant="default"
          className="no-print"
          aria-label={t`Ontkoppel ${identity.provider.name}`}
          onClick={() => setEnding(true)}
        >
          <Trans>Ontkoppel</Trans>
        </Button>
      )}
      {ending && <EndIdentity person={person} identity={identity} onClose={() => setEnding(false)} />}
    </li>
  )
}

function useIdentityChange(
  person: PersonDetail,
  send: (body: object) => Promise<unknown>,
  done: string,
  after: () => void,
) {
  const toasts = useToasts()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: identitiesKey(person.id) })
      toasts.show(done)
      after()
    },
  })
}

function EndIdentity({ person, identity, onClose }: Omit<IdentityLineProps, 'mayChange'> & { onClose: () => void }) {
  const { t } = useLingui()
  const end = useIdentityChange(
    person,
    () => post(`/identities/${identity.id}/end`),
    t`Het account is ontkoppeld.`,
    onClose,
  )
  return (
    <FormDialog
      open
      grave
      title={t`Ontkoppel ${identity.provider.name}`}
      submit={<Trans>Ontkoppel</Trans>}
      busy={end.isPending}
      error={end.error}
      onSubmit={() => end.mutate({})}
      onClose={onClose}
    >
      <p>
        <Trans>
          {person.givenName} kan zich dan niet meer via {identity.provider.name} aanmelden.
        </Trans>
      </p>
    </FormDialog>
  )
}

interface LinkIdentityProps {
  person: PersonDetail
  providers: readonly { id: string; name: string }[]
  onClose: () => void
}

function LinkIdentity({ person, providers, onClose }: LinkIdentityProps) {
  const { t } = useLingui()
  const link = useIdentityChange(
    person,
    (body) => post<Identity>(`/people/${person.id}/identities`, body),
    t`Het account is gekoppeld.`,
    onClose,
  )
  const fields = useFields(
    { providerId: providers.length === 1 ? (providers[0]?.id ?? '') : '', subject: '' },
    link.error ? asProblem(link.error) : null,
  )
  const submit = () => {
    const { providerId, subject } = fields.values
    const errors = {
      ...(providerId ? {} : { providerId: t`Kies een aanbieder.` }),
      ...(subject.trim() ? {} : { subject: t`Vul het kenmerk in dat de aanbieder meestuurt.` }),
    }
    if (!fields.refuse(errors)) link.mutate({ providerId, subject: subject.trim() })
  }
  return (
    <FormDialog
      open
      title={t`Koppel een account`}
      submit={<Trans>Koppel</Trans>}
      busy={link.isPending}
      error={link.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Note kind="look">
        <p>
          <Trans>
            Wie met dit account bij de aanbieder binnenkomt, is dan {person.name}. Liever zelf? {person.givenName} kan
            het ook koppelen bij Account en beeld.
          </Trans>
        </p>
      </Note>
      <NativeSelect
        label={t`Aanbieder`}
        {...fields.text('providerId')}
        data={[{ value: '', label: t`Kies…` }, ...providers.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <TextInput
        label={t`Kenmerk bij de aanbieder (sub)`}
        description={t`Precies zoals de aanbieder het stuurt. Het staat op de bladzijde van een proef. Een e-mailadres is niet genoeg.`}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        {...fields.text('subject')}
      />
    </FormDialog>
  )
}
