import { Trans } from '@lingui/react/macro'
import { Button, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { asProblem } from '../api/problem.ts'
import { Actions, Dialog } from './dialog.tsx'
import { ProblemNote } from './problem-note.tsx'

interface FormDialogProps {
  open: boolean
  title: string
  /** The verb on the button: 'Bewaar', 'Beëindig zorg'. */
  submit: ReactNode
  busy: boolean
  error: unknown
  onSubmit: () => void
  onClose: () => void
  /** The button is red: this is hard to take back. */
  grave?: boolean
  children: ReactNode
}

/** A short form over the page. */
export function FormDialog(props: FormDialogProps) {
  const { open, title, submit, busy, error, onSubmit, onClose, grave = false, children } = props
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onSubmit()
  }
  return (
    <Dialog open={open} title={title} onClose={onClose}>
      <form onSubmit={send} noValidate>
        <Stack gap="md">
          {children}
          {error ? <ProblemNote problem={asProblem(error)} /> : null}
        </Stack>
        <Actions>
          <Button type="submit" loading={busy} {...(grave ? { color: 'danger' } : {})}>
            {submit}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            <Trans>Annuleer</Trans>
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
