import type { Grant, PersonDetail, Role } from '@hoede/contract'
import { organisationWide, type ScopeName } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { create } from '../../ui/api/client.ts'
import { type ApiProblem, asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { type Fields, useFields } from '../../ui/fields/use-fields.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { permissionName, problemTitle, scopeName } from '../../ui/i18n/vocabulary.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { startOf } from '../parts/days.ts'
import classes from '../parts/parts.module.css'
import { unitOptions } from '../parts/units.ts'
import { grantsOfPersonKey, rolesKey, useRoles, useUnits } from '../queries.ts'
import { UntilField } from './period.tsx'
import { type UntilChoice, untilOf } from './until.ts'

interface Values {
  roleId: string
  scope: ScopeName | ''
  unitId: string
  clientNumber: string
  from: string
  until: UntilChoice | ''
  untilDay: string
}

/** At which field the server's refusal belongs. */
const places: Partial<Record<string, keyof Values>> = {
  'grant-beyond-reach': 'scope',
  'period-invalid': 'until',
  'role-unknown': 'roleId',
  'unit-unknown': 'unitId',
}

/** Gives a role: which, how far, and from when until when. Nothing is chosen ahead for reach and end: both are decisions. */
export function GiveGrant({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const roles = useRoles()
  const give = useMutation({
    mutationFn: (content: object) =>
      create<Grant>(`/people/${person.id}/grants`, { ...content, id: attempt.idFor(content) }),
    onSuccess: async (grant) => {
      attempt.done()
      toasts.show(
        grant.state === 'coming' ? t`De rol is gegeven en begint op tijd.` : t`De rol is gegeven en werkt meteen.`,
      )
      void queries.invalidateQueries({ queryKey: rolesKey })
      await queries.invalidateQueries({ queryKey: grantsOfPersonKey(person.id) })
      onClose()
    },
  })
  const problem = give.error ? asProblem(give.error) : null
  const start: Values = {
    roleId: '',
    scope: '',
    unitId: '',
    clientNumber: '',
    from: t`vandaag`,
    until: '',
    untilDay: '',
  }
  const fields = useFields<Values>(start, problem)
  const role = roles.data?.items.find((each) => each.id === fields.values.roleId)
  const submit = () => {
    const { roleId, scope, unitId, clientNumber, from, until, untilDay } = fields.values
    const fromDay = readNearDate(from, 'future')
    const end = until ? untilOf(until, untilDay) : undefined
    const errors = {
      ...(roleId ? {} : { roleId: t`Kies een rol.` }),
      ...(scope ? {} : { scope: t`Kies hoe ver de rol reikt.` }),
      ...(scope === 'unit' && !unitId ? { unitId: t`Kies een locatie of team.` } : {}),
      ...(scope === 'client' && !clientNumber.trim() ? { clientNumber: t`Vul het cliëntnummer in.` } : {}),
      ...(fromDay ? {} : { from: t`Schrijf een dag, bijvoorbeeld vandaag of 12-3.` }),
      ...(until ? {} : { until: t`Kies tot wanneer.` }),
      ...(until && end === undefined ? { untilDay: t`Schrijf een dag, bijvoorbeeld vrijdag of 12-3.` } : {}),
    }
    if (fields.refuse(errors) || !fromDay || end === undefined) return
    const begin = startOf(fromDay)
    give.mutate({
      roleId,
      scope,
      ...(scope === 'unit' ? { unitId } : {}),
      ...(scope === 'client' ? { clientNumber: clientNumber.trim() } : {}),
      ...(begin ? { from: begin } : {}),
      ...(end ? { until: end } : {}),
    })
  }
  return (
    <FormDialog
      open
      title={t`Geef rol`}
      submit={<Trans>Geef rol</Trans>}
      busy={give.isPending}
      error={give.error ?? roles.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t`Rol`}
        {...fields.text('roleId')}
        error={placed('roleId', fields, problem)}
        data={[
          { value: '', label: t`Kies…` },
          ...(roles.data?.items ?? []).map((each) => ({ value: each.id, label: each.name })),
        ]}
      />
      {role && <RoleHint role={role} scope={fields.values.scope} />}
      <ReachFields fields={fields} problem={problem} />
      <DateField
        label={t`Van`}
        near="future"
        description={t`Vandaag werkt meteen. Of bijvoorbeeld maandag of 12-3.`}
        {...fields.text('from')}
        onChange={(text) => fields.set('from', text)}
      />
      <UntilField
        choice={fields.values.until}
        day={fields.values.untilDay}
        choiceError={placed('until', fields, problem)}
        dayError={fields.error('untilDay')}
        onChoice={(choice) => fields.set('until', choice)}
        onDay={(text) => fields.set('untilDay', text)}
      />
    </FormDialog>
  )
}

/** This page's own message, the server's for this field, or the title of a problem that belongs here. */
function placed(name: keyof Values, fields: Fields<Values>, problem: ApiProblem | null): string | undefined {
  return fields.error(name) ?? (problem && places[problem.code] === name ? problemTitle(problem) : undefined)
}

function ReachFields({ fields, problem }: { fields: Fields<Values>; problem: ApiProblem | null }) {
  const { t } = useLingui()
  const units = useUnits()
  const { scope } = fields.values
  const order: ScopeName[] = ['own-teams', 'unit', 'roster', 'own-clients', 'client', 'organisation']
  const unknownClient = problem?.code === 'not-found' && scope === 'client' ? problem.detail : undefined
  return (
    <>
      <NativeSelect
        label={t`Bereik`}
        {...fields.text('scope')}
        error={placed('scope', fields, problem)}
        onChange={(event) => fields.set('scope', event.currentTarget.value as ScopeName)}
        data={[{ value: '', label: t`Kies…` }, ...order.map((each) => ({ value: each, label: scopeName(each) }))]}
      />
      {scope === 'unit' && (
        <NativeSelect
          label={t`Locatie of team`}
          description={t`Met alles wat daaronder valt`}
          {...fields.text('unitId')}
          error={placed('unitId', fields, problem)}
          data={[{ value: '', label: t`Kies…` }, ...unitOptions(units.data?.items ?? [])]}
        />
      )}
      {scope === 'client' && (
        <TextInput
          label={t`Cliëntnummer`}
          maxLength={20}
          autoComplete="off"
          {...fields.text('clientNumber')}
          error={fields.error('clientNumber') ?? unknownClient}
        />
      )}
    </>
  )
}

/** What the role is for, and which of its rights do nothing within a smaller reach. */
function RoleHint({ role, scope }: { role: Role; scope: ScopeName | '' }) {
  const idle =
    scope && scope !== 'organisation' ? role.permissions.filter((each) => organisationWide.includes(each)) : []
  const names = idle.map((each) => `‘${permissionName(each)}’`).join(', ')
  return (
    <>
      {role.description && <p className={classes.soft}>{role.description}</p>}
      {idle.length > 0 && (
        <Note kind="look">
          <p>
            <Trans>Deze rechten werken alleen met als bereik de hele organisatie: {names}.</Trans>
          </p>
        </Note>
      )}
    </>
  )
}
