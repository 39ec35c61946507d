import type { BulkResult, Grant, PersonDetail, Role } from '@hoede/contract'
import { organisationWide } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { create } from '../../ui/api/client.ts'
import { newId } from '../../ui/api/ids.ts'
import { type ApiProblem, asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { type Fields, useFields } from '../../ui/fields/use-fields.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { permissionName, problemTitle } from '../../ui/i18n/vocabulary.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { startOf } from '../parts/days.ts'
import classes from '../parts/parts.module.css'
import { grantsOfPersonKey, rolesKey, useRoles } from '../queries.ts'
import { EffectNote } from '../what-if/effect.tsx'
import { effectOfGrants } from '../what-if/queries.ts'
import grantClasses from './grants.module.css'
import { Meaning } from './meaning.tsx'
import { UntilField } from './period.tsx'
import { emptyScope, faultsOfDraft, requestOf, type ScopeDraft } from './scope-draft.ts'
import { ScopeFields } from './scope-fields.tsx'
import { type UntilChoice, untilOf } from './until.ts'

interface Values {
  roleId: string
  from: string
  until: UntilChoice | ''
  untilDay: string
}

/** At which field the server's refusal belongs. */
const places: Partial<Record<string, keyof Values>> = {
  'period-invalid': 'until',
  'role-unknown': 'roleId',
}
const scopesAtMost = 6

interface Wish {
  roleId: string
  from?: string
  until?: string
  scopes: ReturnType<typeof requestOf>[]
}

/** Gives a role: which, how far, and from when until when. Nothing is chosen ahead for reach and end: both are decisions. */
export function GiveGrant({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const given = (state: string | undefined) =>
    state === 'waiting'
      ? t`De rol is gegeven. Hij werkt zodra een tweede collega hem goedkeurt.`
      : state === 'coming'
        ? t`De rol is gegeven en begint op tijd.`
        : t`De rol is gegeven en werkt meteen.`
  const attempt = useAttempt()
  const roles = useRoles()
  const [drafts, setDrafts] = useState<ScopeDraft[]>(() => [emptyScope(newId())])
  const [judged, setJudged] = useState(false)
  const give = useMutation({
    mutationFn: async ({ scopes, ...wish }: Wish): Promise<Grant['state'] | undefined> => {
      const id = attempt.idFor({ ...wish, scopes })
      const [only] = scopes
      // More than one reach is one act: all of them or none.
      if (scopes.length > 1 || !only) {
        const content = { id, people: [person.id], scopes, ...wish }
        return (await create<BulkResult>('/grants/bulk', content)).items[0]?.state
      }
      return (await create<Grant>(`/people/${person.id}/grants`, { id, ...wish, ...only })).state
    },
    onSuccess: async (state) => {
      attempt.done()
      toasts.show(given(state))
      void queries.invalidateQueries({ queryKey: rolesKey })
      await queries.invalidateQueries({ queryKey: grantsOfPersonKey(person.id) })
      onClose()
    },
  })
  const problem = give.error ? asProblem(give.error) : null
  const fields = useFields<Values>({ roleId: '', from: t`vandaag`, until: '', untilDay: '' }, problem)
  const role = roles.data?.items.find((each) => each.id === fields.values.roleId)
  const effect = useEffectOf(person.id, fields.values.roleId, drafts)
  const [seenFor, setSeenFor] = useState('')
  const [asked, setAsked] = useState(false)
  const seen = seenFor === effect.key
  const submit = async () => {
    const { roleId, from, until, untilDay } = fields.values
    const fromDay = readNearDate(from, 'future')
    const end = until ? untilOf(until, untilDay) : undefined
    const errors = {
      ...(roleId ? {} : { roleId: t`Kies een rol.` }),
      ...(fromDay ? {} : { from: t`Schrijf een dag, bijvoorbeeld vandaag of 12-3.` }),
      ...(until ? {} : { until: t`Kies tot wanneer.` }),
      ...(until && end === undefined ? { untilDay: t`Schrijf een dag, bijvoorbeeld vrijdag of 12-3.` } : {}),
    }
    setJudged(true)
    const wrong = drafts.some((draft) => faultsOfDraft(draft).length > 0)
    if (fields.refuse(errors) || wrong || !fromDay || end === undefined) return
    // Where this is refused, giving the role says why.
    const expected = await effect.known().catch(() => undefined)
    if (expected && expected.odd.length > 0 && !seen) return setAsked(true)
    const begin = startOf(fromDay)
    give.mutate({
      roleId,
      scopes: drafts.map((draft) => requestOf(draft as Parameters<typeof requestOf>[0])),
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
      onSubmit={() => void submit()}
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
      {role && <RoleHint role={role} drafts={drafts} />}
      <Scopes drafts={drafts} judged={judged} problem={problem} onChange={setDrafts} />
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
      <Meaning who={person.givenName} role={role} drafts={drafts} />
      {effect.data && (
        <EffectNote
          effect={effect.data}
          seen={seen}
          asked={asked}
          onSeen={(now) => setSeenFor(now ? effect.key : '')}
        />
      )}
    </FormDialog>
  )
}

/** So long after the last change of the form is asked what it would do, in milliseconds. */
const restsFor = 600

/** What the form as it is would do; undefined while it says nothing yet. `known` waits for it. */
function useEffectOf(personId: string, roleId: string, drafts: readonly ScopeDraft[]) {
  const queries = useQueryClient()
  const whole = roleId !== '' && drafts.every((draft) => faultsOfDraft(draft).length === 0)
  const grants = whole
    ? drafts.map((draft) => ({ roleId, ...requestOf(draft as Parameters<typeof requestOf>[0]) }))
    : []
  const key = JSON.stringify(grants)
  const [rested, setRested] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setRested(key), restsFor)
    return () => clearTimeout(timer)
  }, [key])
  const effect = useQuery({ ...effectOfGrants(personId, grants), enabled: whole && rested === key })
  return { data: effect.data, key, known: () => queries.fetchQuery(effectOfGrants(personId, grants)) }
}

/** This page's own message, the server's for this field, or the title of a problem that belongs here. */
function placed(name: keyof Values, fields: Fields<Values>, problem: ApiProblem | null): string | undefined {
  return fields.error(name) ?? (problem && places[problem.code] === name ? problemTitle(problem) : undefined)
}

interface ScopesProps {
  drafts: readonly ScopeDraft[]
  /** The form was sent once: what is missing is said from then on. */
  judged: boolean
  problem: ApiProblem | null
  onChange: (drafts: ScopeDraft[]) => void
}

/** One reach, or more of them for the same role. */
export function Scopes({ drafts, judged, problem, onChange }: ScopesProps) {
  const { t } = useLingui()
  const several = drafts.length > 1
  return (
    <>
      <ul className={grantClasses.several} data-several={several || undefined}>
        {drafts.map((draft, index) => {
          const number = index + 1
          return (
            <li key={draft.key} data-plain={!several || undefined}>
              <ScopeFields
                draft={draft}
                faults={judged ? faultsOfDraft(draft) : []}
                problem={problem}
                path={several ? `scopes.${index}.` : ''}
                onChange={(changed) => onChange(drafts.map((each) => (each.key === draft.key ? changed : each)))}
              />
              {several && (
                <Button
                  mt="sm"
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  aria-label={t`Haal dit bereik weg: ${number}`}
                  onClick={() => onChange(drafts.filter((each) => each.key !== draft.key))}
                >
                  <Trans>Haal dit bereik weg</Trans>
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {drafts.length < scopesAtMost && (
        <div>
          <Button
            size="sm"
            variant="default"
            leftSection={<PlusIcon size={18} />}
            onClick={() => onChange([...drafts, emptyScope(newId())])}
          >
            <Trans>Nog een bereik erbij</Trans>
          </Button>
        </div>
      )}
    </>
  )
}

/** What the role is for, and which of its rights do nothing within a smaller reach. */
export function RoleHint({ role, drafts }: { role: Role; drafts: readonly ScopeDraft[] }) {
  const smaller = drafts.every((draft) => draft.scope !== '' && draft.scope !== 'organisation')
  const idle = smaller ? role.permissions.filter((each) => organisationWide.includes(each)) : []
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
