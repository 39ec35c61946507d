import type { Role } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useParams } from 'react-router'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { permissionName } from '../../ui/i18n/vocabulary.ts'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { HoldersTable } from '../grants/holders-table.tsx'
import { ConflictNote } from '../parts/conflict-note.tsx'
import { rolesKey, useActiveGrants, useRoles } from '../queries.ts'
import { RoleFields, type RoleValues } from './role-fields.tsx'
import classes from './roles.module.css'

/** One role: what it allows, and who has it now. */
export default function RolePage() {
  const { t } = useLingui()
  const { roleId = '' } = useParams()
  const roles = useRoles()
  const role = roles.data?.items.find((each) => each.id === roleId)
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
      <RoleForm key={role.id} role={role} />
      <Holders roleId={role.id} />
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
      toasts.show(t`De rol is bewaard. Dat geldt meteen voor iedereen met deze rol.`)
      return queries.invalidateQueries({ queryKey: rolesKey })
    },
    onError: (error) => {
      const { code, current } = asProblem(error)
      if (code === 'conflict' && current) setBase(current as Role)
    },
  })
  const problem = save.error ? asProblem(save.error) : null
  const fields = useFields<RoleValues>(
    { name: role.name, description: role.description, permissions: [...role.permissions] },
    problem,
  )
  const mayChange = may('role:change')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { name, description, permissions } = fields.values
    if (fields.refuse(name.trim() ? {} : { name: t`Vul een naam in.` }) || save.isPending) return
    save.mutate({ name: name.trim(), description: description.trim(), permissions })
  }
  return (
    <Section title={t`Wat deze rol mag`}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <RoleFields fields={fields} readOnly={!mayChange} />
        {problem?.code === 'conflict' ? (
          <ConflictNote>{[base.name, ...base.permissions.map(permissionName)].join(' · ')}</ConflictNote>
        ) : (
          problem && <ProblemNote problem={problem} />
        )}
        {mayChange && (
          <div className="no-print">
            <Button type="submit" loading={save.isPending}>
              <Trans>Bewaar</Trans>
            </Button>
          </div>
        )}
      </form>
    </Section>
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
