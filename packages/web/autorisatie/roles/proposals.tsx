import type { Role, RoleProposal } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { create, get, post } from '../../ui/api/client.ts'
import { newId } from '../../ui/api/ids.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { shortMoment } from '../../ui/formats/dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { rolesKey, useRoles } from '../queries.ts'
import { Differences } from './differences.tsx'
import type { RoleValues } from './role-fields.tsx'

const proposalsKey = ['role-proposals'] as const

/** Puts a change to a second person, where the organisation asks that. */
export function Propose({
  role,
  content,
  onDone,
  onClose,
}: {
  role: Role
  content: RoleValues
  onDone: () => void
  onClose: () => void
}) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [words, setWords] = useState('')
  const [id] = useState(newId)
  const propose = useMutation({
    mutationFn: () => {
      const proposal = { id, version: role.version, ...content, words: words.trim() }
      return create<RoleProposal>(`/roles/${role.id}/proposals`, proposal)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: proposalsKey })
      toasts.show(t`Voorgelegd. De rol wijzigt zodra een tweede collega het goedkeurt.`)
      onDone()
    },
  })
  return (
    <FormDialog
      open
      title={t`Leg voor aan een tweede collega`}
      submit={<Trans>Leg voor</Trans>}
      busy={propose.isPending}
      error={propose.error}
      onSubmit={() => propose.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>
          Hier keurt een tweede collega wijzigingen van rollen in gebruik goed. Tot dan blijft de rol zoals hij is.
        </Trans>
      </p>
      <Textarea
        label={t`Waarom (mag leeg)`}
        maxLength={500}
        autosize
        minRows={2}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

/** What waits for a second person: of one role, or, for who approves, of all. */
export function Proposals({ role }: { role?: Role }) {
  const { t } = useLingui()
  const proposals = useQuery({
    queryKey: [...proposalsKey, role?.id ?? 'all'],
    queryFn: ({ signal }) =>
      get<{ items: RoleProposal[] }>(role ? `/roles/${role.id}/proposals` : '/role-proposals', { signal }),
  })
  const items = proposals.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={t`Voorgestelde wijzigingen van rollen`}>
      <ul className={classes.items}>
        {items.map((proposal) => (
          <Waiting key={proposal.id} proposal={proposal} />
        ))}
      </ul>
    </Section>
  )
}

function Waiting({ proposal }: { proposal: RoleProposal }) {
  const { t } = useLingui()
  const { me, may } = useSignedIn()
  const toasts = useToasts()
  const queries = useQueryClient()
  const now = useRoles().data?.items.find((each) => each.id === proposal.role.id)
  const own = proposal.proposedBy.id === me.person.id
  const decide = useMutation({
    mutationFn: (decision: 'approved' | 'refused' | 'withdrawn') =>
      decision === 'withdrawn'
        ? post<RoleProposal>(`/role-proposals/${proposal.id}/withdraw`, {})
        : post<RoleProposal>(`/role-proposals/${proposal.id}`, { decision }),
    onSuccess: (decided) =>
      toasts.show(
        decided.decision === 'approved'
          ? t`Goedgekeurd. De rol is gewijzigd, meteen voor iedereen die hem heeft.`
          : decided.decision === 'refused'
            ? t`Afgewezen. De rol blijft zoals hij is.`
            : t`Het voorstel is teruggenomen.`,
      ),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: proposalsKey }),
        queries.invalidateQueries({ queryKey: rolesKey }),
      ]),
  })
  const { role, proposedBy, proposedAt, words } = proposal
  return (
    <li>
      <div>
        <p className={classes.itemName}>{role.name}</p>
        <p className={classes.soft}>
          <Trans>
            voorgesteld door {proposedBy.name}, {shortMoment(proposedAt)}
          </Trans>
        </p>
        {words && <p>{words}</p>}
        {now && <Differences now={now} other={proposal} title={t`het voorstel`} />}
        {decide.error && <ProblemNote problem={asProblem(decide.error)} />}
        <Group gap="xs" mt="sm">
          {own && may('role:change') && (
            <Button size="sm" variant="default" loading={decide.isPending} onClick={() => decide.mutate('withdrawn')}>
              <Trans>Neem terug</Trans>
            </Button>
          )}
          {!own && may('access:approve') && (
            <>
              <Button size="sm" loading={decide.isPending} onClick={() => decide.mutate('approved')}>
                <Trans>Keur goed</Trans>
              </Button>
              <Button size="sm" variant="default" loading={decide.isPending} onClick={() => decide.mutate('refused')}>
                <Trans>Wijs af</Trans>
              </Button>
            </>
          )}
        </Group>
      </div>
    </li>
  )
}
