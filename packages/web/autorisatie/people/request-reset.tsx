import type { PersonDetail, SignInReset } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { create } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { resetsKey } from '../sign-in/queries.ts'

/** Asks that somebody may begin anew with signing in; another colleague has to approve. */
export function RequestReset({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const name = person.givenName
  const ask = useMutation({
    mutationFn: (content: object) =>
      create<SignInReset>(`/people/${person.id}/reset`, { ...content, id: attempt.idFor(content) }),
    onSuccess: () => {
      attempt.done()
      void queries.invalidateQueries({ queryKey: resetsKey })
      toasts.show(t`De aanvraag staat klaar. Vraag een collega om hem goed te keuren bij Aanmelden, Herstel.`)
      onClose()
    },
  })
  const fields = useFields({ reason: '' }, ask.error ? asProblem(ask.error) : null)
  const submit = () => {
    const reason = fields.values.reason.trim()
    if (fields.refuse(reason ? {} : { reason: t`Schrijf waarom dit nodig is.` })) return
    ask.mutate({ reason })
  }
  return (
    <FormDialog
      open
      title={t`Aanmelden herstellen`}
      submit={<Trans>Vraag herstel aan</Trans>}
      busy={ask.isPending}
      error={ask.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        <Trans>
          Een tweede collega keurt dit goed en krijgt een brief. Met de brief kiest {name} een nieuw wachtwoord en stelt
          opnieuw een tweede stap in. {name} wordt dan overal afgemeld.
        </Trans>
      </p>
      <Note kind="look">
        <p>
          <Trans>
            Weet je zeker dat {name} dit zelf vraagt? Praat met {name} of kijk iemand aan.
          </Trans>
        </p>
      </Note>
      <Textarea
        label={t`Waarom is dit nodig?`}
        description={t`Bijvoorbeeld: telefoon kwijt, geen codes meer. Dit wordt bewaard in de logging.`}
        maxLength={500}
        rows={3}
        {...fields.text('reason')}
      />
    </FormDialog>
  )
}
