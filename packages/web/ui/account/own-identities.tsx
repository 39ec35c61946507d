import type { Identity, SignInWays } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { post } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { momentInWords } from '../formats/dates.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useToasts } from '../parts/toasts.tsx'
import { takeOutcome, visitProvider } from '../sign-in/provider-visit.ts'
import { useWaysIn } from '../sign-in/ways.ts'
import classes from './account.module.css'
import { useOwnIdentities } from './queries.ts'

/** Accounts at the person's own organisation with which they sign in here; not shown where there are none and none can be linked. */
export function OwnIdentities() {
  const { t } = useLingui()
  const toasts = useToasts()
  const identities = useOwnIdentities()
  const ways = useWaysIn()
  const [ending, setEnding] = useState<Identity>()
  useEffect(() => {
    if (takeOutcome('linked')) toasts.show(t`Je account is gekoppeld. Je kunt je er voortaan mee aanmelden.`)
  }, [toasts, t])
  const items = identities.data?.items ?? []
  const unlinked = (ways.data?.providers ?? []).filter(({ id }) => items.every((each) => each.provider.id !== id))
  if (items.length === 0 && unlinked.length === 0) return null
  return (
    <Section title={t`Aanmelden via je organisatie`}>
      <ul className={classes.rows}>
        {items.map((identity) => (
          <IdentityRow key={identity.id} identity={identity} onEnd={() => setEnding(identity)} />
        ))}
        {unlinked.map((provider) => (
          <ProviderRow key={provider.id} provider={provider} />
        ))}
      </ul>
      {ending && <EndIdentity identity={ending} onClose={() => setEnding(undefined)} />}
    </Section>
  )
}

function IdentityRow({ identity, onEnd }: { identity: Identity; onEnd: () => void }) {
  const { t } = useLingui()
  const { name } = identity.provider
  const linked = momentInWords(identity.linkedAt)
  const used = identity.lastUsedAt && momentInWords(identity.lastUsedAt)
  return (
    <li>
      <div className={classes.text}>
        <p className={classes.device}>{name}</p>
        <p className={classes.seen}>
          {used ? (
            <Trans>
              Gekoppeld {linked}, laatst gebruikt {used}
            </Trans>
          ) : (
            <Trans>Gekoppeld {linked}, nog niet gebruikt</Trans>
          )}
        </p>
      </div>
      <Button size="sm" variant="default" aria-label={t`Ontkoppel ${name}`} onClick={onEnd}>
        <Trans>Ontkoppel</Trans>
      </Button>
    </li>
  )
}

function ProviderRow({ provider: { id, name } }: { provider: SignInWays['providers'][number] }) {
  const { t } = useLingui()
  const link = useMutation({ mutationFn: () => visitProvider(`/me/identities/${id}/link`) })
  return (
    <li>
      <div className={classes.text}>
        <p className={classes.device}>{name}</p>
        <p className={classes.seen}>
          <Trans>Nog niet gekoppeld aan jouw account</Trans>
        </p>
        {link.error && <ProblemNote problem={asProblem(link.error)} />}
      </div>
      <Button
        size="sm"
        variant="default"
        loading={link.isPending}
        aria-label={t`Koppel ${name}`}
        onClick={() => link.mutate()}
      >
        <Trans>Koppel</Trans>
      </Button>
    </li>
  )
}

function EndIdentity({ identity, onClose }: { identity: Identity; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const client = useQueryClient()
  const { name } = identity.provider
  const end = useMutation({
    mutationFn: () => post(`/me/identities/${identity.id}/end`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['me', 'identities'] })
      toasts.show(t`${name} is ontkoppeld.`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      grave
      title={t`Ontkoppel ${name}`}
      submit={<Trans>Ontkoppel</Trans>}
      busy={end.isPending}
      error={end.error}
      onSubmit={() => end.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>Met dit account kun je je daarna niet meer aanmelden. Je kunt het later opnieuw koppelen.</Trans>
      </p>
    </FormDialog>
  )
}
