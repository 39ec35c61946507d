import type { PersonDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { ConflictNote } from '../parts/conflict-note.tsx'
import { personKey } from '../queries.ts'
import { ParticularFields, particularsToSend, useMissing } from './person-fields.tsx'

/** Name, function and contact details. After somebody else's change it shows what they wrote, and saving again is on that version. */
export function ChangePerson({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const missing = useMissing()
  const [base, setBase] = useState(person)
  const save = useMutation({
    mutationFn: (content: object) => post<PersonDetail>(`/people/${person.id}`, { version: base.version, ...content }),
    onSuccess: async (changed) => {
      queries.setQueryData(personKey(person.id), changed)
      void queries.invalidateQueries({ queryKey: ['people'] })
      toasts.show(t`De gegevens zijn bewaard.`)
      onClose()
    },
    onError: (error) => {
      const { code, current } = asProblem(error)
      if (code === 'conflict' && current) setBase(current as PersonDetail)
    },
  })
  const problem = save.error ? asProblem(save.error) : null
  const fields = useFields(
    {
      givenName: person.givenName,
      prefix: person.prefix ?? '',
      familyName: person.familyName,
      function: person.function,
      email: person.email ?? '',
      phone: person.phone ?? '',
    },
    problem,
  )
  const submit = () => {
    if (fields.refuse(missing(fields.values))) return
    save.mutate(particularsToSend(fields.values))
  }
  return (
    <FormDialog
      open
      title={t`Wijzig gegevens`}
      submit={<Trans>Bewaar</Trans>}
      busy={save.isPending}
      error={problem?.code === 'conflict' ? null : save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <ParticularFields fields={fields} />
      {problem?.code === 'conflict' && (
        <ConflictNote>{[base.name, base.function, base.email, base.phone].filter(Boolean).join(' · ')}</ConflictNote>
      )}
    </FormDialog>
  )
}
