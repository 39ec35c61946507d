import type { Effect, Role } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useParams } from 'react-router'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { permissionName } from '../../ui/i18n/vocabulary.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { HoldersTable } from '../grants/holders-table.tsx'
import { ConflictNote } from '../parts/conflict-note.tsx'
import { rolesKey, useActiveGrants, useRoles } from '../queries.ts'
import { EffectNote } from '../what-if/effect.tsx'
import { Differences } from './differences.tsx'
import { Proposals, Propose } from './proposals.tsx'
import { RoleFields, type RoleValues } from './role-fields.tsx'
import { RoleVersions } from './role-versions.tsx'
import classes from './roles.module.css'

/** One role: what it allows, and who has it now. */
export default function RolePage() {
  const { t } = useLingui()
  const { roleId = '' } = useParams()
  const roles = useRoles()
  const role = roles.data?.items.find((each) => each.id === roleId)
  // The form begins anew when an earlier version was put back.
  const [round, setRound] = useState(0)
  if (!role) {
    return (
      <Page title={t`Rol`}>
        <Answer query={roles}>
          {() => (
            <Empty title={t`Deze rol bestaat niet`}>
              <Trans>Misschien is het adres niet goed overgenomen.</Trans>
            </Empty>
          )}
        </Answer>
      </Page>
    )
  }
  return (
    <Page title={role.name}>
      <RoleForm key={`${role.id} ${round}`} role={role} />
      <Proposals role={role} />
      <Holders roleId={role.id} />
      <RoleVersions role={role} onBack={() => setRound(round + 1)} />
    </Page>
  )
}

function RoleForm({ role }: { role: Role }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [base, setBase] = useState(role)
  const save = useMutation({
    mutationFn: (content: RoleValues) => post<Role>(`/roles/${role.id}`, { version: base.version, ...content }),
    onSuccess: (changed) => {
      setBase(changed)
      look.reset()
      toasts.show(t`De rol is bewaard. Dat geldt meteen voor iedereen met deze rol.`)
      return queries.invalidateQueries({ queryKey: rolesKey })
    },
    onError: (error) => {
      const { code, current } = asProblem(error)
      if (code === 'conflict' && current) setBase(current as Role)
    },
  })
  // Whoever holds the role notices at once: first what it does to whom.
  const look = useMutation({
    mutationFn: (content: RoleValues) =>
      post<Effect>(`/what-if/roles/${role.id}`, { version: base.version, ...content }),
    onSuccess: (effect, content) => {
      if (isQuiet(effect, content)) save.mutate(content)
    },
  })
  /** Does nobody notice anything of it but its name? */
  const isQuiet = (effect: Effect, content: RoleValues) =>
    effect.people.length === 0 && effect.odd.length === 0 && (role.holders === 0 || !changesRights(role, content))
  const failed = save.error ?? look.error
  const problem = failed ? asProblem(failed) : null
  const fields = useFields<RoleValues>(
    { name: role.name, description: role.description, permissions: [...role.permissions] },
    problem,
  )
  const mayChange = may('role:change')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { name, description, permissions } = fields.values
    const busy = save.isPending || look.isPending
    if (fields.refuse(name.trim() ? {} : { name: t`Vul een naam in.` }) || busy) return
    save.reset()
    look.mutate({ name: name.trim(), description: description.trim(), permissions })
  }
  return (
    <Section title={t`Wat deze rol mag`}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <RoleFields fields={fields} readOnly={!mayChange} />
        {problem?.code === 'conflict' ? (
          <ConflictNote>{[base.name, ...base.permissions.map(permissionName)].join(' · ')}</ConflictNote>
        ) : (
          problem && problem.code !== 'role-needs-second' && <ProblemNote problem={problem} />
        )}
        {mayChange && (
          <div className="no-print">
            <Button type="submit" loading={save.isPending || look.isPending}>
              <Trans>Bewaar</Trans>
            </Button>
          </div>
        )}
      </form>
      {save.variables && problem?.code === 'role-needs-second' && (
        <Propose
          role={base}
          content={save.variables}
          onDone={() => {
            save.reset()
            look.reset()
          }}
          onClose={() => {
            save.reset()
            look.reset()
          }}
        />
      )}
      {look.data && !save.isPending && !save.error && !isQuiet(look.data, look.variables) && (
        <Confirm
          effect={look.data}
          role={role}
          content={look.variables}
          onSave={() => save.mutate(look.variables)}
          onClose={() => look.reset()}
        />
      )}
    </Section>
  )
}

const changesRights = (role: Role, { permissions }: RoleValues) =>
  permissions.length !== role.permissions.length ||
  permissions.some((each) => !(role.permissions as readonly string[]).includes(each))

interface ConfirmProps {
  effect: Effect
  role: Role
  content: RoleValues
  onSave: () => void
  onClose: () => void
}

/** What a change does to whoever holds the role, before it is saved. */
function Confirm({ effect, role, content, onSave, onClose }: ConfirmProps) {
  const { t } = useLingui()
  const [seen, setSeen] = useState(false)
  const [asked, setAsked] = useState(false)
  const { looked } = effect
  const { holders } = role
  return (
    <FormDialog
      open
      title={t`Dit doet de wijziging`}
      submit={<Trans>Bewaar</Trans>}
      busy={false}
      error={null}
      onSubmit={() => (effect.odd.length > 0 && !seen ? setAsked(true) : onSave())}
      onClose={onClose}
    >
      <p>
        <Plural
          value={holders}
          _0="Niemand heeft deze rol."
          one="# medewerker heeft deze rol."
          other="# medewerkers hebben deze rol."
        />{' '}
        {holders > looked && <Trans>Hieronder staat wat het voor {looked} van hen doet.</Trans>}
      </p>
      <Differences now={role} other={content} title={t`de gewijzigde rol`} />
      <EffectNote effect={effect} seen={seen} asked={asked} onSeen={setSeen} />
    </FormDialog>
  )
}

function Holders({ roleId }: { roleId: string }) {
  const { t } = useLingui()
  const grants = useActiveGrants({ role: roleId })
  return (
    <Section title={t`Wie heeft deze rol nu?`}>
      <Answer query={grants}>{({ items }) => <HoldersTable grants={items} />}</Answer>
    </Section>
  )
}
