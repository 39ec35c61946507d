import type { Report } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { useDraft } from '../../ui/drafts/use-draft.ts'
import { momentInWords } from '../../ui/formats/dates.ts'
import { Note } from '../../ui/parts/note.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { DifferenceText } from '../../ui/text/difference-text.tsx'
import { reportsKey } from '../queries.ts'
import { DraftWord, joined, OtherDraft } from './draft-word.tsx'
import { type ReportErrors, ReportFields } from './report-fields.tsx'
import { contentOf, plainOf, plainText, type ReportText, readDraftText, textOf } from './report-text.ts'
import classes from './reports.module.css'
import { useReportCheck } from './use-report-check.ts'

/** A new version with a reason. When somebody else was first, both texts stand here and nothing is lost. */
export default function ReportCorrection({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [value, setValue] = useState<ReportText>(() => textOf(report))
  const [momentOpen, setMomentOpen] = useState(false)
  const [errors, setErrors] = useState<ReportErrors>({})
  /** The version that this correction is made from. */
  const [base, setBase] = useState(report)
  const field = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(`/clients/${report.clientId}/drafts/correction-${report.id}`)
  const check = useReportCheck()
  const attempt = useAttempt()
  const { kept, changed } = draft

  useEffect(() => {
    field.current?.focus()
  }, [])
  useEffect(() => {
    const found = kept && readDraftText(kept.content)
    if (!found) return
    setValue(found)
    setMomentOpen(found.day !== '' || found.time !== '')
  }, [kept])

  const save = useMutation({
    mutationFn: (body: object) =>
      post<Report>(`/clients/${report.clientId}/reports/${report.id}/corrections`, body, {
        idempotencyKey: attempt.idFor(body),
      }),
    onSuccess: async () => {
      void draft.clear()
      toasts.show(t`De verbetering is bewaard. De eerdere versie blijft leesbaar.`)
      await queries.invalidateQueries({ queryKey: reportsKey(report.clientId) })
      onClose()
    },
  })
  const problem = save.error ? asProblem(save.error) : undefined
  const theirs = problem?.code === 'conflict' ? (problem.current as Report | undefined) : undefined

  const change = (part: Partial<ReportText>) => {
    const next = { ...value, ...part }
    setValue(next)
    setErrors({})
    changed(JSON.stringify(next))
  }
  const send = (version: number) => {
    const { errors: found, moment } = check(value, true)
    setErrors(found)
    if (found.day || found.time) setMomentOpen(true)
    if (Object.keys(found).length > 0) return
    save.mutate({
      version,
      reason: value.reason,
      ...contentOf(value),
      ...(moment ? { careMoment: moment } : {}),
      important: value.important,
      visibleToFamily: value.visibleToFamily,
    })
  }
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!save.isPending) send(base.version)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      submit()
    }
  }
  const startFrom = (other: Report) => {
    const mine = value
    const next = { ...textOf(other), reason: value.reason }
    setBase(other)
    setValue(next)
    changed(JSON.stringify(next))
    save.reset()
    toasts.show(t`Je begint nu met de tekst van ${other.author.name}.`, {
      undo: () => {
        setValue(mine)
        changed(JSON.stringify(mine))
      },
    })
  }
  const leave = () => {
    void draft.clear()
    onClose()
  }

  return (
    <form
      className={classes.correction}
      onSubmit={submit}
      onKeyDown={pressed}
      aria-label={t`Rapportage verbeteren`}
      noValidate
    >
      <OtherDraft
        draft={draft}
        onUse={(other) => {
          const both = joined(value, other)
          setValue(both)
          changed(JSON.stringify(both))
        }}
      />
      <ReportFields
        value={value}
        onChange={change}
        errors={errors}
        field={field}
        correction
        momentOpen={momentOpen}
        onMoment={() => setMomentOpen(true)}
      />
      {problem && !theirs && <ProblemNote problem={problem} />}
      {theirs && (
        <Note kind="look" alert>
          <p>
            <strong>
              <Trans>
                {theirs.author.name} verbeterde deze rapportage {momentInWords(theirs.recordedAt)}. Jouw tekst staat er
                nog.
              </Trans>
            </strong>
          </p>
          <div className={classes.beside}>
            <section aria-label={t`Versie van ${theirs.author.name}`}>
              <h3>
                <Trans>Versie van {theirs.author.name}</Trans>
              </h3>
              <DifferenceText before={plainText(base)} after={plainText(theirs)} />
            </section>
            <section aria-label={t`Jouw versie`}>
              <h3>
                <Trans>Jouw versie</Trans>
              </h3>
              <DifferenceText before={plainText(base)} after={plainOf(value)} />
            </section>
          </div>
          <div className={classes.buttons}>
            <Button
              variant="default"
              onClick={() => {
                setBase(theirs)
                send(theirs.version)
              }}
            >
              <Trans>Bewaar mijn versie als nieuwste</Trans>
            </Button>
            <Button variant="default" onClick={() => startFrom(theirs)}>
              <Trans>Ga verder met die van {theirs.author.name}</Trans>
            </Button>
          </div>
        </Note>
      )}
      <div className={classes.foot}>
        <div className={classes.buttons}>
          <Button type="submit" loading={save.isPending} aria-keyshortcuts="Control+Enter">
            <Trans>Bewaar verbetering</Trans>
          </Button>
          <Button variant="subtle" color="gray" onClick={leave}>
            <Trans>Verbeter toch niet</Trans>
          </Button>
        </div>
        <DraftWord draft={draft} />
      </div>
    </form>
  )
}
