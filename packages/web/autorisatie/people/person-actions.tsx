import type { InvitationLink, PersonDetail, SessionsEnded } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { Dialog } from '../../ui/parts/dialog.tsx'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { ChevronIcon } from '../../ui/parts/icons.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import classes from '../parts/parts.module.css'
import { personKey } from '../queries.ts'
import { ChangePerson } from './change-person.tsx'
import { InvitationLinkShown } from './invitation-link.tsx'
import { LeaveDialog } from './leave.tsx'
import { MoveDialog } from './move.tsx'
import { RequestReset } from './request-reset.tsx'
import { ReturnDialog } from './return.tsx'

type Doing = 'change' | 'invite' | 'sign-out' | 'reset' | 'move' | 'leave' | 'return'

/** What an application manager does with an account; for one's own only the particulars. */
export function PersonActions({ person, isSelf }: { person: PersonDetail; isSelf: boolean }) {
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  const hasLeft = person.employedUntil !== null && Date.parse(person.employedUntil) <= Date.now()
  return (
    <div className={`${classes.buttons} no-print`}>
      <Button size="sm" variant="default" onClick={() => setDoing('change')}>
        <Trans>Wijzig</Trans>
      </Button>
      {!isSelf && !hasLeft && (
        <Menu position="bottom-end" width={280} trapFocus returnFocus>
          <Menu.Target>
            <Button size="sm" variant="default" rightSection={<ChevronIcon size={16} />}>
              <Trans>Account</Trans>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setDoing('invite')}>
              <Trans>Nodig opnieuw uit</Trans>
            </Menu.Item>
            <Menu.Item onClick={() => setDoing('sign-out')}>
              <Trans>Meld overal af</Trans>
            </Menu.Item>
            <Menu.Item onClick={() => setDoing('reset')}>
              <Trans>Aanmelden herstellen</Trans>
            </Menu.Item>
            <Menu.Divider />
            {person.teams.length > 0 && (
              <Menu.Item onClick={() => setDoing('move')}>
                <Trans>Plaats over naar een ander team</Trans>
              </Menu.Item>
            )}
            <Menu.Item onClick={() => setDoing('leave')}>
              <Trans>Meld uit dienst</Trans>
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {!isSelf && hasLeft && (
        <Button size="sm" variant="default" onClick={() => setDoing('return')}>
          <Trans>Neem weer in dienst</Trans>
        </Button>
      )}
      {doing === 'move' && <MoveDialog person={person} onClose={close} />}
      {doing === 'return' && <ReturnDialog person={person} onClose={close} />}
      {doing === 'change' && <ChangePerson person={person} onClose={close} />}
      {doing === 'invite' && <InviteDialog person={person} onClose={close} />}
      {doing === 'sign-out' && <SignOutDialog person={person} onClose={close} />}
      {doing === 'reset' && <RequestReset person={person} onClose={close} />}
      {doing === 'leave' && <LeaveDialog person={person} onClose={close} />}
    </div>
  )
}

/** Ends every session of somebody; how they sign in stays what it is. */
function SignOutDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const end = useMutation({
    mutationFn: () => post<SessionsEnded>(`/people/${person.id}/sessions/end`),
    onSuccess: () => {
      toasts.show(t`${person.givenName} is overal afgemeld.`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      grave
      title={t`Meld overal af`}
      submit={<Trans>Meld overal af</Trans>}
      busy={end.isPending}
      error={end.error}
      onSubmit={() => end.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>
          {person.givenName} is meteen op elk apparaat afgemeld, en kan zich daarna gewoon weer aanmelden. Moet dat niet
          kunnen, kies dan Aanmelden herstellen of Meld uit dienst.
        </Trans>
      </p>
    </FormDialog>
  )
}

/** First says what it does, then shows the link that came of it. */
function InviteDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const make = useMutation({
    mutationFn: () => post<InvitationLink>(`/people/${person.id}/invitation`),
    onSuccess: () => void queries.invalidateQueries({ queryKey: personKey(person.id) }),
  })
  const title = t`Nodig opnieuw uit`
  if (make.data) {
    return (
      <Dialog open title={title}>
        <InvitationLinkShown invitation={make.data} name={person.name} onDone={onClose} />
      </Dialog>
    )
  }
  return (
    <FormDialog
      open
      title={title}
      submit={<Trans>Maak een uitnodiging</Trans>}
      busy={make.isPending}
      error={make.error}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>
          Je krijgt een link waarmee {person.givenName} een nieuw wachtwoord kiest. Een eerdere link werkt dan niet
          meer.
        </Trans>
      </p>
    </FormDialog>
  )
}
