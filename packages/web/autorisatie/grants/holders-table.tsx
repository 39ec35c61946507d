import type { Grant } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { fromInWords, untilInWords } from '../parts/days.ts'
import classes from '../parts/parts.module.css'
import { Day, Reach } from './reach.tsx'

/** Hundreds hold a common role: they are drawn some at a time. */
const step = 50

/** Who has what now, by name; with the role itself where the list is of a place. */
export function HoldersTable({ grants, withRole = false }: { grants: readonly Grant[]; withRole?: boolean }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [shown, setShown] = useState(step)
  if (grants.length === 0) {
    return (
      <p className={classes.soft}>
        <Trans>Niemand.</Trans>
      </p>
    )
  }
  const role: Column<Grant> = { key: 'role', head: t`Rol`, cell: (grant) => grant.role.name }
  const columns: Column<Grant>[] = [
    {
      key: 'person',
      head: t`Medewerker`,
      names: true,
      cell: ({ person }) => (
        <span>
          {may('people:read') ? (
            <Link className={classes.link} to={`/medewerkers/${person.id}`}>
              {person.name}
            </Link>
          ) : (
            person.name
          )}
          <span className={classes.under}>{person.function}</span>
        </span>
      ),
    },
    ...(withRole ? [role] : []),
    { key: 'reach', head: t`Bereik`, cell: (grant) => <Reach grant={grant} /> },
    { key: 'from', head: t`Van`, cell: (grant) => <Day text={fromInWords(grant.from)} /> },
    {
      key: 'until',
      head: t`Tot`,
      cell: (grant) => <Day text={grant.until ? untilInWords(grant.until) : t`geen einde`} />,
    },
  ]
  const left = grants.length - shown
  return (
    <>
      <DataTable
        caption={t`Wie het heeft`}
        columns={columns}
        rows={grants.slice(0, shown)}
        rowKey={(grant) => grant.id}
      />
      {left > 0 && (
        <Button variant="default" size="sm" mt="sm" onClick={() => setShown(shown + step)}>
          <Trans>Toon meer (nog {left})</Trans>
        </Button>
      )}
    </>
  )
}
