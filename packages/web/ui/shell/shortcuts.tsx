import { Trans, useLingui } from '@lingui/react/macro'
import { Kbd } from '@mantine/core'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import classes from './shell.module.css'

interface Shortcut {
  /** As event.key gives it: 'n', '/', '?'. */
  key: string
  label: string
  run: () => void
}

interface Keyboard {
  add: (shortcut: Shortcut) => () => void
  help: () => void
}

const KeyboardContext = createContext<Keyboard>({ add: () => () => {}, help: () => {} })

/** Opens the list of keys. */
export const useKeyboardHelp = () => use(KeyboardContext).help

/** A key that does something on this screen, never while somebody types; it stands in the list under '?'. */
export function useShortcut(key: string, label: string, run: () => void, active = true): void {
  const { add } = use(KeyboardContext)
  const latest = useRef(run)
  latest.current = run
  useEffect(() => (active ? add({ key, label, run: () => latest.current() }) : undefined), [add, key, label, active])
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

export function KeyboardProvider({ children }: { children: ReactNode }) {
  const { t } = useLingui()
  const [shortcuts, setShortcuts] = useState<Shortcut[]>([])
  const [open, setOpen] = useState(false)
  const current = useRef(shortcuts)
  current.current = shortcuts
  const add = useCallback((shortcut: Shortcut) => {
    setShortcuts((all) => [...all, shortcut])
    return () => setShortcuts((all) => all.filter((each) => each !== shortcut))
  }, [])
  const help = useCallback(() => setOpen(true), [])

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return
      if (document.querySelector('dialog[open]')) return
      if (event.key === '?') {
        event.preventDefault()
        setOpen(true)
        return
      }
      const found = current.current.findLast((shortcut) => shortcut.key === event.key)
      if (!found) return
      event.preventDefault()
      found.run()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])

  const value = useMemo(() => ({ add, help }), [add, help])
  return (
    <KeyboardContext value={value}>
      {children}
      <Dialog open={open} title={t`Toetsen`} onClose={() => setOpen(false)}>
        <dl className={classes.keys}>
          {shortcuts.map((shortcut) => (
            <div key={shortcut.key + shortcut.label}>
              <dt>
                <Kbd size="md">{shortcut.key}</Kbd>
              </dt>
              <dd>{shortcut.label}</dd>
            </div>
          ))}
          <div>
            <dt>
              <Kbd size="md">?</Kbd>
            </dt>
            <dd>
              <Trans>Deze lijst</Trans>
            </dd>
          </div>
          <div>
            <dt>
              <Kbd size="md">Ctrl</Kbd> <Kbd size="md">Enter</Kbd>
            </dt>
            <dd>
              <Trans>Bewaar wat je typt</Trans>
            </dd>
          </div>
          <div>
            <dt>
              <Kbd size="md">Tab</Kbd>
            </dt>
            <dd>
              <Trans>Naar de volgende knop of het volgende veld</Trans>
            </dd>
          </div>
          <div>
            <dt>
              <Kbd size="md">Esc</Kbd>
            </dt>
            <dd>
              <Trans>Sluit een venster of menu</Trans>
            </dd>
          </div>
        </dl>
      </Dialog>
    </KeyboardContext>
  )
}
