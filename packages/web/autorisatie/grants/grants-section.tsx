import type { Grant, PersonDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useLocation } from 'react-router'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { CheckIcon, ClockIcon, PlusIcon } from '../../ui/parts/icons.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useShortcut } from '../../ui/shell/shortcuts.tsx'
import { fromInWords, untilInWords } from '../parts/days.ts'
import classes from '../parts/parts.module.css'
import { useGrantsOfPerson } from '../queries.ts'
import { GiveGrant } from './give-grant.tsx'
import { Day, GivenBy, Reach } from './reach.tsx'
import { WithdrawGrant } from './withdraw-grant.tsx'

/** The roles of one person: what works now, what is coming, and folded what has ended. */
export function GrantsSection({ person, mayGrant }: { person: PersonDetail; mayGrant: boolean }) {
  const { t } = useLingui()
  const grants = useGrantsOfPerson(person.id, true)
  const [giving, setGiving] = useState(false)
  const [ending, setEnding] = useState<Grant>()
  useShortcut('n', t`Geef rol`, () => setGiving(true), mayGrant)
  return (
    <Section
      title={t`Rollen`}
      action={
        mayGrant && (
          <Button size="sm" className="no-print" leftSection={<PlusIcon size={18} />} onClick={() => setGiving(true)}>
            <Trans>Geef rol</Trans>
          </Button>
        )
      }
    >
      <Answer query={grants}>
        {({ items }) => <GrantLists items={items} mayGrant={mayGrant} name={person.givenName} onEnd={setEnding} />}
      </Answer>
      {giving && <GiveGrant person={person} onClose={() => setGiving(false)} />}
      {ending && <WithdrawGrant grant={ending} onClose={() => setEnding(undefined)} />}
    </Section>
  )
}

interface GrantListsProps {
  items: readonly Grant[]
  mayGrant: boolean
  name: string
  onEnd: (grant: Grant) => void
}

function GrantLists({ items, mayGrant, name, onEnd }: GrantListsProps) {
  const { t } = useLingui()
  const open = items.filter((grant) => grant.state !== 'ended')
  const ended = items.filter((grant) => grant.state === 'ended')
  const columns = useGrantColumns()
  // Whoever asked why somebody can open a record comes here for one grant.
  const { hash } = useLocation()
  const marked = hash.startsWith('#rol-') ? hash.slice('#rol-'.length) : undefined
  const action: Column<Grant> = {
    key: 'end',
    head: t`Beëindigen`,
    cell: (grant) => (
      <Button
        size="sm"
        variant="default"
        className="no-print"
        aria-label={t`Beëindig ${grant.role.name}`}
        onClick={() => onEnd(grant)}
      >
        <Trans>Beëindig</Trans>
      </Button>
    ),
  }
  return (
    <>
      {open.length === 0 ? (
        <p className={classes.soft}>
          <Trans>{name} heeft nu geen rol en ziet dus niets.</Trans>
        </p>
      ) : (
        <DataTable
          caption={t`Rollen die nu werken of nog komen`}
          columns={mayGrant ? [...columns, action] : columns}
          rows={open}
          rowKey={(grant) => grant.id}
          marked={marked}
        />
      )}
      {ended.length > 0 && (
        <details className={classes.folded} open={ended.some((grant) => grant.id === marked) || undefined}>
          <summary>
            <Trans>Eerdere rollen ({ended.length})</Trans>
          </summary>
          <DataTable
            caption={t`Eerdere rollen`}
            columns={columns}
            rows={ended}
            rowKey={(grant) => grant.id}
            marked={marked}
          />
        </details>
      )}
    </>
  )
}

function useGrantColumns(): Column<Grant>[] {
  const { t } = useLingui()
  return [
    {
      key: 'role',
      head: t`Rol`,
      names: true,
      cell: (grant) => (
        <span>
          <Link className={classes.link} to={`/rollen/${grant.role.id}`}>
            {grant.role.name}
          </Link>
          <span className={classes.under}>
            <GrantState grant={grant} />
          </span>
        </span>
      ),
    },
    { key: 'reach', head: t`Bereik`, cell: (grant) => <Reach grant={grant} /> },
    { key: 'from', head: t`Van`, cell: (grant) => <Day text={fromInWords(grant.from)} /> },
    {
      key: 'until',
      head: t`Tot`,
      cell: (grant) => <Day text={grant.until ? untilInWords(grant.until) : t`geen einde`} />,
    },
    { key: 'by', head: t`Gegeven door`, cell: (grant) => <GivenBy grant={grant} /> },
  ]
}

function GrantState({ grant }: { grant: Grant }) {
  if (grant.state === 'active') {
    return (
      <span className={classes.state} data-kind="done">
        <CheckIcon size={18} />
        <Trans>werkt</Trans>
      </span>
    )
  }
  if (grant.state === 'waiting') {
    return (
      <span className={classes.state} data-kind="soft">
        <ClockIcon size={18} />
        <Trans>wacht op een tweede collega</Trans>
      </span>
    )
  }
  if (grant.state === 'coming') {
    return (
      <span className={classes.state} data-kind="soft">
        <ClockIcon size={18} />
        <Trans>komt nog</Trans>
      </span>
    )
  }
  if (!grant.withdrawnAt) return <Trans>afgelopen</Trans>
  const when = fromInWords(grant.withdrawnAt)
  return grant.withdrawnBy ? (
    <Trans>
      ingetrokken {when} door {grant.withdrawnBy}
    </Trans>
  ) : (
    <Trans>ingetrokken {when}</Trans>
  )
}
