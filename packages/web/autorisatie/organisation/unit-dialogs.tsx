import type { Unit } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { create, post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { ConflictNote } from '../parts/conflict-note.tsx'
import { unitOptions } from '../parts/units.ts'
import { unitsKey } from '../queries.ts'

/** Sends a change on the newest version that is known; a conflict makes the other's version the newest. */
function useUnitChange(unit: Unit, done: string, onClose: () => void) {
  const toasts = useToasts()
  const queries = useQueryClient()
  const [base, setBase] = useState(unit)
  const change = useMutation({
    mutationFn: (content: object) => post<Unit>(`/units/${unit.id}`, { version: base.version, ...content }),
    onSuccess: async () => {
      toasts.show(done)
      await queries.invalidateQueries({ queryKey: unitsKey })
      onClose()
    },
    onError: (error) => {
      const { code, current } = asProblem(error)
      if (code === 'conflict' && current) setBase(current as Unit)
    },
  })
  return { base, change, problem: change.error ? asProblem(change.error) : null }
}

export function RenameUnit({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { t } = useLingui()
  const { base, change, problem } = useUnitChange(unit, t`De naam is bewaard.`, onClose)
  const fields = useFields({ name: unit.name }, problem)
  const submit = () => {
    const name = fields.values.name.trim()
    if (fields.refuse(name ? {} : { name: t`Vul een naam in.` })) return
    change.mutate({ name })
  }
  return (
    <FormDialog
      open
      title={t`Wijzig naam`}
      submit={<Trans>Bewaar</Trans>}
      busy={change.isPending}
      error={problem?.code === 'conflict' ? null : change.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t`Naam`} maxLength={120} autoComplete="off" autoFocus {...fields.text('name')} />
      {problem?.code === 'conflict' && <ConflictNote>{base.name}</ConflictNote>}
    </FormDialog>
  )
}

export function OpenOrClose({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { t } = useLingui()
  const closed = !unit.closed
  const done = closed ? t`${unit.name} is gesloten.` : t`${unit.name} is weer open.`
  const { base, change, problem } = useUnitChange(unit, done, onClose)
  return (
    <FormDialog
      open
      grave={closed}
      title={closed ? t`Sluit ${unit.name}` : t`Open ${unit.name} weer`}
      submit={closed ? <Trans>Sluit</Trans> : <Trans>Open weer</Trans>}
      busy={change.isPending}
      error={problem?.code === 'conflict' ? null : change.error}
      onSubmit={() => change.mutate({ closed })}
      onClose={onClose}
    >
      <p>
        {closed ? (
          <Trans>
            Niemand kan hier dan nog geplaatst worden. Dit kan alleen als er geen cliënten, medewerkers of teams meer
            zijn.
          </Trans>
        ) : (
          <Trans>Hier kunnen dan weer cliënten en medewerkers komen.</Trans>
        )}
      </p>
      {problem?.code === 'conflict' && <ConflictNote>{base.name}</ConflictNote>}
    </FormDialog>
  )
}

interface NewUnitProps {
  units: readonly Unit[]
  /** Where the eye was: a team has nothing below it, so its place is taken then. */
  parent: Unit | undefined
  onClose: () => void
}

export function NewUnit({ units, parent, onClose }: NewUnitProps) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const attempt = useAttempt()
  const make = useMutation({
    mutationFn: (content: object) => create<Unit>('/units', { ...content, id: attempt.idFor(content) }),
    onSuccess: async (unit) => {
      attempt.done()
      toasts.show(t`${unit.name} is toegevoegd.`)
      await queries.invalidateQueries({ queryKey: unitsKey })
      onClose()
      navigate(`/locaties?eenheid=${unit.id}`)
    },
  })
  const within = parent?.kind === 'team' ? parent.parentId : parent?.id
  const fields = useFields(
    { parentId: within ?? '', kind: parent?.kind === 'organisation' ? 'location' : 'team', name: '' },
    make.error ? asProblem(make.error) : null,
  )
  const submit = () => {
    const { parentId, kind, name } = fields.values
    const errors = {
      ...(name.trim() ? {} : { name: t`Vul een naam in.` }),
      ...(parentId ? {} : { parentId: t`Kies waar het onder valt.` }),
    }
    if (fields.refuse(errors)) return
    make.mutate({ parentId, kind, name: name.trim() })
  }
  const parents = unitOptions(
    units.filter((unit) => unit.kind !== 'team'),
    { whole: true },
  )
  return (
    <FormDialog
      open
      title={t`Voeg een locatie of team toe`}
      submit={<Trans>Voeg toe</Trans>}
      busy={make.isPending}
      error={make.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radio.Group label={t`Wat is het?`} value={fields.values.kind} onChange={(value) => fields.set('kind', value)}>
        <Stack gap="xs" mt={4}>
          <Radio value="location" label={t`Locatie`} />
          <Radio value="team" label={t`Team`} />
        </Stack>
      </Radio.Group>
      <TextInput label={t`Naam`} maxLength={120} autoComplete="off" {...fields.text('name')} />
      <NativeSelect
        label={t`Valt onder`}
        {...fields.text('parentId')}
        data={[{ value: '', label: t`Kies…` }, ...parents]}
      />
    </FormDialog>
  )
}
