import type { PersonSummary } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { SearchIcon } from '../../ui/parts/icons.tsx'
import grantClasses from '../grants/grants.module.css'
import { itemsOf, usePeople } from '../queries.ts'
import classes from './parts.module.css'

export type Picked = Pick<PersonSummary, 'id' | 'name' | 'function'>

interface PickPeopleProps {
  label: string
  picked: readonly Picked[]
  /** One person only: choosing another takes the place of the first. */
  single?: boolean
  error?: string | undefined
  onChange: (picked: Picked[]) => void
}

const shown = 6

/** Finds employees by name or function and gathers them. */
export function PickPeople({ label, picked, single = false, error, onChange }: PickPeopleProps) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), 300)
    return () => clearTimeout(timer)
  }, [typed])
  const closed = single && picked.length > 0
  return (
    <div>
      {!closed && (
        <TextInput
          type="search"
          label={label}
          description={t`Zoek op naam of functie`}
          leftSection={<SearchIcon size={18} />}
          autoComplete="off"
          maxLength={120}
          value={typed}
          error={error}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {closed && <p className={classes.itemName}>{label}</p>}
      {!closed && q.length > 1 && (
        <Found
          q={q}
          taken={picked}
          onPick={(person) => {
            onChange(single ? [person] : [...picked, person])
            setTyped('')
            setQ('')
          }}
        />
      )}
      {picked.length > 0 && (
        <ul className={grantClasses.chosen}>
          {picked.map((person) => (
            <li key={person.id}>
              <span>
                <strong>{person.name}</strong> <span className={classes.soft}>{person.function}</span>
              </span>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={single ? t`Kies iemand anders dan ${person.name}` : t`Haal weg: ${person.name}`}
                onClick={() => onChange(picked.filter((each) => each.id !== person.id))}
              >
                {single ? <Trans>Kies iemand anders</Trans> : <Trans>Haal weg</Trans>}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Found({ q, taken, onPick }: { q: string; taken: readonly Picked[]; onPick: (person: Picked) => void }) {
  const { t } = useLingui()
  const people = usePeople({ q })
  const rows = itemsOf(people.data)
    .filter((each) => !taken.some((one) => one.id === each.id))
    .slice(0, shown)
  if (people.isPending) return null
  return (
    <div role="status">
      {rows.length === 0 ? (
        <p className={classes.soft}>
          <Trans>Niemand gevonden.</Trans>
        </p>
      ) : (
        <ul className={grantClasses.chosen}>
          {rows.map(({ id, name, function: job }) => (
            <li key={id}>
              <span>
                <strong>{name}</strong> <span className={classes.soft}>{job}</span>
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t`Kies ${name}`}
                onClick={() => onPick({ id, name, function: job })}
              >
                <Trans>Kies</Trans>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
