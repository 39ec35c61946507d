import type { LogQuestion } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { remove } from '../../../ui/api/client.ts'
import { shortDay } from '../../../ui/formats/dates.ts'
import { FormDialog } from '../../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import parts from '../../parts/parts.module.css'
import { KeepQuestion } from './keep-question.tsx'
import { addressOf, keptKey, useKeptQuestions } from './queries.ts'

/** Questions that are asked again and again; nothing where there are none. */
export function KeptQuestions({ onAsk }: { onAsk: () => void }) {
  const kept = useKeptQuestions()
  const items = kept.data?.items ?? []
  if (items.length === 0) return null
  return (
    <details className={`${parts.folded} ${parts.gapBelow}`}>
      <summary>
        <Plural value={items.length} one="# bewaarde vraag" other="# bewaarde vragen" />
      </summary>
      <ul className={parts.items}>
        {items.map((question) => (
          <Kept key={question.id} question={question} onAsk={onAsk} />
        ))}
      </ul>
    </details>
  )
}

function Kept({ question, onAsk }: { question: LogQuestion; onAsk: () => void }) {
  const { t } = useLingui()
  const [open, setOpen] = useState<'change' | 'remove'>()
  const { name, own, shared, by, days, from, until } = question
  return (
    <li>
      <div>
        <Link className={parts.link} to={addressOf(question)} onClick={onAsk}>
          {name}
        </Link>
        <p className={parts.soft}>
          {days === null ? (
            <Trans>
              {shortDay(from!)} tot en met {shortDay(until!)}
            </Trans>
          ) : (
            <Plural value={days} one="vandaag" other="de laatste # dagen" />
          )}
          {own ? shared && <Trans> · gedeeld</Trans> : <Trans> · van {by}</Trans>}
        </p>
      </div>
      {own && (
        <div className={parts.buttons}>
          <Button size="sm" variant="default" aria-label={t`Wijzig: ${name}`} onClick={() => setOpen('change')}>
            <Trans>Wijzig</Trans>
          </Button>
          <Button size="sm" variant="default" aria-label={t`Verwijder: ${name}`} onClick={() => setOpen('remove')}>
            <Trans>Verwijder</Trans>
          </Button>
        </div>
      )}
      {open === 'change' && <KeepQuestion kept={question} onClose={() => setOpen(undefined)} />}
      {open === 'remove' && <RemoveQuestion question={question} onClose={() => setOpen(undefined)} />}
    </li>
  )
}

function RemoveQuestion({ question, onClose }: { question: LogQuestion; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const { id, name, shared } = question
  const removing = useMutation({
    mutationFn: () => remove(`/log/questions/${id}`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keptKey })
      toasts.show(t`De vraag is verwijderd.`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      grave
      title={t`Vraag verwijderen`}
      submit={<Trans>Verwijder</Trans>}
      busy={removing.isPending}
      error={removing.error}
      onSubmit={() => removing.mutate()}
      onClose={onClose}
    >
      <p>
        {shared ? (
          <Trans>«{name}» verdwijnt ook voor anderen die de logging lezen.</Trans>
        ) : (
          <Trans>«{name}» verdwijnt uit je bewaarde vragen.</Trans>
        )}
      </p>
    </FormDialog>
  )
}
