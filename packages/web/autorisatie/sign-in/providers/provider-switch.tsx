import type { Provider } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { FormDialog } from '../../../ui/parts/form-dialog.tsx'
import { CheckIcon, WarningIcon } from '../../../ui/parts/icons.tsx'
import { ConflictNote } from '../../parts/conflict-note.tsx'
import classes from '../sign-in.module.css'
import { ProviderState } from './provider-state.tsx'
import { useProviderChange } from './use-provider-change.ts'

/** Puts a provider on or off; the dialog says first what stands in the way or what it does. */
export function ProviderSwitch({ provider }: { provider: Provider }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant={provider.state === 'on' ? 'default' : 'filled'} onClick={() => setOpen(true)}>
        {provider.state === 'on' ? <Trans>Zet uit</Trans> : <Trans>Zet aan</Trans>}
      </Button>
      {open && <SwitchDialog provider={provider} onClose={() => setOpen(false)} />}
    </>
  )
}

function SwitchDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { t } = useLingui()
  // What the dialog is for does not turn around when the change comes in.
  const [wasOn] = useState(provider.state === 'on')
  const done = wasOn ? t`${provider.name} staat uit.` : t`${provider.name} staat aan.`
  const { change, problem, other } = useProviderChange(provider, done, onClose)
  return (
    <FormDialog
      open
      grave={wasOn}
      title={wasOn ? t`Zet ${provider.name} uit` : t`Zet ${provider.name} aan`}
      submit={wasOn ? <Trans>Zet uit</Trans> : <Trans>Zet aan</Trans>}
      busy={change.isPending}
      error={other ? null : problem}
      onSubmit={() => change.mutate({ state: wasOn ? 'off' : 'on' })}
      onClose={onClose}
    >
      {wasOn ? <OffWords provider={provider} /> : <Readiness provider={provider} />}
      {other && (
        <ConflictNote>
          <ProviderState state={other.state} />
        </ConflictNote>
      )}
    </FormDialog>
  )
}

function OffWords({ provider }: { provider: Provider }) {
  return (
    <>
      <p>
        <Plural
          value={provider.linkedPeople}
          _0="Niemand gebruikt deze aanbieder. Aanmelden kan er daarna niet meer mee."
          one="# medewerker kan zich dan niet meer via deze aanbieder aanmelden."
          other="# medewerkers kunnen zich dan niet meer via deze aanbieder aanmelden."
        />
      </p>
      <p>
        <Trans>Wie nu via deze aanbieder is aangemeld, wordt meteen afgemeld. Jij zelf niet.</Trans>
      </p>
    </>
  )
}

/** What a careful manager has done before; the server itself refuses what cannot be. */
function Readiness({ provider }: { provider: Provider }) {
  const { t } = useLingui()
  const points = [
    {
      ok: provider.hasCredentials,
      text: provider.hasCredentials
        ? t`Het geheim of de sleutel is ingevuld.`
        : t`Er is nog geen geheim of sleutel. Vul die in bij Instellingen van de aanbieder.`,
    },
    {
      ok: provider.lastTrial?.succeeded === true,
      text: provider.lastTrial?.succeeded
        ? t`De laatste proef lukte.`
        : t`Na de laatste wijziging is nog geen proef gelukt. Start een proef op de proefbank.`,
    },
    {
      ok: provider.approved,
      text: provider.approved
        ? t`De aanbieder staat op de lijst van de leverancier.`
        : t`De aanbieder staat niet op de lijst van de leverancier. Iedereen doet daarna nog een tweede stap bij Hoede.`,
    },
  ]
  return (
    <>
      <p>
        <Trans>Op het aanmeldscherm komt dan een knop voor {provider.name}.</Trans>
      </p>
      <ul className={classes.findings}>
        {points.map(({ ok, text }) => (
          <li key={text} data-ok={ok}>
            {ok ? <CheckIcon /> : <WarningIcon />}
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
