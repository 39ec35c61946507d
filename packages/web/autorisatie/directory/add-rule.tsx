import type { NewRoleRule, RoleRule, RuleEffect } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { scopeName } from '../../ui/i18n/vocabulary.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useRoles, useUnits } from '../queries.ts'
import { directoryKey } from './queries.ts'
import { Effect } from './rules.tsx'

const scopes = ['own-teams', 'own-clients', 'roster', 'unit', 'organisation'] as const

interface AddRuleProps {
  /** Whose rule: a group, a function, or a function that is still to be typed. */
  of: { groupId: string; name: string } | { function: string }
  onClose: () => void
}

/** A new rule, with whom it concerns before it is made. */
export function AddRule({ of, onClose }: AddRuleProps) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const roles = useRoles()
  const units = useUnits()
  const add = useMutation({
    mutationFn: (rule: NewRoleRule) => post<RoleRule>('/rules', rule),
    onSuccess: async ({ waiting }) => {
      await queries.invalidateQueries({ queryKey: directoryKey })
      toasts.show(waiting ? t`De regel is gemaakt. De rol wacht op een collega.` : t`De regel werkt.`)
      onClose()
    },
  })
  const problem = add.error ? asProblem(add.error) : null
  const fields = useFields(
    { function: 'function' in of ? of.function : '', roleId: '', scope: '', unitId: '' },
    problem,
  )
  const { values } = fields
  const complete = values.roleId && values.scope && (values.scope !== 'unit' || values.unitId)
  const rule: NewRoleRule | undefined = complete
    ? {
        ...('groupId' in of ? { groupId: of.groupId } : { function: values.function.trim() }),
        roleId: values.roleId,
        scope: values.scope as NewRoleRule['scope'],
        ...(values.scope === 'unit' ? { unitId: values.unitId } : {}),
      }
    : undefined
  const ready = rule !== undefined && (rule.groupId !== undefined || rule.function !== '')
  const effect = useQuery({
    queryKey: [...directoryKey, 'preview', rule],
    queryFn: ({ signal }) => post<RuleEffect>('/rules/preview', rule, { signal }),
    enabled: ready,
    retry: false,
    gcTime: 0,
  })
  const submit = () => {
    const errors = {
      ...('groupId' in of || values.function.trim() ? {} : { function: t`Vul een functie in.` }),
      ...(values.roleId ? {} : { roleId: t`Kies een rol.` }),
      ...(values.scope ? {} : { scope: t`Kies een bereik.` }),
      ...(values.scope === 'unit' && !values.unitId ? { unitId: t`Kies een locatie of team.` } : {}),
    }
    if (fields.refuse(errors) || !rule || effect.isPending) return
    add.mutate(rule)
  }
  const name = 'groupId' in of ? of.name : of.function
  return (
    <FormDialog
      open
      title={name ? t`Voeg een rol toe aan ${name}` : t`Voeg een rol toe aan een functie`}
      submit={<Trans>Maak de regel</Trans>}
      busy={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {!('groupId' in of) && of.function === '' && (
        <TextInput
          label={t`Functie`}
          description={t`Precies zoals zij bij medewerkers staat`}
          maxLength={80}
          autoComplete="off"
          {...fields.text('function')}
        />
      )}
      <NativeSelect
        label={t`Rol`}
        {...fields.text('roleId')}
        data={[
          { value: '', label: t`Kies…` },
          ...(roles.data?.items ?? []).map((role) => ({ value: role.id, label: role.name })),
        ]}
      />
      <NativeSelect
        label={t`Bereik`}
        {...fields.text('scope')}
        data={[{ value: '', label: t`Kies…` }, ...scopes.map((scope) => ({ value: scope, label: scopeName(scope) }))]}
      />
      {values.scope === 'unit' && (
        <NativeSelect
          label={t`Locatie of team`}
          {...fields.text('unitId')}
          data={[
            { value: '', label: t`Kies…` },
            ...(units.data?.items ?? [])
              .filter((unit) => !unit.closed && unit.kind !== 'organisation')
              .map((unit) => ({ value: unit.id, label: unit.name })),
          ]}
        />
      )}
      {ready && effect.data && <Effect effect={effect.data} kind="gain" />}
      {ready && effect.data?.fourEyes && (
        <Note kind="look">
          <p>
            <Trans>
              Met deze rol kan iemand bij alles komen. Daarom werkt zij voor elk van hen pas als een collega het heeft
              bevestigd (vier ogen).
            </Trans>
          </p>
        </Note>
      )}
      {ready && effect.error && !add.error && <ProblemNote problem={asProblem(effect.error)} />}
    </FormDialog>
  )
}
