import type { Grant } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { get, post } from '../../ui/api/client.ts'
import { shortMoment } from '../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { Reach } from '../grants/reach.tsx'
import { WithdrawGrant } from '../grants/withdraw-grant.tsx'
import classes from '../parts/parts.module.css'
import { Proposals } from '../roles/proposals.tsx'

/** Four eyes: what waits for a second person, and what works while nobody but its giver stands behind it. */
export default function ConfirmingPage() {
  const { t } = useLingui()
  const waiting = useQuery({
    queryKey: ['grants', 'unconfirmed'],
    queryFn: ({ signal }) => get<{ items: Grant[] }>('/grants/unconfirmed', { signal }),
  })
  return (
    <Page title={t`Goedkeuren`}>
      <p>
        <Trans>
          Rollen waarmee iemand medewerkers, rollen of instellingen beheert, gaan met vier ogen: wie zo'n rol geeft,
          doet dat niet alleen. Kijk of het klopt dat deze medewerker de rol krijgt, en keur hem dan goed.
        </Trans>
      </p>
      <Proposals />
      <Answer query={waiting}>{({ items }) => <Waiting grants={items} />}</Answer>
    </Page>
  )
}

function Waiting({ grants }: { grants: readonly Grant[] }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [confirming, setConfirming] = useState<Grant>()
  const [refusing, setRefusing] = useState<Grant>()
  if (grants.length === 0) {
    return (
      <Empty title={<Trans>Geen gegeven rollen die wachten</Trans>}>
        <Trans>Alle rollen die een tweede collega vragen, zijn goedgekeurd.</Trans>
      </Empty>
    )
  }
  const columns: Column<Grant>[] = [
    {
      key: 'person',
      head: t`Medewerker`,
      names: true,
      cell: ({ person }) => (
        <span>
          {may('people:read') ? (
            <Link className={classes.link} to={`/medewerkers/${person.id}`}>
              {person.name}
            </Link>
          ) : (
            person.name
          )}
          <span className={classes.under}>{person.function}</span>
        </span>
      ),
    },
    {
      key: 'role',
      head: t`Rol`,
      cell: (grant) => (
        <span>
          {grant.role.name}
          <span className={classes.under}>
            <Reach grant={grant} />
          </span>
        </span>
      ),
    },
    {
      key: 'by',
      head: t`Gegeven door`,
      cell: (grant) => (
        <span>
          {grant.grantedBy ?? t`een functie of groep`}
          <span className={classes.under}>{shortMoment(grant.grantedAt)}</span>
        </span>
      ),
    },
    {
      key: 'state',
      head: t`Nu`,
      cell: (grant) => (grant.state === 'waiting' ? t`wacht, werkt nog niet` : t`werkt, telt niet mee als tweede`),
    },
    {
      key: 'do',
      head: t`Besluit`,
      cell: (grant) => (
        <Group gap="xs">
          <Button size="sm" onClick={() => setConfirming(grant)}>
            <Trans>Keur goed</Trans>
          </Button>
          {may('access:grant') && (
            <Button size="sm" variant="default" onClick={() => setRefusing(grant)}>
              <Trans>Beëindig</Trans>
            </Button>
          )}
        </Group>
      ),
    },
  ]
  return (
    <>
      <DataTable
        caption={t`Wacht op een tweede collega`}
        columns={columns}
        rows={grants}
        rowKey={(grant) => grant.id}
      />
      {confirming && <Confirm grant={confirming} onClose={() => setConfirming(undefined)} />}
      {refusing && <WithdrawGrant grant={refusing} onClose={() => setRefusing(undefined)} />}
    </>
  )
}

function Confirm({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const confirm = useMutation({
    mutationFn: () => post<Grant>(`/grants/${grant.id}/confirm`),
    onSuccess: async () => {
      toasts.show(t`De rol is goedgekeurd.`)
      await queries.invalidateQueries({ queryKey: ['grants'] })
      onClose()
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['grants'] }),
  })
  return (
    <FormDialog
      open
      title={t`Keur rol goed`}
      submit={<Trans>Keur goed</Trans>}
      busy={confirm.isPending}
      error={confirm.error}
      onSubmit={() => confirm.mutate()}
      onClose={onClose}
    >
      <p>
        <strong>{grant.role.name}</strong>
        {' · '}
        <Reach grant={grant} />
      </p>
      <p>
        <Trans>
          {grant.person.name} kan hiermee meteen werken. In de logging staat dat jij deze rol als tweede hebt
          goedgekeurd.
        </Trans>
      </p>
    </FormDialog>
  )
}
