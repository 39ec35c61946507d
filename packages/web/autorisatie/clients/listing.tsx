import type { AccessClient } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import classes from '../parts/parts.module.css'
import { useEnding } from './queries.ts'
import { usePeriodWords } from './words.ts'

interface Line {
  id: string
  from: string
  until: string | null
  state: 'coming' | 'active' | 'ended'
  version: number
}

interface ListingProps<T extends Line> {
  title: string
  explanation: ReactNode
  none: ReactNode
  items: readonly T[]
  /** The button of who may add one. */
  add?: { label: string; onAdd: () => void } | undefined
  line: (item: T) => ReactNode
  /** What stands beside an open one. */
  actions?: ((item: T) => ReactNode) | undefined
}

/** One kind of thing that holds for a client: what is in force or coming, and folded what is over. */
export function Listing<T extends Line>({ title, explanation, none, items, add, line, actions }: ListingProps<T>) {
  const open = items.filter((item) => item.state !== 'ended')
  const ended = items.filter((item) => item.state === 'ended')
  return (
    <Section
      title={title}
      action={
        add && (
          <Button
            size="sm"
            variant="default"
            className="no-print"
            leftSection={<PlusIcon size={18} />}
            onClick={add.onAdd}
          >
            {add.label}
          </Button>
        )
      }
    >
      <p className={classes.soft}>{explanation}</p>
      {open.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul className={classes.items}>
          {open.map((item) => (
            <li key={item.id}>
              <div>
                {line(item)}
                <Period item={item} />
              </div>
              {actions && <div className={`${classes.buttons} no-print`}>{actions(item)}</div>}
            </li>
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <details className={classes.folded}>
          <summary>
            <Trans>Eerder ({ended.length})</Trans>
          </summary>
          <ul className={classes.items}>
            {ended.map((item) => (
              <li key={item.id}>
                <div>
                  {line(item)}
                  <Period item={item} />
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}

function Period({ item }: { item: Line }) {
  const words = usePeriodWords()
  return (
    <p className={classes.soft}>
      {words(item)}
      {item.state === 'coming' && (
        <>
          {' · '}
          <Trans>komt nog</Trans>
        </>
      )}
    </p>
  )
}

interface EndProps {
  client: AccessClient
  /** `closures/<id>`, as the server knows it. */
  path: string
  version: number
  title: string
  /** What happens, in words. */
  children: ReactNode
  label: string
  /** The word on the button, where it is another than "Beëindig"; the label holds it too. */
  verb?: string
}

/** A button that asks once more and then ends something at once. */
export function EndButton({ client, path, version, title, children, label, verb }: EndProps) {
  const { t } = useLingui()
  const toasts = useToasts()
  const [asking, setAsking] = useState(false)
  const end = useEnding(client, path, () => {
    toasts.show(t`Het is beëindigd.`)
    setAsking(false)
  })
  return (
    <>
      <Button size="sm" variant="default" aria-label={label} onClick={() => setAsking(true)}>
        {verb ?? <Trans>Beëindig</Trans>}
      </Button>
      {asking && (
        <FormDialog
          open
          grave
          title={title}
          submit={verb ?? <Trans>Beëindig</Trans>}
          busy={end.isPending}
          error={end.error}
          onSubmit={() => end.mutate({ version })}
          onClose={() => setAsking(false)}
        >
          {children}
        </FormDialog>
      )}
    </>
  )
}
