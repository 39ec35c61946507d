import { useLingui } from '@lingui/react/macro'
import { createContext, type ReactNode, use, useEffect, useId, useRef } from 'react'
import classes from './dialog.module.css'
import { CloseIcon } from './icons.tsx'

/** What every dialog here is about, shown in it: the right client, always. */
export const DialogSubject = createContext<ReactNode>(null)

interface DialogProps {
  open: boolean
  title: string
  /** Absent: it can only be left by what stands in it. */
  onClose?: () => void
  /** Nothing of the page behind it can be seen. */
  covers?: boolean
  wide?: boolean
  children: ReactNode
}

/**
 * The browser's own dialog: it keeps the focus inside, makes the rest inert, and gives the focus back. The first field or button in
 * it gets the focus, or the one with data-autofocus; the way out comes last.
 */
export function Dialog({ open, title, onClose, covers = false, wide = false, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const headingId = useId()
  const subject = use(DialogSubject)
  const { t } = useLingui()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) {
      dialog.showModal()
      dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    }
    if (!open && dialog.open) dialog.close()
  }, [open])
  return (
    <dialog
      ref={ref}
      className={classes.dialog}
      aria-modal="true"
      aria-labelledby={headingId}
      data-covers={covers || undefined}
      data-wide={wide || undefined}
      closedby={onClose ? 'closerequest' : 'none'}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
      onClose={() => {
        if (open) onClose?.()
      }}
    >
      {open && (
        <div className={classes.inside}>
          <div className={classes.head}>
            <h2 id={headingId} className={classes.title} tabIndex={-1}>
              {title}
            </h2>
          </div>
          {subject && <p className={classes.subject}>{subject}</p>}
          {children}
          {onClose && (
            <button type="button" className={classes.close} aria-label={t`Sluiten`} onClick={onClose}>
              <CloseIcon />
            </button>
          )}
        </div>
      )}
    </dialog>
  )
}

/** The row of buttons at the foot of a dialog or form. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>
}
