import type { Role } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { Link, useNavigate } from 'react-router'
import { create } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import shared from '../parts/parts.module.css'
import { rolesKey } from '../queries.ts'
import { RoleFields, type RoleValues } from './role-fields.tsx'
import { keyOf } from './role-key.ts'
import classes from './roles.module.css'

export default function NewRolePage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const toasts = useToasts()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const make = useMutation({
    mutationFn: (content: object) => create<Role>('/roles', { ...content, id: attempt.idFor(content) }),
    onSuccess: async (role) => {
      attempt.done()
      await queries.invalidateQueries({ queryKey: rolesKey })
      toasts.show(t`De rol is gemaakt.`)
      navigate(`/rollen/${role.id}`)
    },
  })
  const problem = make.error ? asProblem(make.error) : null
  const fields = useFields<RoleValues>({ name: '', description: '', permissions: [] }, problem)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { name, description, permissions } = fields.values
    const errors = {
      ...(name.trim() ? {} : { name: t`Vul een naam in.` }),
      ...(permissions.length ? {} : { permissions: t`Kies minstens één recht.` }),
    }
    if (fields.refuse(errors) || make.isPending) return
    make.mutate({ key: keyOf(name), name: name.trim(), description: description.trim(), permissions })
  }
  return (
    <Page title={t`Maak rol`}>
      <Section title={t`Wat deze rol mag`}>
        <form className={classes.form} onSubmit={submit} noValidate>
          <RoleFields fields={fields} />
          {problem && (
            <ProblemNote problem={problem}>
              {problem.code === 'already-exists' && (
                <p>
                  <Trans>Er is al een rol die zo heet of heette. Kies een andere naam.</Trans>
                </p>
              )}
            </ProblemNote>
          )}
          <div className={shared.buttons}>
            <Button type="submit" loading={make.isPending}>
              <Trans>Maak rol</Trans>
            </Button>
            <Button component={Link} to="/rollen" variant="subtle" color="gray">
              <Trans>Annuleer</Trans>
            </Button>
          </div>
        </form>
      </Section>
    </Page>
  )
}
