import type { DutyConflict, DutyHolders } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { get } from '../../ui/api/client.ts'
import { permissionName } from '../../ui/i18n/vocabulary.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { LinkButton } from '../../ui/parts/link-button.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { dutiesKey } from './queries.ts'

/** Who holds both permissions of a pair, and by which roles; asked for when somebody wants to see it. */
export function Holders({ conflict }: { conflict: DutyConflict }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [open, setOpen] = useState(false)
  const holders = useQuery({
    queryKey: [...dutiesKey, conflict.id, 'holders', conflict.version],
    queryFn: ({ signal }) => get<DutyHolders>(`/duty-conflicts/${conflict.id}/holders`, { signal }),
    enabled: open,
    refetchOnWindowFocus: false,
  })
  const columns: Column<DutyHolders['items'][number]>[] = [
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
    { key: 'one', head: permissionName(conflict.one), cell: (row) => row.byOne.join(', ') },
    { key: 'other', head: permissionName(conflict.other), cell: (row) => row.byOther.join(', ') },
  ]
  return (
    <>
      <p>
        <LinkButton expanded={open} label={t`Toon wie: ${conflict.name}`} onClick={() => setOpen(!open)}>
          <Trans>Toon wie</Trans>
        </LinkButton>
      </p>
      {open && (
        <Answer query={holders}>
          {({ items }) => (
            <DataTable
              caption={t`Wie beide rechten heeft, en door welke rollen`}
              columns={columns}
              rows={items}
              rowKey={(row) => row.person.id}
            />
          )}
        </Answer>
      )}
    </>
  )
}
