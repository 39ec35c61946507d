import type { Report } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Kbd } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { create } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { useDraft } from '../../ui/drafts/use-draft.ts'
import { PencilIcon } from '../../ui/parts/icons.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { reportsKey } from '../queries.ts'
import { DraftWord, joined, OtherDraft } from './draft-word.tsx'
import { type ReportErrors, ReportFields } from './report-fields.tsx'
import { contentOf, emptyReport, isEmpty, type ReportText, readDraftText } from './report-text.ts'
import classes from './reports.module.css'
import { useReportCheck } from './use-report-check.ts'

/** One line that opens into the editor; it opens by itself when there is a draft, or when somebody came here to write. */
export function ReportComposer({ clientId }: { clientId: string }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const { state } = useLocation() as { state: { write?: unknown } | null }
  const [open, setOpen] = useState(false)
  const [value, setValue] = useState<ReportText>(emptyReport)
  const [momentOpen, setMomentOpen] = useState(false)
  /** The last request to write that has been taken up. */
  const [asked, setAsked] = useState<unknown>()
  const wantsFocus = useRef(false)
  const [errors, setErrors] = useState<ReportErrors>({})
  const field = useRef<HTMLTextAreaElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const attempt = useAttempt()
  const draft = useDraft(`/clients/${clientId}/drafts/report`)
  const check = useReportCheck()
  const { kept, changed } = draft

  const show = useCallback((next: ReportText) => {
    setValue(next)
    setMomentOpen(next.day !== '' || next.time !== '')
  }, [])
  useEffect(() => {
    if (!kept) return
    const found = readDraftText(kept.content)
    show(found ?? emptyReport)
    if (found) setOpen(true)
  }, [kept, show])
  const write = state?.write
  useEffect(() => {
    if (!write) return
    wantsFocus.current = true
    setOpen(true)
    setAsked(write)
  }, [write])
  useEffect(() => {
    // After the page has put the focus on its heading, and only once the field is there.
    if (!open || !wantsFocus.current || (write && asked !== write)) return
    wantsFocus.current = false
    field.current?.focus()
  }, [open, asked, write])

  const change = (part: Partial<ReportText>) => {
    const next = { ...value, ...part }
    setValue(next)
    setErrors({})
    changed(isEmpty(next) ? '' : JSON.stringify(next))
  }

  const save = useMutation({
    mutationFn: (body: { id: string; kind: string }) => create<Report>(`/clients/${clientId}/reports`, body),
    onSuccess: async () => {
      attempt.done()
      void draft.clear()
      show(emptyReport)
      setOpen(false)
      toasts.show(t`De rapportage is bewaard.`)
      requestAnimationFrame(() => opener.current?.focus())
      void queries.invalidateQueries({ queryKey: ['caseload'] })
      await queries.invalidateQueries({ queryKey: reportsKey(clientId) })
    },
  })

  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (save.isPending) return
    const { errors: found, moment } = check(value, false)
    setErrors(found)
    if (found.day || found.time) setMomentOpen(true)
    if (Object.keys(found).length > 0) {
      if (found.text) field.current?.focus()
      return
    }
    const body = {
      kind: value.kind,
      ...contentOf(value),
      ...(moment ? { careMoment: moment } : {}),
      important: value.important,
      visibleToFamily: value.visibleToFamily,
    }
    save.mutate({ id: attempt.idFor(body), ...body })
  }

  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      submit()
    }
  }

  const discard = () => {
    const before = value
    void draft.clear()
    show(emptyReport)
    setOpen(false)
    save.reset()
    requestAnimationFrame(() => opener.current?.focus())
    if (isEmpty(before)) return
    toasts.show(t`Het concept is weggegooid.`, {
      undo: () => {
        show(before)
        setOpen(true)
        changed(JSON.stringify(before))
      },
    })
  }

  if (!open) {
    return (
      <button
        ref={opener}
        type="button"
        className={classes.opener}
        onClick={() => {
          wantsFocus.current = true
          setOpen(true)
        }}
      >
        <PencilIcon />
        <Trans>Rapporteer…</Trans>
        <Kbd className={classes.openerKey ?? ''} aria-hidden>
          n
        </Kbd>
      </button>
    )
  }
  return (
    <form className={classes.editor} onSubmit={submit} onKeyDown={pressed} aria-label={t`Nieuwe rapportage`} noValidate>
      <OtherDraft
        draft={draft}
        onUse={(other) => {
          const both = joined(value, other)
          show(both)
          changed(JSON.stringify(both))
        }}
      />
      <ReportFields
        value={value}
        onChange={change}
        errors={errors}
        field={field}
        momentOpen={momentOpen}
        onMoment={() => setMomentOpen(true)}
      />
      {save.error && <ProblemNote problem={asProblem(save.error)} />}
      <div className={classes.foot}>
        <div className={classes.buttons}>
          <Button type="submit" loading={save.isPending} aria-keyshortcuts="Control+Enter">
            <Trans>Bewaar rapportage</Trans>
          </Button>
          <Button variant="subtle" color="gray" onClick={discard}>
            {isEmpty(value) ? <Trans>Sluit</Trans> : <Trans>Gooi weg</Trans>}
          </Button>
        </div>
        <DraftWord draft={draft} />
      </div>
    </form>
  )
}
