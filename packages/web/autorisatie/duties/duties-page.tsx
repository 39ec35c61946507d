import type { DutyConflict } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { permissionName } from '../../ui/i18n/vocabulary.ts'
import { CheckIcon, PlusIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { Holders } from './holders.tsx'
import { NewConflict } from './new-conflict.tsx'
import { dutiesKey } from './queries.ts'

/** Pairs of permissions that one person may not hold, and who holds both all the same. */
export default function DutiesPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [adding, setAdding] = useState(false)
  const conflicts = useQuery({
    queryKey: dutiesKey,
    queryFn: ({ signal }) => get<{ items: DutyConflict[] }>('/duty-conflicts', { signal }),
  })
  const mayChange = may('role:change')
  return (
    <Page
      title={t`Functiescheiding`}
      action={
        mayChange && (
          <Button leftSection={<PlusIcon size={18} />} onClick={() => setAdding(true)}>
            <Trans>Scheid twee rechten</Trans>
          </Button>
        )
      }
    >
      <p className={classes.lead}>
        <Trans>
          Deze rechten mag niemand samen hebben. Een rol die dat zou doen, wordt niet gegeven. Wie ze al had, of ze via
          een functie of koppeling krijgt, staat hier en in elke controle.
        </Trans>
      </p>
      <Answer query={conflicts}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t`Er zijn nog geen rechten gescheiden`}>
              <Trans>Kies twee rechten die één medewerker niet samen mag hebben.</Trans>
            </Empty>
          ) : (
            <ul className={classes.items}>
              {items.map((conflict) => (
                <Conflict key={conflict.id} conflict={conflict} mayChange={mayChange} />
              ))}
            </ul>
          )
        }
      </Answer>
      {adding && <NewConflict onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Conflict({ conflict, mayChange }: { conflict: DutyConflict; mayChange: boolean }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const { name, words, one, other, active, holders, version } = conflict
  const change = useMutation({
    mutationFn: () => post<DutyConflict>(`/duty-conflicts/${conflict.id}`, { version, active: !active }),
    onSettled: () => queries.invalidateQueries({ queryKey: dutiesKey }),
  })
  return (
    <li>
      <div>
        <p className={classes.itemName}>{name}</p>
        <p>
          {permissionName(one)} <strong aria-hidden>×</strong> {permissionName(other)}
        </p>
        {words && <p className={classes.soft}>{words}</p>}
        <p className={classes.state} data-kind={!active ? 'soft' : holders ? 'look' : 'done'}>
          {active && (holders ? <WarningIcon size={18} /> : <CheckIcon size={18} />)}
          {active ? <Trans>aan</Trans> : <Trans>uit</Trans>}
          {holders !== null && (
            <>
              {' · '}
              <Plural
                value={holders}
                _0="niemand heeft beide rechten"
                one="# medewerker heeft beide rechten"
                other="# medewerkers hebben beide rechten"
              />
            </>
          )}
        </p>
        {change.error && <ProblemNote problem={asProblem(change.error)} />}
        {Boolean(holders) && <Holders conflict={conflict} />}
      </div>
      {mayChange && (
        <Button
          size="sm"
          variant="default"
          aria-label={active ? t`Zet uit: ${name}` : t`Zet aan: ${name}`}
          loading={change.isPending}
          onClick={() => change.mutate()}
        >
          {active ? <Trans>Zet uit</Trans> : <Trans>Zet aan</Trans>}
        </Button>
      )}
    </li>
  )
}
