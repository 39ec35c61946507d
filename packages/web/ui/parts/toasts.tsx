import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'
import { CheckIcon, CloseIcon } from './icons.tsx'
import classes from './toasts.module.css'

interface Toast {
  id: number
  text: ReactNode
  undo?: (() => void) | undefined
}

interface Toasts {
  /** Tells that something is done. With `undo`, a button that takes it back stays for ten seconds. */
  show: (text: ReactNode, options?: { undo?: () => void }) => void
}

const ToastContext = createContext<Toasts>({ show: () => {} })
export const useToasts = (): Toasts => use(ToastContext)

let nextId = 1

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  const [toasts, setToasts] = useState<Toast[]>([])
  const drop = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), [])
  const show = useCallback<Toasts['show']>(
    (text, options) => {
      const id = nextId++
      setToasts((all) => [...all.filter((toast) => toast.undo).slice(-1), { id, text, undo: options?.undo }])
      setTimeout(() => drop(id), options?.undo ? 10_000 : 6000)
    },
    [drop],
  )
  const value = useMemo(() => ({ show }), [show])
  return (
    <ToastContext value={value}>
      {children}
      <div className={classes.region} role="status" aria-live="polite" aria-label={t`Meldingen`}>
        {toasts.map((toast) => (
          <div key={toast.id} className={classes.toast}>
            <CheckIcon />
            <span className={classes.text}>{toast.text}</span>
            {toast.undo && (
              <Button
                size="sm"
                variant="subtle"
                className={classes.undo}
                onClick={() => {
                  toast.undo?.()
                  drop(toast.id)
                }}
              >
                <Trans>Maak ongedaan</Trans>
              </Button>
            )}
            <button
              type="button"
              className={classes.close}
              aria-label={t`Sluit melding`}
              onClick={() => drop(toast.id)}
            >
              <CloseIcon size={18} />
            </button>
          </div>
        ))}
      </div>
    </ToastContext>
  )
}
